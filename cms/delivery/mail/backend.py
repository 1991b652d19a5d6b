"""The e-mail backend that queues."""

from collections.abc import Iterator, Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address

from cms.delivery.mail.content import as_json, mail_from
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
