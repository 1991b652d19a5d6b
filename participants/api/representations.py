"""The public shape of a participant, field by field, in the active language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, Literal, NotRequired

from django.utils.translation import override

from participants.api.images import image_representation
from participants.api.reader import Reader
from participants.api.shapes import (
    CountMeta,
    Event,
    Image,
    Initiative,
    answers_of_items,
    item_shape,
    list_of,
)
from participants.models import LINKS, Kind, OnFile, Status
from participants.models.parts.membership import Membership, membership_on
from participants.models.parts.on_file import HAS_ON_FILE
from participants.registry.listing import shapes
from participants.registry.listing.loading import load
from participants.registry.listing.rows import (
    ParticipantRow,
    country,
    event,
    figure,
    partial_date,
    position,
    representative,
)
from participants.values.dates import parse_if_known
from participants.values.languages import by_language


def membership_then(row: ParticipantRow, reader: Reader) -> Membership | None:
    """Return where a participant stood on the day that is asked about, or None for now."""
    return membership_on(row.events.all(), reader.day) if reader.day else None


def status(row: ParticipantRow, reader: Reader) -> str:
    """Return the status, now or on the day that is asked about."""
    then = membership_then(row, reader)
    return then.status if then else row.status


def joined_on(row: ParticipantRow, reader: Reader) -> shapes.PartialDate | None:
    """Return the date of the last admission, as known now or on the day that is asked about."""
    then = membership_then(row, reader)
    return partial_date(then.joined if then else row.joined)


def left_on(row: ParticipantRow, reader: Reader) -> shapes.PartialDate | None:
    """Return the date on which membership ended, by now or by the day that is asked about."""
    then = membership_then(row, reader)
    return partial_date(then.left if then else row.left)


def events(row: ParticipantRow, reader: Reader) -> list[Event]:
    """Return the membership events, each with the public participant that it led into."""
    return [
        {**event(item), "merged_into": _successor(item.successor, reader)}
        for item in row.events.all()
    ]


def _successor(successor: Any, reader: Reader) -> Any:
    return represent_rows([successor], reader, SUCCESSOR_FIELDS)[0] if successor else None


def initiatives(row: ParticipantRow, reader: Reader) -> list[Initiative]:
    """Return the initiatives that have words, best in the reader's language or the main one."""
    return [
        {
            "theme": {"slug": item.theme.slug, "label": item.theme.label},
            "started_on": partial_date(parse_if_known(item.started_on)),
            "funding": item.funding,
            "locale": text.locale.language_code,
            "title": text.title,
            "description": reader.html(text.description),
            "staff_roles": text.staff_role_list,
            "source_url": item.source_url or None,
        }
        for item, text in row.initiatives_with_texts()
    ]


def picture(row: ParticipantRow, reader: Reader) -> Image | None:
    """Return the picture, unless there is none or its collection is private."""
    if row.image is None or row.has_private_image:
        return None
    return image_representation(row.image, reader.language, reader.absolute)


def text_in(row: ParticipantRow, reader: Reader, name: str) -> Any:
    """Return a column of the text in the reader's language, or else in the main one."""
    text = by_language(row.texts_by_language, reader.language)
    return getattr(text, name) if text else None


@dataclass(frozen=True)
class Field:
    """A field of the answer: its type, how to print it, and what must be loaded for it.

    kind: the type of what is printed, as `openapi.json` describes it; reads: columns, parts, and
    columns of texts, as `load` takes them; rich_texts: what it prints of rich text, so that all
    links can be resolved together.
    """

    kind: Any
    represent: Callable[[ParticipantRow, Reader], Any]
    reads: tuple[str, ...] = ()
    rich_texts: Callable[[ParticipantRow, Reader], Iterable[str]] | None = None


def column(name: str, kind: Any, *, none_if_empty: bool = False) -> Field:
    """Return the field that prints a column as it is."""
    read = attrgetter(name)
    if none_if_empty:
        return Field(kind | None, lambda row, reader: read(row) or None, (name,))
    return Field(kind, lambda row, reader: read(row), (name,))


TYPE = "participants.Participant"

META_FIELDS = {
    "type": Field(Literal["participants.Participant"], lambda row, reader: TYPE),
    "detail_url": Field(shapes.Address, lambda row, reader: reader.detail_url(row.pk)),
    "html_url": Field(shapes.Link | None, lambda row, reader: reader.html_url(row.slug), ("slug",)),
    "locale": Field(
        shapes.Language,
        lambda row, reader: text_in(row, reader, "locale").language_code,
        ("texts.name",),
    ),
    "requested_locale": Field(shapes.Language, lambda row, reader: reader.language),
    "first_published_at": column("first_published_at", shapes.Time | None),
    "last_published_at": column("last_published_at", shapes.Time | None),
}

BODY_FIELDS = {
    "id": Field(int, lambda row, reader: row.pk),
    "number": column("number", int | None),
    "slug": column("slug", shapes.Slug),
    "name": Field(shapes.Text, lambda row, reader: text_in(row, reader, "name"), ("texts.name",)),
    "name_local": column("name_local", shapes.Text, none_if_empty=True),
    "names": Field(
        dict[shapes.Language, shapes.Text],
        lambda row, reader: {
            language: text.name for language, text in row.texts_by_language.items()
        },
        ("texts.name",),
    ),
    "kind": column("kind", Annotated[str, shapes.codes(Kind)]),
    "country": Field(shapes.Country, lambda row, reader: country(row.country), ("country",)),
    "status": Field(Annotated[str, shapes.codes(Status)], status, ("status",)),
    "joined_on": Field(shapes.PartialDate | None, joined_on, ("joined_on", "joined_on_precision")),
    "left_on": Field(shapes.PartialDate | None, left_on, ("left_on", "left_on_precision")),
    "position": Field(
        shapes.Position | None, lambda row, reader: position(row), ("latitude", "longitude")
    ),
    "location_note": Field(
        shapes.Text | None,
        lambda row, reader: text_in(row, reader, "location_note") or None,
        ("texts.location_note",),
    ),
    "themes": Field(
        list[shapes.Theme],
        lambda row, reader: [
            {"slug": theme.slug, "label": theme.label} for theme in row.theme_list
        ],
        ("themes",),
    ),
    "summary": Field(
        shapes.HTML,
        lambda row, reader: reader.html(text_in(row, reader, "summary") or ""),
        ("texts.summary",),
        lambda row, reader: [text_in(row, reader, "summary") or ""],
    ),
    "image": Field(Image | None, picture, ("image", "image_id")),
    "figures": Field(
        list[shapes.Figure],
        lambda row, reader: [figure(item) for item in row.figures.all()],
        ("figures",),
    ),
    "initiatives": Field(
        list[Initiative],
        initiatives,
        ("initiatives",),
        lambda row, reader: [text.description for _, text in row.initiatives_with_texts()],
    ),
    "representatives": Field(
        list[shapes.Representative],
        lambda row, reader: [representative(item) for item in row.representatives.all()],
        ("representatives",),
    ),
    "on_file": Field(
        list[Annotated[str, shapes.codes(OnFile)]],
        lambda row, reader: row.on_file,
        tuple(HAS_ON_FILE.values()),
    ),
    "events": Field(list[Event], events, ("events",)),
    **{name: column(name, shapes.TypedAddress, none_if_empty=True) for name in LINKS},
}

FIELDS = META_FIELDS | BODY_FIELDS

# What no address can ask for: it belongs to the filter `near`.
DISTANCE = "distance_km"
PRINTED = FIELDS | {
    DISTANCE: Field(
        NotRequired[float], lambda row, reader: round(row.distance_km, 1), ("distance_km",)
    ),
}

NAMED_FIELDS = [
    "id",
    "type",
    "detail_url",
    "html_url",
    "locale",
    "number",
    "slug",
    "name",
    "country",
]
LISTING_FIELDS = [*NAMED_FIELDS, "kind", "status", "joined_on"]
SUCCESSOR_FIELDS = ["id", "detail_url", "html_url", "locale", "slug", "name"]
PLACE_FIELDS = ["html_url", "locale", "name", "position"]


def _kinds(fields: dict[str, Field]) -> dict[str, Any]:
    return {name: field.kind for name, field in fields.items()}


META_KINDS, BODY_KINDS = _kinds(META_FIELDS), _kinds(BODY_FIELDS)
PARTICIPANT = item_shape("Participant", META_KINDS, BODY_KINDS)
NAMED_PARTICIPANT = item_shape("NamedParticipant", META_KINDS, BODY_KINDS, NAMED_FIELDS)
PLACE = item_shape("ParticipantPlace", META_KINDS, BODY_KINDS, PLACE_FIELDS)
PLACES = list_of("ParticipantPlaces", PLACE, CountMeta)
# distance_km stands in lists alone.
ANSWERS = answers_of_items(
    PARTICIPANT,
    META_KINDS,
    BODY_KINDS | {DISTANCE: PRINTED[DISTANCE].kind},
    [*LISTING_FIELDS, DISTANCE],
)


def represent_all(
    keys: Sequence[int], reader: Reader, names: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the chosen fields of the public participants of the keys, in the order of the keys."""
    return represent_rows(load(keys, reads_of(names, reader)), reader, names)


def reads_of(names: Iterable[str], reader: Reader) -> set[str]:
    """Return what must be loaded for the chosen fields, as `load` takes it."""
    reads = {name for field in names for name in PRINTED[field].reads}
    return reads | ({"events"} if reader.day else set())


def represent_rows(
    rows: Sequence[ParticipantRow], reader: Reader, names: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the chosen fields of what was loaded.

    The identifying fields stand under "meta", as Wagtail has them.
    """
    chosen = {name: PRINTED[name] for name in names}
    meta = [(name, field.represent) for name, field in chosen.items() if name in META_FIELDS]
    body = [(name, field.represent) for name, field in chosen.items() if name not in META_FIELDS]
    with override(reader.language):
        for field in chosen.values():
            if field.rich_texts:
                reader.expand(text for row in rows for text in field.rich_texts(row, reader))
        return [_represent(row, reader, meta, body) for row in rows]


Plan = list[tuple[str, Callable[[ParticipantRow, Reader], Any]]]


def _represent(row: ParticipantRow, reader: Reader, meta: Plan, body: Plan) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    if body and body[0][0] == "id":
        answer["id"] = row.pk
    if meta:
        answer["meta"] = {name: represent(row, reader) for name, represent in meta}
    answer.update((name, represent(row, reader)) for name, represent in body)
    return answer
