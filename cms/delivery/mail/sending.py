"""Sending what is due, one mail after the other, and what follows from how it went.

The log names mails by their rows and failures by their classes: what a mail or a server says is
private.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from threading import Event
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Min
from django.utils import timezone

from cms.delivery.mail.backend import mail_from
from cms.delivery.models import QueuedMail
from cms.delivery.monitoring.metrics import record_mail
from cms.delivery.scheduled_tasks import LONGEST_REST, LONGEST_WAIT, back_off

logger = logging.getLogger(__name__)

SMTP = "django.core.mail.backends.smtp.EmailBackend"
GIVEN_UP_AFTER = timedelta(days=5)
FORGOTTEN_AFTER = timedelta(days=14)
# Refusals for good are believed after so many, a quarter of an hour later: servers are also
# configured wrongly for a while.
MOST_REFUSALS = 5
SHORTEST_REST = timedelta(seconds=2)


def send_due(stop: Event) -> None:
    """Send what is due over one connection, oldest first, until nothing is or `stop` is set.

    At least once: whoever dies between sending a mail and forgetting it leaves it to the next,
    who repeats it under the same Message-ID.
    """
    connection = get_connection(getattr(settings, "DELIVERY_EMAIL_BACKEND", SMTP))
    try:
        while not stop.is_set():
            mail = QueuedMail.objects.due(timezone.now()).order_by("pk").first()
            if mail is None:
                return
            try:
                connection.open()
            except OSError as error:
                _postpone_due(error)
                return
            _send(connection, mail)
    finally:
        _close(connection)


def forget_given_up() -> None:
    """Delete mails that were given up and are older than two weeks."""
    oldest = timezone.now() - FORGOTTEN_AFTER
    QueuedMail.objects.given_up().filter(created_at__lt=oldest).delete()


def _send(connection: BaseEmailBackend, mail: QueuedMail) -> None:
    try:
        connection.send_messages([mail_from(mail.content, mail.recipient)])
    except Exception as error:  # noqa: BLE001  whatever it is, the next mail must not suffer
        # The server may have hung up, or be in the middle of a dialogue.
        _close(connection)
        _note_failure(mail, error)
    else:
        mail.delete()
        record_mail("sent")


def _close(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()


def _note_failure(mail: QueuedMail, error: Exception) -> None:
    now = timezone.now()
    attempts = mail.attempts + 1
    is_refused = _is_refusal_for_good(error)
    is_given_up = now >= mail.waiting_since + GIVEN_UP_AFTER or (
        is_refused and attempts >= MOST_REFUSALS
    )
    QueuedMail.objects.filter(pk=mail.pk).update(
        attempts=attempts,
        # A minute at first: who is too busy, or tests whether we come back, wants no hurry.
        due_at=now + back_off(attempts + 5, LONGEST_WAIT),
        last_error=_described(error),
        given_up_at=now if is_given_up else None,
    )
    record_mail("refused" if is_refused else "failed")
    if is_given_up:
        logger.error("Mail %d is given up: %s", mail.pk, _described(error))
    else:
        logger.warning("Mail %d will be tried again: %s", mail.pk, _described(error))


def _postpone_due(error: OSError) -> None:
    """Leave the server alone for as long again as the oldest mail has waited for it."""
    now = timezone.now()
    due = QueuedMail.objects.due(now)
    oldest = due.aggregate(oldest=Min("waiting_since"))["oldest"] or now
    due.filter(waiting_since__lte=now - GIVEN_UP_AFTER).update(
        given_up_at=now, last_error=_described(error)
    )
    rest = min(max(now - oldest, SHORTEST_REST), LONGEST_REST)
    waiting = due.update(due_at=now + rest, last_error=_described(error))
    record_mail("unreachable")
    logger.warning("The mail server is away (%s), mails that wait: %d", _described(error), waiting)


def _is_refusal_for_good(error: Exception) -> bool:
    # What else has such a code, as a wrong password, is about us and not about the mail.
    is_about_mail = isinstance(error, SMTPRecipientsRefused | SMTPDataError)
    return is_about_mail and 500 <= (_code(error) or 0) < 600


def _described(error: Exception) -> str:
    code = _code(error)
    name = type(error).__name__
    return f"{name} {code}" if code else name


def _code(error: Exception) -> int | None:
    if isinstance(error, SMTPRecipientsRefused):
        [(code, _)] = error.recipients.values()
        return code
    return error.smtp_code if isinstance(error, SMTPResponseException) else None


def forget_mail(emails: list[str], **kwargs: Any) -> None:
    """Take mails to these addresses out of the queue, in whatever case they are written."""
    for email in emails:
        QueuedMail.objects.filter(recipient__iexact=email).delete()
