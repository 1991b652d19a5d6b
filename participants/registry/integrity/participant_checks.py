"""Checks of one participant: its own rows, its revisions, and the number it was issued."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_unicode_slug

from participants.models import LINKS, IssuedNumber, Participant
from participants.models.parts.figure import shown_figure_errors
from participants.models.parts.membership import derive_events, sequence_errors

DERIVED = (
    *("status", "joined_on", "joined_on_precision", "left_on", "left_on_precision"),
    *("search_text", "sort_name"),
)
DERIVED_OF_EVENTS = ("standing", "admitted", "until")

# That what these point at exists is asked about all participants together.
POINTERS = ["latest_revision", "live_revision", "image", "locked_by"]


def derived_columns(participant: Participant) -> Iterator[str]:
    """Yield each column that does not follow from the texts and the events.

    The participant has the right values afterwards.
    """
    stored = {name: getattr(participant, name) for name in DERIVED}
    participant.derive()
    for name, value in stored.items():
        derived = getattr(participant, name)
        if value != derived:
            yield f"{name} is {str(value)!r}, but follows as {str(derived)!r}."


def derived_events(participant: Participant) -> Iterator[str]:
    """Yield each event whose derived columns do not follow from the history."""
    events = list(participant.events.all())
    stored = [[getattr(event, name) for name in DERIVED_OF_EVENTS] for event in events]
    derive_events(events)
    for event, values in zip(events, stored, strict=True):
        for name, value in zip(DERIVED_OF_EVENTS, values, strict=True):
            if value != (derived := getattr(event, name)):
                yield (
                    f"{name} of the event “{event}” is {str(value)!r}, "
                    f"but follows as {str(derived)!r}."
                )


def slug(participant: Participant) -> Iterator[str]:
    try:
        validate_unicode_slug(participant.slug)
    except ValidationError:
        yield f"the slug {participant.slug!r} is no part of an address."


def history(participant: Participant) -> Iterator[str]:
    yield from map(str, sequence_errors(list(participant.events.all())))


def figures(participant: Participant) -> Iterator[str]:
    """Yield figures without a basis or source, and measures without one figure to show."""
    rows = list(participant.figures.all())
    yield from shown_figure_errors(rows)
    for figure in rows:
        if figure.value is not None and not (figure.basis and figure.source):
            yield f"a figure of {figure.get_measure_display()} lacks its basis or source."


def rules(participant: Participant) -> Iterator[str]:
    """Yield what would keep a published participant from being published today."""
    if not participant.live:
        return
    try:
        participant.clean_fields(exclude=POINTERS)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield f"{name}: {' '.join(messages)}"
    if (participant.latitude is None) != (participant.longitude is None):
        yield "latitude and longitude come together, or not at all."
    yield from participant.row_errors(with_targets=False)
    yield from participant.relation_errors().get("texts", [])
    for name, messages in participant.completeness_errors().items():
        yield f"{name}: {' '.join(messages)}"


ROW_CHECKS: tuple[Callable[[Participant], Iterator[str]], ...] = (
    slug,
    history,
    figures,
    derived_events,
    derived_columns,
    rules,
)

# What readers see. Left out: rich text, which is cleaned on its way to the row, and pictures and
# themes, which leave the row when somebody deletes them.
OWN = ("number", "slug", "name_local", "kind", "country", *LINKS)
DEGREES = ("latitude", "longitude")
CHILDREN = {
    "texts": ("locale", "name", "location_note"),
    "events": ("kind", "date", "successor", "source_url"),
    "figures": (
        *("measure", "qualifier", "value", "value_max", "absence"),
        *("basis", "year", "source", "source_url", "is_shown"),
    ),
    "representatives": ("name", "role", "since", "until"),
}


def numbers(participant: Participant) -> Iterator[str]:
    try:
        issued = participant.issued_number.number
    except IssuedNumber.DoesNotExist:
        issued = None
    if issued is not None and participant.number != issued:
        yield f"its number is {participant.number}, but {issued} was issued to it."
    elif issued is None and participant.number is not None and participant.first_published_at:
        yield f"its number {participant.number} is published, but not recorded as issued to it."


def pointers(participant: Participant) -> Iterator[str]:
    """Yield revisions that do not exist, or are those of another object."""
    for name in ("latest_revision", "live_revision"):
        if getattr(participant, f"{name}_id") is None:
            continue
        revision = getattr(participant, name)
        if revision is None:
            yield f"its {name} does not exist."
        elif (revision.object_id, revision.base_content_type_id) != (
            str(participant.pk),
            participant.get_base_content_type().pk,
        ):
            yield f"its {name} is a revision of something else."


def contents(participant: Participant) -> Iterator[str]:
    """Yield what readers see that differs from the revision that was published."""
    revision = participant.live_revision
    if not participant.live or revision is None or revision.object_id != str(participant.pk):
        return
    stored = json.loads(json.dumps(participant.serializable_data(), cls=DjangoJSONEncoder))
    for name in OWN:
        if stored.get(name) != revision.content.get(name):
            yield f"{name} differs from the revision that was published."
    for name in DEGREES:
        if _degrees(stored.get(name)) != _degrees(revision.content.get(name)):
            yield f"{name} differs from the revision that was published."
    for name, fields in CHILDREN.items():
        if _rows(stored, name, fields) != _rows(revision.content, name, fields):
            yield f"the {name} differ from the revision that was published."


def _degrees(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _rows(content: dict[str, Any], name: str, fields: tuple[str, ...]) -> list[list[Any]]:
    rows = [[row.get(field) for field in fields] for row in content.get(name, [])]
    return sorted(rows, key=repr) if name == "texts" else rows


LINKED_CHECKS: tuple[Callable[[Participant], Iterator[str]], ...] = (numbers, pointers, contents)
