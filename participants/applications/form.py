"""The one validation of what an authority sends, for the page and for the API alike.

Its texts are lines, or running text, by the fields of the models.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from participants.applications.letters import LetterError, clean_letter
from participants.models import Application, ApplicationMeasure

MOST_MEASURES = 20
MEASURES = "measures"

# In the order in which they are asked for.
AUTHORITY = ("names", "name_local", "kind", "country", "region", "address", "website")
FIGURES = (
    "population",
    "population_year",
    "population_source",
    "roma_population",
    "roma_population_basis",
    "roma_population_year",
    "roma_population_source",
    "roma_population_absence",
)
REPRESENTATIVE = ("representative_name", "representative_role", "letter")
CONTACT = ("contact_name", "contact_email", "contact_phone", "language", "has_consented")

Errors = dict[str, list[str]]


class LetterMixin(forms.BaseForm):
    """Take in only what can be seen of a letter."""

    def clean_letter(self) -> ContentFile | None:
        """Return the letter without what it says beside its pages, or None without one."""
        letter = self.cleaned_data.get("letter")
        if not letter:
            return None
        try:
            return clean_letter(letter)
        except LetterError as error:
            raise ValidationError(str(error)) from error


class ApplicationForm(LetterMixin, forms.ModelForm):
    """What an authority says of itself, and whom to write to."""

    letter = forms.FileField(
        label=_("Letter of the mayor, or decision of the council"), required=False, max_length=None
    )

    class Meta:
        model = Application
        fields = (*AUTHORITY, *FIGURES, *REPRESENTATIVE, *CONTACT)
        widgets = {"address": forms.Textarea({"rows": 3})}


class MeasureForm(forms.ModelForm):
    """A measure that the authority has taken."""

    class Meta:
        model = ApplicationMeasure
        fields = ("theme", "title", "description", "started_on", "funding")
        widgets = {"description": forms.Textarea({"rows": 3})}


MeasureFormSet = forms.inlineformset_factory(
    Application,
    ApplicationMeasure,
    form=MeasureForm,
    extra=0,
    can_delete=False,
    max_num=MOST_MEASURES,
    validate_max=True,
    absolute_max=MOST_MEASURES + 1,
)


class ApplicationForms:
    """The form of an application and those of its measures, checked and saved together.

    data: as a browser sends it, the measures under "measures-0-title"; held_letter: a letter that
    was cleaned when the same form was sent before, taken where no other comes along.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict | None = None,
        *,
        held_letter: ContentFile | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.application = ApplicationForm(data, files, initial=initial)
        self.measures = MeasureFormSet(data, prefix=MEASURES, instance=self.application.instance)
        self.held_letter = held_letter

    def is_valid(self) -> bool:
        """Check all of them, so that all faults are told at once."""
        return all([self.application.is_valid(), self.measures.is_valid()])

    @property
    def letter(self) -> ContentFile | None:
        """Return the letter that came along, or else the one that was held."""
        return self.application.cleaned_data.get("letter") or self.held_letter

    @property
    def errors(self) -> Errors:
        """Return the sentences by field; those of a measure as "measures[0].title"."""
        found = {name: _sentences(texts) for name, texts in self.application.errors.items()}
        if faults := _sentences(self.measures.non_form_errors()):
            found[MEASURES] = faults
        rows: Any = self.measures.errors
        for place, errors in enumerate(rows):
            for name, texts in errors.items():
                key = f"{MEASURES}[{place}]" + ("" if name == "__all__" else f".{name}")
                found[key] = _sentences(texts)
        return found

    @property
    def digest(self) -> str:
        """Return a keyed hash of what was sent, by which the same sending is known again."""
        said = self.application.cleaned_data | {"letter": self._letter_hash()}
        content = [said, [form.cleaned_data for form in self.measures.forms]]
        text = json.dumps(content, default=lambda theme: theme.pk, sort_keys=True)
        return keyed_hash("application", text)

    def _letter_hash(self) -> str:
        if self.letter is None:
            return ""
        self.letter.seek(0)
        digest = hashlib.sha256(self.letter.read()).hexdigest()
        self.letter.seek(0)
        return digest

    @transaction.atomic
    def save(self, **fields: Any) -> Application:
        """Store the application with its measures and its letter."""
        application: Application = self.application.save(commit=False)
        for name, value in fields.items():
            setattr(application, name, value)
        application.letter = ""
        if self.letter is not None:
            application.letter.save(str(self.letter.name), self.letter, save=False)
        application.save()
        for place, measure in enumerate(self.measures.save(commit=False)):
            measure.sort_order = place
            measure.save()
        return application


def _sentences(errors: Iterable[Any]) -> list[str]:
    return [str(error) for error in errors]


def keyed_hash(purpose: str, text: str) -> str:
    """Return the HMAC-SHA256 of a text in hexadecimal, which nobody can guess without the key."""
    key = f"participants.{purpose}.{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
