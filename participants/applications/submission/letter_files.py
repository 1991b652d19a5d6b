"""The letter of an application as the office sees it: a file of some size, neutrally named."""

from pathlib import PurePath

from participants.models import Application


def letter_size(application: Application) -> int | None:
    """Return the size of the letter, bytes, or None where there is none, or its file is lost."""
    try:
        return application.letter.size if application.letter else None
    except FileNotFoundError:
        return None


def letter_file_name(application: Application) -> str:
    """Return a name that says nothing of anybody: "2026-KQXWTR.pdf"."""
    return f"{application.reference}{PurePath(application.letter.name or '').suffix}"
