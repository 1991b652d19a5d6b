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

from participants.applications.submission.letters import LetterError, clean_letter
from participants.models import Application, ApplicationMeasure
from participants.values.languages import content_languages, default_language, validate_texts
from participants.values.text import WrongValue
from participants.values.written_numbers import read_count

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


class CountField(forms.IntegerField):
    """A number of residents, as people write it."""

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return read_count(str(value))
        except WrongValue as error:
            raise ValidationError(str(error), code="invalid") from error


class ApplicationForm(LetterMixin, forms.ModelForm):
    """What an authority says of itself, and whom to write to."""

    letter = forms.FileField(
        label=_("Letter of the mayor, or decision of the council"), required=False, max_length=None
    )

    class Meta:
        model = Application
        fields = (*AUTHORITY, *FIGURES, *REPRESENTATIVE, *CONTACT)
        field_classes = {"population": CountField, "roma_population": CountField}
        widgets = {"address": forms.Textarea({"rows": 3})}

    unread: frozenset[str] = frozenset()

    def _post_clean(self) -> None:
        # A figure that is given wrongly is not missing, and needs what goes with it.
        self.instance.unread = (self.unread | self.errors.keys()) & frozenset(FIGURES)
        super()._post_clean()  # type: ignore[misc]  # Django's, which the stubs leave out


class MeasureForm(forms.ModelForm):
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
    was cleaned when the same form was sent before, taken where no other comes along; unread: names
    of fields that were given, and of which somebody else says what is wrong.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict | None = None,
        *,
        initial: dict[str, Any] | None = None,
        unread: frozenset[str] = frozenset(),
    ) -> None:
        self.application = ApplicationForm(data, files, initial=initial)
        self.application.unread = unread
        self.measures = MeasureFormSet(data, prefix=MEASURES, instance=self.application.instance)
        self.held_letter: ContentFile | None = None

    def is_valid(self) -> bool:
        """Check all of them, so that all faults are told at once."""
        return all([self.application.is_valid(), self.measures.is_valid()])

    @property
    def letter(self) -> ContentFile | None:
        """Return the letter that came along, or else the one that was held."""
        return self.application.cleaned_data.get("letter") or self.held_letter

    @property
    def errors(self) -> Errors:
        """Return the sentences by field: "website", "names_en", "measures[0].title"."""
        found = {name: _sentences(texts) for name, texts in self.application.errors.items()}
        if "names" in found:
            found |= _by_language(self.application, found.pop("names"))
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


def _by_language(form: ApplicationForm, sentences: list[str]) -> Errors:
    """Return what is wrong with the names by their inputs, of which the form makes one list."""
    names: Any = form.fields["names"]
    typed = form["names"].data
    found: Errors = {}
    for code, inner, value in zip(content_languages(), names.fields, typed, strict=True):
        try:
            inner.clean(value)
        except ValidationError as error:
            found[f"names_{code}"] = error.messages
    main = f"names_{default_language()}"
    said = dict(zip(content_languages(), typed, strict=True))
    if main not in found and not (said[default_language()] or "").strip():
        # No input misses anything by itself.
        try:
            validate_texts({})
        except ValidationError as error:
            found[main] = error.messages
    return found or {main: sentences}


def _sentences(errors: Iterable[Any]) -> list[str]:
    return [str(error) for error in errors]


def keyed_hash(purpose: str, text: str) -> str:
    """Return the HMAC-SHA256 of a text in hexadecimal, which nobody can guess without the key."""
    key = f"participants.{purpose}.{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
