"""What an application holds about persons, and how it is removed."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from participants.models import Application
from participants.models.applications.letter_storage import delete_after_commit
from participants.signals import personal_data_removed

# The address and what the measures say in their own words may name persons too.
PERSONAL_FIELDS = (
    "representative_name",
    "letter",
    "contact_name",
    "contact_email",
    "contact_phone",
    "address",
    "reason",
    "sent_digest",
)


@transaction.atomic
def remove_personal_data(application: Application) -> None:
    """Remove what names persons: contact, representative, letter, correspondence, free texts.

    What is left says which authority asked when, and what came of it.
    """
    email = application.contact_email
    delete_after_commit(application.letter)
    for name in PERSONAL_FIELDS:
        setattr(application, name, "")
    application.erased_at = timezone.now()
    application.save(update_fields=[*PERSONAL_FIELDS, "erased_at"])
    application.messages.all().delete()
    application.measures.update(description="")
    _tell(email)


@transaction.atomic
def delete_unconfirmed(application: Application) -> None:
    """Delete an application that nobody has confirmed, and what the audit log says of it.

    Anybody may have written it: even what it calls the authority may name a person.
    """
    log_registry.get_logs_for_instance(application).delete()
    application.delete()
    _tell(application.contact_email)


def _tell(email: str) -> None:
    if email:
        personal_data_removed.send(sender=Application, emails=[email])
