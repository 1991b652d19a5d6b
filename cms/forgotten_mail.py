"""Mails that still wait for persons whose data are removed."""

from typing import Any

from cms.delivery.models import QueuedMail


def forget_mail(emails: list[str], **kwargs: Any) -> None:
    """Take mails to these addresses out of the queue, in whatever case they are written."""
    for email in emails:
        QueuedMail.objects.filter(recipient__iexact=email).delete()
