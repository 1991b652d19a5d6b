"""What an application holds about persons, and how it is removed."""

from pathlib import PurePath
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from participants.extension_points import personal_data_removed
from participants.models import Application
from participants.models.applications.parts import delete_after_commit

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


# What opens doors, or says nothing of anybody. Officers are left out with all relations.
LEFT_OUT = {"id", "sending_key", "sent_digest", "link_secret"}


def held_about(application: Application, letter: str) -> dict[str, Any]:
    """Return all that is held about a person. letter: where that lies."""
    return {
        **_fields(application),
        # In place of the file's name in the storage.
        "letter": letter,
        "participant": str(application.participant or ""),
        "measures": [
            {**_fields(measure), "theme": measure.theme.slug}
            for measure in application.measures.all()
        ],
        "correspondence": [
            {"kind": message.kind, "written_at": message.written_at, "text": message.text}
            for message in application.messages.all()
        ],
    }


def _fields(row: models.Model) -> dict[str, Any]:
    plain = (field for field in row._meta.concrete_fields if not field.is_relation)
    return {field.name: getattr(row, field.name) for field in plain if field.name not in LEFT_OUT}


def letter_size(application: Application) -> int | None:
    """Return the size of the letter, bytes, or None where there is none, or its file is lost."""
    try:
        return application.letter.size if application.letter else None
    except FileNotFoundError:
        return None


def letter_file_name(application: Application) -> str:
    """Return a name that says nothing of anybody: "2026-KQXWTR.pdf"."""
    return f"{application.reference}{PurePath(application.letter.name or '').suffix}"
