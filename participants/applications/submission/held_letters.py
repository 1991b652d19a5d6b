"""Letters of forms that came back: kept for a day, each for who holds its token."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from participants.models import HeldLetter
from participants.models.applications.held_letter import HELD_FOLDER
from participants.models.applications.letter_storage import letter_storage

HELD_FOR = timedelta(days=1)
# The oldest give way, so that nobody fills the disk with forms that are never sent.
MOST_HELD = 200


@dataclass(frozen=True)
class HeldFile:
    """What can be told of a letter without giving it away. size: bytes."""

    name: str
    size: int


def hold(letter: ContentFile) -> str:
    """Keep a cleaned letter and return its token, 43 letters, digits, hyphens and underscores."""
    token = secrets.token_urlsafe(32)
    HeldLetter.objects.create(token_digest=_digest(token), file=letter)
    too_many = HeldLetter.objects.order_by("-pk").values_list("pk", flat=True)[MOST_HELD:]
    HeldLetter.objects.filter(pk__in=list(too_many)).delete()
    return token


def peek(token: str) -> HeldFile | None:
    """Return name and size of the letter of a token; None where there is none any longer."""
    held = _find(token)
    if held is None:
        return None
    try:
        return HeldFile(_name(held), held.file.size)
    except FileNotFoundError:
        return None


def read(token: str) -> ContentFile | None:
    """Return the letter of a token, which is kept on; None where there is none any longer."""
    held = _find(token)
    if held is None:
        return None
    try:
        with held.file.open() as file:
            return ContentFile(file.read(), name=_name(held))
    except FileNotFoundError:
        return None


def forget(token: str) -> None:
    """Keep the letter of a token no longer; without one nothing happens."""
    HeldLetter.objects.filter(token_digest=_digest(token)).delete()


def forget_held_letters(older_than: timedelta = HELD_FOR) -> None:
    """Remove the letters held for longer, and files whose row was never or is no longer there."""
    before = timezone.now() - older_than
    HeldLetter.objects.filter(held_at__lt=before).delete()
    transaction.on_commit(partial(_delete_files, before))


def _find(token: str) -> HeldLetter | None:
    still_held = HeldLetter.objects.filter(held_at__gt=timezone.now() - HELD_FOR)
    return still_held.filter(token_digest=_digest(token)).first()


def _name(held: HeldLetter) -> str:
    return PurePath(str(held.file.name)).name


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()


def _delete_files(before: datetime) -> None:
    storage = letter_storage()
    if not storage.exists(HELD_FOLDER):
        return
    for file in storage.listdir(HELD_FOLDER)[1]:
        name = f"{HELD_FOLDER}{file}"
        if storage.get_modified_time(name) < before:
            storage.delete(name)
