"""Checks of a participant against its revisions, and against the number it was issued."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from participants.models import IssuedNumber, Participant

# What readers see. Left out: rich text, which is cleaned on its way to the row, and pictures and
# themes, which leave the row when somebody deletes them.
OWN = ("number", "slug", "name_local", "kind", "country", "website", "source_url")
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
    """Yield where the number is not the one that was issued."""
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
