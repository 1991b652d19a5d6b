"""The complete public record of each participant, in all languages, as JSON."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import override

from participants.exports.rich_text import expanded
from participants.exports.selection import Selection
from participants.models import Figure, Initiative, InitiativeText, Participant, Representative
from participants.models.parts.membership import events_until
from participants.registry.listing.shapes import (
    event,
    figure,
    membership_of,
    partial_date,
    position,
    representative,
)
from participants.values.dates import parse_if_known
from participants.values.texts_per_language import content_languages

PARTS = ("texts", "events", "themes", "figures", "representatives", "initiatives")

# Language -> text of the database -> HTML.
Expanded = dict[str, dict[str, str]]


def records_file(selection: Selection) -> Iterator[bytes]:
    """Return the pieces of the file."""
    batches = (_records(batch, selection.question.day) for batch in selection.batches(*PARTS))
    return json_pieces({"meta": selection.about()}, "items", batches)


def _records(batch: list[Participant], day: date | None) -> Iterator[dict[str, Any]]:
    html = {code: expanded(_sources(batch, code), code) for code in content_languages()}
    return (_record(row, day, html) for row in batch)


def _sources(batch: list[Participant], language: str) -> Iterator[str]:
    for row in batch:
        if text := row.texts_by_language.get(language):
            yield text.summary
        for initiative in row.initiatives.all():
            if words := _texts(initiative).get(language):
                yield words.description


def _record(row: Participant, day: date | None, html: Expanded) -> dict[str, Any]:
    membership = membership_of(row, day)
    events = list(row.events.all())
    texts = {code: row.texts_by_language[code] for code in html if code in row.texts_by_language}
    return {
        "number": row.number,
        "slug": row.slug,
        "names": {code: text.name for code, text in texts.items()},
        "name_local": row.name_local or None,
        "kind": row.kind,
        "country": row.country,
        "status": membership.status,
        "joined_on": partial_date(membership.joined),
        "left_on": partial_date(membership.left),
        "events": [event(item) for item in (events_until(events, day) if day else events)],
        "position": position(row),
        "location_notes": {
            code: text.location_note for code, text in texts.items() if text.location_note
        },
        "themes": sorted(item.tag.slug for item in row.theme_items.all()),
        "summaries": {
            code: html[code][text.summary] for code, text in texts.items() if text.summary
        },
        "figures": [_figure(item) for item in row.figures.all()],
        "initiatives": [_initiative(item, html) for item in row.initiatives.all()],
        "representatives": [_representative(item) for item in row.representatives.all()],
        "website": row.website or None,
        "source_url": row.source_url or None,
    }


def _figure(item: Figure) -> dict[str, Any]:
    return {**figure(item), "display": _display(item)}


def _display(item: Figure) -> dict[str, str]:
    statements = {}
    for code in content_languages():
        with override(code):
            statements[code] = item.display
    return statements


def _representative(item: Representative) -> dict[str, Any]:
    shape = representative(item)
    # The label of the role is a word of one language; the role is its code.
    return {name: value for name, value in shape.items() if name != "role_label"}


def _initiative(item: Initiative, html: Expanded) -> dict[str, Any]:
    texts = _texts(item)
    return {
        "theme": item.theme.slug,
        "started_on": partial_date(parse_if_known(item.started_on)),
        "funding": item.funding,
        "texts": {
            code: {
                "title": texts[code].title,
                "description": html[code][texts[code].description],
                "staff_roles": texts[code].staff_role_list,
            }
            for code in html
            if code in texts
        },
        "source_url": item.source_url or None,
    }


def _texts(item: Initiative) -> dict[str, InitiativeText]:
    return {text.locale.language_code: text for text in item.texts.all()}


def compact(value: Any) -> str:
    """Return a value as JSON on one line, in its own order and script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_pieces(
    members: dict[str, Any], name: str, batches: Iterable[Iterable[Any]]
) -> Iterator[bytes]:
    """Yield an object of the members and, last, a list of that name with one item a line."""
    head = "".join(f"{compact(key)}:{compact(value)},\n" for key, value in members.items())
    yield f"{{{head}{compact(name)}:[".encode()
    before = "\n"
    for batch in batches:
        lines = ",\n".join(compact(item) for item in batch)
        if lines:
            yield (before + lines).encode()
            before = ",\n"
    yield b"\n]}\n"
