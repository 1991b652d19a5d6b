"""Files that editors send to be imported: private, for a day, and each for its sender alone."""

from dataclasses import astuple, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from participants.importer.planning.column_words import known_columns
from participants.importer.reading.encodings.readings import UndecidedEncoding
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.tables import read_table
from participants.models.applications.parts import PrivateStorage, letter_storage

KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 100  # characters, since the name becomes part of an address
SALT = "participants.importer"


class UploadGone(Exception):  # noqa: N818  it is a state of the upload, not a failure of ours
    """Says that the upload was applied, refused or cleared away."""


@dataclass(frozen=True)
class Upload:
    """A file that a user has sent.

    user: primary key as text; file: random name in the folder; name: what the office calls it;
    publish: whether it is to be published at once.
    """

    user: str
    file: str
    name: str
    publish: bool

    @classmethod
    def keep(cls, content: BinaryIO, *, user: Any, name: str, publish: bool) -> "Upload":
        """Store a file, and clear away those that are older than a day."""
        clear_old_uploads()
        content.seek(0)
        stored = import_storage().save(get_random_string(32), File(content))
        short = Path(name).stem[:LONGEST_NAME] + Path(name).suffix[:LONGEST_NAME]
        return cls(str(user.pk), stored, short, publish)

    @classmethod
    def of(cls, signed: str, user: Any) -> "Upload":
        """Return the upload of a signed value.

        Raises UploadGone, PermissionDenied where it is another user's, and Http404 where nobody
        has signed it.
        """
        try:
            upload = cls(*signing.loads(signed, salt=SALT, max_age=KEPT_FOR))
        except signing.SignatureExpired as error:
            raise UploadGone from error
        except signing.BadSignature as error:
            raise Http404 from error
        if upload.user != str(user.pk):
            raise PermissionDenied
        return upload

    @property
    def signed(self) -> str:
        """Return what stands for the upload in addresses."""
        return signing.dumps(astuple(self), salt=SALT, compress=True)

    def open(self) -> BinaryIO:
        """Open the file. Raises UploadGone."""
        try:
            return Path(import_storage().path(self.file)).open("rb")
        except FileNotFoundError as error:
            raise UploadGone from error

    def delete(self) -> None:
        """Forget the file; the rows that were left out stay until they are a day old."""
        import_storage().delete(self.file)

    def set_aside(self, corrections: str) -> None:
        import_storage().delete(self._corrections)
        import_storage().save(self._corrections, ContentFile(corrections.encode()))

    def corrections(self) -> BinaryIO:
        """Open the rows that cannot be applied. Raises UploadGone."""
        try:
            return Path(import_storage().path(self._corrections)).open("rb")
        except FileNotFoundError as error:
            raise UploadGone from error

    @property
    def _corrections(self) -> str:
        return f"{self.file}.csv"


def import_storage() -> PrivateStorage:
    """Return the folder for uploads, which lies within that for letters."""
    return PrivateStorage(
        Path(letter_storage().location) / "imports",
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )


def clear_old_uploads() -> None:
    storage = import_storage()
    if not storage.exists(""):
        return
    for name in storage.listdir("")[1]:
        if timezone.now() - storage.get_modified_time(name) > KEPT_FOR:
            storage.delete(name)


class UploadForm(forms.Form):
    """A file, and whether to publish what it brings."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or ODS. One row names the columns; the list stands below it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
        # The reader says it in its own words.
        allow_empty_file=True,
    )
    publish = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_(
            "New participants, and changes to published ones, become visible to everybody as soon "
            "as you apply them. What is a draft now stays one."
        ),
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish"]

    def clean_file(self) -> UploadedFile:
        """Refuse what is no table, before anything of it is stored."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            read_table(cast("BinaryIO", upload.file), upload.name or "", known_columns())
        except UndecidedEncoding:
            pass  # the page of the plan asks
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return upload
