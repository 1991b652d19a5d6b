"""A person's own data on request: found by e-mail address, handed out, or removed."""

import json
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from participants.applications.log import log_step
from participants.applications.personal_data import delete_unconfirmed, remove_personal_data
from participants.applications.submission.letters import letter_file_name, letter_size
from participants.applications.transitions import locked
from participants.models import Application, ApplicationState

# What opens doors, or says nothing of anybody. Officers are left out with all relations.
LEFT_OUT = {"id", "sending_key", "sent_digest", "link_secret"}


def export_person(email: str, *, user: Any) -> IO[bytes]:
    """Return a ZIP file, gone when it is closed, of all that is held about a person.

    data.json has each application that names the address, letters/ the letters by reference.
    """
    applications = Application.objects.of_person(email).prefetch_related(
        "measures__theme", "messages"
    )
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        held = []
        for application in applications:
            held.append(_held(application, _add_letter(archive, application)))
            log_step(application, "export_person", user)
        data = {"email": email, "applications": held}
        text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data.json", text)
    file.seek(0)
    return file


@transaction.atomic
def erase_person(email: str, *, user: Any) -> int:
    """Remove what is held about a person; return how many applications named the address.

    What nobody has decided on yet is withdrawn; what was never confirmed is deleted.
    """
    applications = [locked(found) for found in Application.objects.of_person(email)]
    for application in applications:
        if application.state == ApplicationState.UNCONFIRMED:
            delete_unconfirmed(application)
            continue
        if application.state in ApplicationState.open():
            application.state = ApplicationState.WITHDRAWN
            application.decided_at, application.decided_by = timezone.now(), user
            application.save(update_fields=["state", "decided_at", "decided_by"])
        remove_personal_data(application)
        log_step(application, "erase", user)
    return len(applications)


def _held(application: Application, letter: str) -> dict[str, Any]:
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


def _add_letter(archive: ZipFile, application: Application) -> str:
    """Add the letter to the archive, and return its name there."""
    if letter_size(application) is None:
        return ""
    name = f"letters/{letter_file_name(application)}"
    with application.letter.open("rb") as letter, archive.open(name, "w") as copy:
        copy.writelines(letter.chunks())
    return name
