"""The mail that tells an authority that it takes part, once everybody can see that."""

from typing import Any
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.translation import override

from participants.applications.links import site_root
from participants.applications.mails import send_welcome
from participants.models import Application, ApplicationState, Participant


def welcome(instance: Participant, **signal: Any) -> None:
    """Write to the contact person of a participant that is published for the first time."""
    waiting = Application.objects.filter(
        participant=instance, state=ApplicationState.ACCEPTED, welcomed_at=None
    )
    for application in waiting:
        # Whoever changes the row sends the mail, however many publish at once.
        if waiting.filter(pk=application.pk).update(welcomed_at=timezone.now()):
            with override(application.language):
                address = urljoin(site_root(), instance.get_absolute_url() or "")
            send_welcome(application, address)
