"""Where letters of applicants lie: outside of the media files, without an address."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models.fields.files import FieldFile


class PrivateStorage(FileSystemStorage):
    """A folder outside of the media files; what lies there has no address."""

    def url(self, name: str | None) -> str:
        raise ValueError(
            "A letter has no URL: it is shown to those who may decide, and only there."
        )


def letter_storage() -> PrivateStorage:
    """Return the folder for letters: PARTICIPANTS_PRIVATE_ROOT, or `private` beside the media."""
    beside_media = Path(settings.MEDIA_ROOT).resolve().parent / "private"
    return PrivateStorage(
        getattr(settings, "PARTICIPANTS_PRIVATE_ROOT", beside_media),
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )


def delete_after_commit(letter: FieldFile) -> None:
    """Delete the file that a row names now, once nothing can bring the row back.

    A file that cannot be deleted stops nobody: it is logged, and removed with the files that no
    row names.
    """
    storage, name = letter.storage, letter.name
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
