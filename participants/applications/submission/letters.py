"""Letters of mayors and councils: taken in only as pages and pictures, whatever else was sent."""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath
from threading import BoundedSemaphore
from typing import IO, Any

from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.applications.submission.letter_cleaner.refusals import (
    MOST_PAGES,
    MOST_PIXELS,
    Refusal,
)
from participants.models import Application

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


def letter_size(application: Application) -> int | None:
    """Return the size of the letter, bytes, or None where there is none, or its file is lost."""
    try:
        return application.letter.size if application.letter else None
    except FileNotFoundError:
        return None


def letter_file_name(application: Application) -> str:
    """Return a name that says nothing of anybody: "2026-KQXWTR.pdf"."""
    return f"{application.reference}{PurePath(application.letter.name or '').suffix}"
