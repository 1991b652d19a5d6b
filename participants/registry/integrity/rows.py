"""Checks of one participant that need nothing but its own rows, loaded beforehand."""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug

from participants.models import Participant
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
    """Yield a sentence where the address is none."""
    try:
        validate_unicode_slug(participant.slug)
    except ValidationError:
        yield f"the slug {participant.slug!r} is no part of an address."


def history(participant: Participant) -> Iterator[str]:
    """Yield what is impossible about the events."""
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
