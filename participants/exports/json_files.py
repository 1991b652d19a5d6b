"""The open data as JSON: the complete records, and the flat table as points on a map."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import override
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import LinkRewriter

from participants.exports.columns import PARTS, Column, cells, columns
from participants.exports.selection import Selection
from participants.exports.shapes import (
    PointFeature,
    PointGeometry,
    RecordedEvent,
    RecordedInitiative,
    RecordedRepresentative,
    RecordFacts,
    WrittenDate,
)
from participants.models import (
    LINKS,
    Figure,
    Initiative,
    InitiativeText,
    MembershipEvent,
    Participant,
    Representative,
)
from participants.models.parts.membership import events_until
from participants.registry.listing.rows import (
    event,
    figure,
    membership_of,
    position,
)
from participants.values.dates import PartialDate, parse_if_known
from participants.values.languages import content_languages

RECORD_PARTS = ("texts", "events", "themes", "figures", "representatives", "initiatives")

# Language -> text of the database -> HTML.
Expanded = dict[str, dict[str, str]]


def records_file(selection: Selection) -> Iterator[bytes]:
    batches = (_records(batch, selection.filters.day) for batch in selection.batches(*RECORD_PARTS))
    return json_pieces({"meta": selection.about()}, "items", batches)


def _records(batch: list[Participant], day: date | None) -> Iterator[dict[str, Any]]:
    html = {code: expanded(_sources(batch, code), code) for code in content_languages()}
    return (_record(row, day, html) for row in batch)


def _record(row: Participant, day: date | None, html: Expanded) -> dict[str, Any]:
    links = {name: getattr(row, name) or None for name in LINKS}
    return {**_facts(row, day, html), **links}


def _sources(batch: list[Participant], language: str) -> Iterator[str]:
    for row in batch:
        if text := row.texts_by_language.get(language):
            yield text.summary
        for initiative in row.initiatives.all():
            if words := _texts(initiative).get(language):
                yield words.description


def _facts(row: Participant, day: date | None, html: Expanded) -> RecordFacts:
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
        "joined_on": _date(membership.joined),
        "left_on": _date(membership.left),
        "events": [_event(item) for item in (events_until(events, day) if day else events)],
        "position": position(row),
        "location_notes": {
            code: text.location_note for code, text in texts.items() if text.location_note
        },
        "themes": sorted(item.tag.slug for item in row.theme_items.all()),
        "summaries": {
            code: html[code][text.summary] for code, text in texts.items() if text.summary
        },
        "figures": [{**figure(item), "display": _display(item)} for item in row.figures.all()],
        "initiatives": [_initiative(item, html) for item in row.initiatives.all()],
        "representatives": [_representative(item) for item in row.representatives.all()],
    }


def _display(item: Figure) -> dict[str, str]:
    statements = {}
    for code in content_languages():
        with override(code):
            statements[code] = item.display
    return statements


def _date(when: PartialDate | None) -> WrittenDate | None:
    """Return a date without its words, which are of one language."""
    return {"date": when.isoformat(), "precision": str(when.precision)} if when else None


def _event(item: MembershipEvent) -> RecordedEvent:
    return {**event(item), "date": _date(item.when)}


def _representative(item: Representative) -> RecordedRepresentative:
    # The label of the role is a word of one language; the role is its code.
    return {
        "name": item.name,
        "role": item.role,
        "since": _date(parse_if_known(item.since)),
        "until": _date(parse_if_known(item.until)),
        "source_url": item.source_url or None,
    }


def _initiative(item: Initiative, html: Expanded) -> RecordedInitiative:
    texts = _texts(item)
    return {
        "theme": item.theme.slug,
        "started_on": _date(parse_if_known(item.started_on)),
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


Rule = Callable[[list[dict[str, str]]], list[str]]
HOST = re.compile(r'href="(?:https?:)?//[^/"]*')
SEPARATOR = "\0"  # it can be in no text of the database


def expanded(sources: Iterable[str], language: str) -> dict[str, str]:
    """Return each text as HTML with its links resolved, by what the database holds.

    All links of one type are looked up together.
    """
    distinct = dict.fromkeys(sources)
    linked = [source for source in distinct if "linktype=" in source]
    with override(language):
        resolved = _rewriter()(SEPARATOR.join(linked)).split(SEPARATOR)
    return {
        **{source: source for source in distinct},
        **(dict(zip(linked, resolved, strict=True)) if linked else {}),
    }


def _rewriter() -> LinkRewriter:
    rules: dict[str, Rule] = {
        name: partial(_without_host, handler.expand_db_attributes_many)
        for name, handler in features.get_link_types().items()
    }
    # The address of a document holds its key in this database.
    rules["document"] = lambda links: ["<a>"] * len(links)
    return LinkRewriter(bulk_rules=rules)


def _without_host(expand: Rule, links: list[dict[str, str]]) -> list[str]:
    return [HOST.sub('href="', tag) for tag in expand(links)]


def geojson_file(selection: Selection) -> Iterator[bytes]:
    """Return the pieces of the file; those without coordinates are only counted, in `meta`."""
    meta = {**selection.about(), "without_position": selection.without_position}
    chosen = list(columns(day=selection.filters.day).values())
    batches = (
        [_feature(row, chosen) for row in batch if row.latitude is not None]
        for batch in selection.batches(*PARTS)
    )
    return json_pieces({"type": "FeatureCollection", "meta": meta}, "features", batches)


def _feature(row: Participant, chosen: list[Column]) -> PointFeature:
    names = [column.name for column in chosen]
    properties: dict[str, Any] = dict(zip(names, cells(chosen, row), strict=True))
    themes = properties["themes"]
    properties["themes"] = themes.split(";") if themes else []
    seat = properties["longitude"], properties["latitude"]
    point: PointGeometry = {"type": "Point", "coordinates": seat}
    return {"type": "Feature", "id": row.slug, "geometry": point, "properties": properties}
