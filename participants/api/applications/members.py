"""The members of the document that an application is sent in, and the form field behind each.

What a member may be, whether it must be there and what it may say at most are the form's; here
stand only the names under which frontends know them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms

from participants.applications.submission.form import MEASURES, ApplicationForm, MeasureForm
from participants.values.texts_per_language import content_languages

# Where it stands what is wrong with an application as a whole.
WHOLE = "application"
LETTER = "letter"


@dataclass(frozen=True)
class Member:
    """One statement. name: of the input in the form that takes it."""

    name: str
    field: Any


Shape: TypeAlias = "Member | dict[str, Shape] | list[Shape]"


def _members(form: type[forms.ModelForm], names: Mapping[str, str]) -> dict[str, Shape]:
    return {member: Member(name, form.base_fields[name]) for member, name in names.items()}


def _same(*names: str) -> dict[str, str]:
    return dict(zip(names, names, strict=True))


def _names() -> dict[str, Shape]:
    inputs: Any = ApplicationForm.base_fields["names"]
    languages = zip(content_languages(), inputs.fields, strict=True)
    return {code: Member(f"names_{code}", field) for code, field in languages}


MEASURE = _members(MeasureForm, _same("theme", "title", "description", "started_on", "funding"))
APPLICATION: dict[str, Shape] = {
    "names": _names(),
    **_members(
        ApplicationForm, _same("name_local", "kind", "country", "region", "address", "website")
    ),
    "population": _members(
        ApplicationForm,
        {"value": "population", "year": "population_year", "source": "population_source"},
    ),
    "roma_population": _members(
        ApplicationForm,
        {
            "value": "roma_population",
            "basis": "roma_population_basis",
            "year": "roma_population_year",
            "source": "roma_population_source",
            "absence": "roma_population_absence",
        },
    ),
    "representative": _members(
        ApplicationForm, {"name": "representative_name", "role": "representative_role"}
    ),
    MEASURES: [MEASURE],
    "contact": _members(
        ApplicationForm,
        {"name": "contact_name", "email": "contact_email", "phone": "contact_phone"},
    ),
    **_members(
        ApplicationForm, {"language": "language", "consent": "has_consented", LETTER: LETTER}
    ),
}


def _places(shape: Shape, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(shape, Member):
        yield shape.name, place
    elif isinstance(shape, dict):
        for name, inner in shape.items():
            yield from _places(inner, f"{place}.{name}" if place else name)


PLACES = dict(_places(APPLICATION, ""))


def place_of(key: str) -> str:
    """Return where in the document stands what the form calls by a key of its errors."""
    return WHOLE if key == "__all__" else PLACES.get(key, key)
