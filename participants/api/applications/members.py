"""The members of the document that an application is sent in, and of what is answered.

What a member may be, whether it must be there and what it may say at most are the form's; here
stand only the names under which frontends know them. Each answer is defined once: mypy holds the
code to it, pydantic writes its description for `openapi.json`, and tests check what is answered by
it. No answer is checked while it is given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NotRequired, TypeAlias

from django import forms
from pydantic import Field

# Python's own is known to pydantic from 3.12 on.
from typing_extensions import TypedDict

from participants.applications.submission.form import MEASURES, ApplicationForm, Errors, MeasureForm
from participants.models import ApplicationState
from participants.values.languages import content_languages

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


def _parts(prefix: str, *names: str) -> dict[str, Shape]:
    return _members(ApplicationForm, {name: f"{prefix}_{name}" for name in names})


def _figure(name: str, *parts: str) -> dict[str, Shape]:
    return {**_members(ApplicationForm, {"value": name}), **_parts(name, *parts)}


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
    "population": _figure("population", "year", "source"),
    "roma_population": _figure("roma_population", "basis", "year", "source", "absence"),
    "representative": _parts("representative", "name", "role"),
    MEASURES: [MEASURE],
    "contact": _parts("contact", "name", "email", "phone"),
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


IN_ERRORS = (
    "Sentences by place, such as `contact.email`, `measures[0].title`, or `application` for the "
    "whole."
)


class Refusal(TypedDict):
    """Why an application was not taken in."""

    message: str
    errors: NotRequired[Annotated[Errors, Field(description=IN_ERRORS)]]


class Sent(TypedDict):
    """That an application has arrived."""

    reference: Annotated[str, Field(description="For questions to the office.")]
    state: Literal[ApplicationState.UNCONFIRMED]
    message: Annotated[str, Field(description="What the applicant does next.")]
