"""The form that takes a file."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from participants.importer.planning.planner import known_columns
from participants.importer.reading.tables import UndecidedEncoding, UnreadableFile, read_table


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
