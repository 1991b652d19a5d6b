"""Mails as the tests need them, and time that passes when they say so."""

from datetime import timedelta
from threading import Event

from django.core.mail import EmailMessage
from django.db.models import F

from cms.delivery.mail.sending import send_due
from cms.delivery.models import QueuedMail


def mail(to="mayor@megara.example", subject="Receipt", body="Thank you.", **fields) -> None:
    EmailMessage(subject, body, "office@alliance.example", [to], **fields).send()


def send() -> None:
    """Send what is due."""
    send_due(Event())


def let_pass(**time) -> None:
    """Let all that is queued have waited for longer."""
    span = timedelta(**time)
    QueuedMail.objects.update(
        created_at=F("created_at") - span,
        waiting_since=F("waiting_since") - span,
        due_at=F("due_at") - span,
    )
