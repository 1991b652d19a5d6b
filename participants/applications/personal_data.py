"""What an application holds about persons, and how it is removed."""

from django.db import transaction
from django.utils import timezone

from participants.models import Application
from participants.signals import personal_data_removed

PERSONAL_FIELDS = ("representative_name", "contact_name", "contact_email", "contact_phone")


@transaction.atomic
def remove_personal_data(application: Application) -> None:
    """Remove what names persons: contact, representative, letter, correspondence.

    What is left says which authority asked when, and what came of it.
    """
    email = application.contact_email
    letter = application.letter.name
    if letter:
        storage = application.letter.storage
        transaction.on_commit(lambda: storage.delete(letter))
    for name in (*PERSONAL_FIELDS, "letter", "reason"):
        setattr(application, name, "")
    application.erased_at = timezone.now()
    application.save(update_fields=[*PERSONAL_FIELDS, "letter", "reason", "erased_at"])
    application.messages.all().delete()
    if email:
        personal_data_removed.send(sender=Application, emails=[email])
