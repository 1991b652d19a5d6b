"""Letters of mayors and councils: taken in only as pages and pictures, whatever else was sent."""

import logging
import secrets
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from threading import BoundedSemaphore
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.applications.submission.letter_cleaner import MOST_PAGES, MOST_PIXELS, Refusal
from participants.models import HeldLetter
from participants.models.applications.parts import HELD_FOLDER, letter_storage

logger = logging.getLogger(__name__)

MOST_BYTES = 10 * 1024 * 1024
MOST_SECONDS = 20
MOST_SECONDS_WAITING = 5
TIMED_OUT = 124  # as timeout(1) says it
STARTS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
CLEANER = Path(__file__).with_name("letter_cleaner") / "__main__.py"

# Each may take as much memory as the cleaner allows itself, and others want to be served too.
_free_cleaners = BoundedSemaphore(2)

UNREADABLE = gettext_lazy(
    "This file could not be read. Save the letter anew as PDF, JPEG or PNG and choose it again."
)
SENTENCES: dict[int, Promise] = {
    Refusal.PROTECTED: gettext_lazy(
        "This PDF is protected by a password. Save it without protection and choose it again."
    ),
    Refusal.TOO_MANY_PAGES: gettext_lazy(
        "This PDF has more than %(pages)s pages. Send the letter without its annexes."
    ),
    Refusal.TOO_MANY_PIXELS: gettext_lazy(
        "This picture has more than %(megapixels)s megapixels. Make it smaller, choose it again."
    ),
}
BOUNDS = {"pages": MOST_PAGES, "megapixels": MOST_PIXELS // 1_000_000}


class LetterError(Exception):
    """Says to the applicant in one sentence why a letter cannot be taken in."""


def clean_letter(file: Any) -> ContentFile:
    """Return what can be seen of a letter, under a name that tells nothing.

    file: an uploaded file or any binary file. Its content decides what it is: PDF, JPEG or PNG.
    Raises LetterError.
    """
    content = _read(file)
    for start, kind in STARTS.items():
        if content.startswith(start):
            return ContentFile(_cleaned(content, kind), name=f"{get_random_string(32)}.{kind}")
    raise LetterError(_("Send the letter as PDF, JPEG or PNG."))


def _read(file: Any) -> bytes:
    file.seek(0)
    content: bytes = file.read(MOST_BYTES + 1)
    if not content:
        raise LetterError(_("The file is empty."))
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise LetterError(_("The file is larger than %(most)s MB.") % {"most": most})
    return content


def _cleaned(content: bytes, kind: str) -> bytes:
    if not _free_cleaners.acquire(timeout=MOST_SECONDS_WAITING):
        raise LetterError(_("Many letters are arriving. Send yours again in a minute."))
    try:
        with tempfile.TemporaryFile() as output:
            status = _run_cleaner(content, kind, output)
            output.seek(0)
            cleaned = output.read()
    finally:
        _free_cleaners.release()
    # A server that ignores SIGCHLD takes the status away, so that failure would look like success.
    if status or not cleaned:
        logger.info("A letter was refused with status %s", status)
        raise LetterError(str(SENTENCES.get(status, UNREADABLE)) % BOUNDS)
    return cleaned


def _run_cleaner(content: bytes, kind: str, output: IO[bytes]) -> int:
    """Return the exit status of the cleaner, which gets neither the environment nor Django."""
    try:
        return subprocess.run(  # noqa: S603  a constant command
            [sys.executable, "-I", str(CLEANER), kind],
            input=content,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=MOST_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return TIMED_OUT


HELD_FOR = timedelta(days=1)
# The oldest give way, so that nobody fills the disk with forms that are never sent.
MOST_HELD = 200


@dataclass(frozen=True)
class HeldFile:
    """What can be told of a letter without giving it away. size: bytes."""

    name: str
    size: int


def hold_letter(letter: ContentFile) -> str:
    """Keep a cleaned letter and return its token, 43 letters, digits, hyphens and underscores."""
    token = secrets.token_urlsafe(32)
    HeldLetter.objects.create(token_digest=_digest(token), file=letter)
    too_many = HeldLetter.objects.order_by("-pk").values_list("pk", flat=True)[MOST_HELD:]
    HeldLetter.objects.filter(pk__in=list(too_many)).delete()
    return token


def peek_letter(token: str) -> HeldFile | None:
    """Return name and size of the letter of a token; None where there is none any longer."""
    held = _find(token)
    if held is None:
        return None
    try:
        return HeldFile(_name(held), held.file.size)
    except FileNotFoundError:
        return None


def held_letter(token: str) -> ContentFile | None:
    """Return the letter of a token, which is kept on; None where there is none any longer."""
    held = _find(token)
    if held is None:
        return None
    try:
        with held.file.open() as file:
            return ContentFile(file.read(), name=_name(held))
    except FileNotFoundError:
        return None


def forget_letter(token: str) -> None:
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
