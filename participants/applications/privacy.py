"""Personal data: handed out and removed on request, and removed when their time is over."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from participants.applications.mails import CONFIRMATION, LIFETIMES
from participants.applications.personal_data import (
    delete_unconfirmed,
    held_about,
    letter_file_name,
    letter_size,
    remove_personal_data,
)
from participants.applications.submission.letters import HELD_FOR, forget_held_letters
from participants.applications.submission.rates import forget_old_rates
from participants.applications.transitions import locked, log_step
from participants.models import Application, ApplicationState, HeldLetter, SendingRate
from participants.models.applications.parts import letter_storage
from participants.models.applications.states import ApplicationQuerySet


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
            held.append(held_about(application, _add_letter(archive, application)))
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


def _add_letter(archive: ZipFile, application: Application) -> str:
    """Add the letter to the archive, and return its name there."""
    if letter_size(application) is None:
        return ""
    name = f"letters/{letter_file_name(application)}"
    with application.letter.open("rb") as letter, archive.open(name, "w") as copy:
        copy.writelines(letter.chunks())
    return name


logger = logging.getLogger(__name__)

DEFAULT_DAYS = 730
# Letters are written before their rows.
LEFT_FOR = timedelta(days=1)
LETTERS = "letters"
BATCH = 500


class RemovalError(Exception):
    """Says how much could not be removed; everything else has been."""


@dataclass(frozen=True)
class Removal:
    """Something whose time is over, in words that name nobody, and how it is removed."""

    what: str
    do: Callable[[], object]


def keep_for_days() -> int:
    """Return how many days personal data are kept after the decision."""
    return getattr(settings, "PARTICIPANTS_KEEP_PERSONAL_DATA_DAYS", DEFAULT_DAYS)


def due_removals() -> Iterator[Removal]:
    """Say what is to be removed now, each in a transaction of its own."""
    now = timezone.now()
    decided = Application.objects.decided_before(now - timedelta(days=keep_for_days()))
    for pk, reference in _each(decided):
        yield Removal(f"personal data of {reference}", partial(_erase, decided, pk))
    unconfirmed = Application.objects.forgotten_before(now - LIFETIMES[CONFIRMATION])
    for pk, reference in _each(unconfirmed):
        yield Removal(f"unconfirmed application {reference}", partial(_delete, unconfirmed, pk))
    held = HeldLetter.objects.filter(held_at__lt=now - HELD_FOR).count()
    yield Removal(f"letters held for unfinished forms: {held}", forget_held_letters)
    rates = SendingRate.objects.filter(forget_at__lt=now).count()
    yield Removal(f"counts of sendings: {rates}", forget_old_rates)
    for name in _left_letters(now - LEFT_FOR):
        yield Removal(f"letter of no application {name}", partial(letter_storage().delete, name))


def remove_old(tell: Callable[[str], object] = logger.debug) -> None:
    """Remove what is due, and tell of each what became of it.

    What cannot be removed stops nothing else. Raises RemovalError at the end.
    """
    failures = 0
    for removal in due_removals():
        try:
            removal.do()
        except Exception:
            failures += 1
            logger.exception("Not removed: %s", removal.what)
            tell(f"Not removed: {removal.what}")
        else:
            tell(f"Removed: {removal.what}")
    if failures:
        raise RemovalError(f"Not removed: {failures}. The log says why.")


def _each(applications: ApplicationQuerySet) -> Iterator[tuple[int, str]]:
    last = 0
    in_order = applications.order_by("pk").values_list("pk", "reference")
    while batch := list(in_order.filter(pk__gt=last)[:BATCH]):
        yield from batch
        last, _ = batch[-1]


@transaction.atomic
def _erase(decided: ApplicationQuerySet, pk: int) -> None:
    # Asked again: while others were being removed, it may have been reopened.
    application = decided.select_for_update().filter(pk=pk).first()
    if application is not None:
        remove_personal_data(application)
        log_step(application, "erase")


@transaction.atomic
def _delete(unconfirmed: ApplicationQuerySet, pk: int) -> None:
    application = unconfirmed.select_for_update().filter(pk=pk).first()
    if application is not None:
        delete_unconfirmed(application)


def _left_letters(before: datetime) -> Iterator[str]:
    """Name the letters written before a moment that no application names, year by year."""
    storage = letter_storage()
    years = storage.listdir(LETTERS)[0] if storage.exists(LETTERS) else []
    for year in years:
        folder = f"{LETTERS}/{year}/"
        files = storage.listdir(folder)[1]
        rows = Application.objects.filter(letter__startswith=folder)
        named = set(rows.values_list("letter", flat=True))
        for name in (f"{folder}{file}" for file in files):
            # Somebody else may have removed it meanwhile.
            with suppress(FileNotFoundError):
                if name not in named and storage.get_modified_time(name) < before:
                    yield name
