"""From a document to what a browser would have sent: types are strict here, all else is the form's.

`null` says the same as a member that is not there.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.api.applications.body import Body, ParsedObject, RefusedError
from participants.api.applications.members import (
    APPLICATION,
    LETTER,
    PLACES,
    WHOLE,
    Member,
    Shape,
    place_of,
)
from participants.applications.submission.form import (
    MEASURES,
    MOST_MEASURES,
    ApplicationForms,
    CountField,
    Errors,
)
from participants.models import Theme
from participants.registry.listing.parameters import printable

# Longer than any field takes, so that no answer repeats at length what was sent. Characters.
LONGEST_TEXT = 10_000
MOST_UNKNOWN = 10

TYPES: list[tuple[type[forms.Field], tuple[type, ...], Promise]] = [
    (CountField, (int, str), gettext_lazy("This must be a whole number, or a text that says one.")),
    (forms.IntegerField, (int,), gettext_lazy("This must be a whole number.")),
    (forms.BooleanField, (bool,), gettext_lazy("This must be true or false.")),
    (forms.Field, (str,), gettext_lazy("This must be text.")),
]


def valid_forms(body: Body) -> ApplicationForms:
    """Return the form of an application, filled in and checked.

    Raises RefusedError with all that is wrong: what cannot be read, and what the form says of the
    rest.
    """
    reading = Reading(body.errors)
    reading.read(body.document, APPLICATION, "")
    if body.letter is not None:
        reading.take_letter(body.letter, LETTER)
    unread = frozenset(name for name, place in PLACES.items() if reading.has_refused(place))
    forms = ApplicationForms(reading.data, reading.files, unread=unread)
    for form in forms.measures.forms:
        # A browser sends empty rows that nobody has filled in; a document has none.
        form.empty_permitted = False
    forms.is_valid()
    for key, sentences in forms.errors.items():
        place = place_of(key)
        if not reading.has_refused(place):
            reading.errors[place] = sentences
    if reading.errors:
        raise RefusedError(reading.errors)
    return forms


class Reading:
    """A document while it is being read. data, files: for the form; errors: by place."""

    def __init__(self, errors: Errors) -> None:
        self.data: dict[str, Any] = {f"{MEASURES}-INITIAL_FORMS": 0, f"{MEASURES}-TOTAL_FORMS": 0}
        self.files: MultiValueDict = MultiValueDict()
        self.errors = dict(errors)
        self.themes: Mapping[str, int] = dict(Theme.objects.values_list("slug", "pk"))

    def read(self, value: Any, shape: Shape, place: str, prefix: str = "") -> None:
        """Put a value of a document where the form looks for it. prefix: of names in the form."""
        if isinstance(shape, Member):
            self._read_member(value, shape, place, prefix)
        elif isinstance(shape, dict):
            self._read_object(value, shape, place, prefix)
        else:
            self._read_array(value, shape[0], place)

    def take_letter(self, letter: UploadedFile | ContentFile, place: str) -> None:
        """Put a letter where the form looks for it."""
        if LETTER in self.files:
            self._refuse(place, _("This is given more than once."))
        self.files[LETTER] = letter

    def has_refused(self, place: str) -> bool:
        """Return whether it is said of a place, or of what it stands in, what is wrong there."""
        return any(
            refused in {place, WHOLE} or place.startswith((f"{refused}.", f"{refused}["))
            for refused in self.errors
        )

    def _refuse(self, place: str, sentence: str) -> None:
        self.errors.setdefault(place or WHOLE, []).append(sentence)

    def _read_object(self, value: Any, shape: Mapping[str, Shape], place: str, prefix: str) -> None:
        if not isinstance(value, ParsedObject):
            self._refuse(place, _("This must be a JSON object."))
            return
        path = f"{place}." if place else ""
        for name in sorted(value.keys() - shape.keys())[:MOST_UNKNOWN]:
            known = {"known": ", ".join(shape)}
            sentence = _("There is no such member. Known here are: %(known)s.") % known
            self._refuse(f"{path}{printable(name)}", sentence)
        for name in sorted(value.repeated & shape.keys()):
            self._refuse(f"{path}{name}", _("This is given more than once."))
        for name, inner in shape.items():
            if value.get(name) is not None:
                self.read(value[name], inner, f"{path}{name}", prefix)

    def _read_array(self, value: Any, shape: Shape, place: str) -> None:
        if not isinstance(value, list):
            self._refuse(place, _("This must be a JSON array."))
        elif len(value) > MOST_MEASURES:
            most = {"most": MOST_MEASURES}
            self._refuse(place, _("There are more than %(most)s.") % most)
        else:
            self.data[f"{place}-TOTAL_FORMS"] = len(value)
            for number, item in enumerate(value):
                self.read(item, shape, f"{place}[{number}]", f"{place}-{number}-")

    def _read_member(self, value: Any, member: Member, place: str, prefix: str) -> None:
        wanted, sentence = next(
            (wanted, sentence) for kind, wanted, sentence in TYPES if isinstance(member.field, kind)
        )
        # Not isinstance, for which true and false are numbers.
        if type(value) not in wanted:
            self._refuse(place, str(sentence))
        elif isinstance(member.field, forms.FileField):
            self._read_letter(value, place)
        elif type(value) is not str:
            self.data[f"{prefix}{member.name}"] = value
        elif fault := _fault_of_text(value):
            self._refuse(place, fault)
        elif isinstance(member.field, forms.ModelChoiceField):
            self._read_theme(value, place, f"{prefix}{member.name}")
        else:
            self.data[f"{prefix}{member.name}"] = value

    def _read_theme(self, slug: str, place: str, name: str) -> None:
        if slug in self.themes:
            self.data[name] = self.themes[slug]
        else:
            said = {"value": printable(slug), "known": ", ".join(sorted(self.themes))}
            self._refuse(place, _("“%(value)s” is none of: %(known)s.") % said)

    def _read_letter(self, text: str, place: str) -> None:
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            self._refuse(place, _("This must be a file in base64."))
        else:
            self.take_letter(ContentFile(content, name=LETTER), place)


def _fault_of_text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return _("This is longer than %(most)s characters.") % {"most": LONGEST_TEXT}
    try:
        text.encode()
    except UnicodeEncodeError:
        return _("This is not Unicode text: half of a surrogate pair stands alone.")
    return ""
