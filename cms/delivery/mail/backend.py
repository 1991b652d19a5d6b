"""The e-mail backend that queues, and what a queued mail says, as JSON and back."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from email.utils import formatdate, parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.utils.encoding import punycode

from cms.delivery.models import QueuedMail


class QueueBackend(BaseEmailBackend):
    """Queues mails in the transaction of whoever sends them; a rollback takes them back.

    Nobody waits for the mail server, and what it does not take is not lost: the deliverer sends
    them through DELIVERY_EMAIL_BACKEND. Each recipient has a row of their own, so that one who
    is refused holds up none of the others, and none of them gets the mail twice.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue mails and return how many.

        Raises BadHeaderError, ValueError or TypeError for what cannot be sent; nothing is
        queued then.
        """
        rows = [list(_rows(message)) for message in email_messages]
        QueuedMail.objects.bulk_create([row for queued in rows for row in queued])
        return len([queued for queued in rows if queued])


def _rows(message: EmailMessage) -> Iterator[QueuedMail]:
    recipients = [str(address) for address in dict.fromkeys(message.recipients())]
    content = as_json(message)
    # What is wrong with the mail is told to those who send it: the deliverer could tell nobody.
    mail_from(content, "").message().as_bytes()
    for address in (str(message.from_email), *recipients):
        sanitize_address(address, "utf-8")
        if "\0" in address:
            raise ValueError("An address cannot hold the character NUL.")
    for recipient in recipients:
        yield QueuedMail(recipient=recipient, content=content)


class MailToOne(EmailMultiAlternatives):
    """A mail that reads the same for all its recipients, on its way to one of them."""

    recipient = ""

    def recipients(self) -> list[str]:
        """Return whom the envelope names."""
        return [self.recipient]


def as_json(message: EmailMessage) -> str:
    """Return what a mail says, with a Message-ID and a date that every attempt repeats.

    It says of itself that no person has sent it.

    Recipients that no header names are left out. Raises TypeError for an attachment that is
    neither text nor bytes.
    """
    return json.dumps(
        {
            "subject": str(message.subject),
            "body": str(message.body),
            "subtype": message.content_subtype,
            "from": str(message.from_email),
            "to": [str(address) for address in message.to],
            "cc": [str(address) for address in message.cc],
            "reply_to": [str(address) for address in message.reply_to],
            "headers": _headers(message),
            "alternatives": [
                _part(None, *alternative) for alternative in getattr(message, "alternatives", [])
            ],
            "attachments": [_attachment(attachment) for attachment in message.attachments],
        }
    )


def mail_from(content: str, recipient: str) -> MailToOne:
    """Return the mail that was queued, for one of its recipients."""
    said = json.loads(content)
    mail = MailToOne(
        said["subject"],
        said["body"],
        said["from"],
        to=said["to"],
        cc=said["cc"],
        reply_to=said["reply_to"],
        headers=said["headers"],
    )
    mail.recipient = recipient
    mail.content_subtype = said["subtype"]
    for part in said["alternatives"]:
        mail.attach_alternative(_content(part), part["mimetype"])
    for part in said["attachments"]:
        mail.attach(part["name"], _content(part), part["mimetype"])
    return mail


def _headers(message: EmailMessage) -> dict[str, str]:
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    given = {name.lower() for name in headers}
    if "message-id" not in given:
        # Django's own would look the name of this machine up, which can take seconds.
        _, _, domain = parseaddr(str(message.from_email))[1].rpartition("@")
        headers["Message-ID"] = f"<{uuid4()}@{punycode(domain or 'localhost')}>"
    if "auto-submitted" not in given:
        # RFC 3834: whoever answers by itself leaves these alone. No person writes through here.
        headers["Auto-Submitted"] = "auto-generated"
    if "date" not in given:
        headers["Date"] = formatdate(localtime=settings.EMAIL_USE_LOCALTIME)
    return headers


def _attachment(attachment: Any) -> dict[str, str | None]:
    if not isinstance(attachment, tuple):
        raise TypeError("The mail queue takes attachments by name and content.")
    name, content, mimetype = attachment
    return _part(name, content, mimetype)


def _part(name: str | None, content: Any, mimetype: str | None) -> dict[str, str | None]:
    if isinstance(content, bytes):
        return {"name": name, "mimetype": mimetype, "base64": b64encode(content).decode()}
    if isinstance(content, str):
        return {"name": name, "mimetype": mimetype, "text": str(content)}
    raise TypeError(f"The mail queue takes text and bytes, not {type(content).__name__}.")


def _content(part: dict[str, str]) -> str | bytes:
    return part["text"] if "text" in part else b64decode(part["base64"])
