"""Public participants for an answer: just what it prints, in a fixed number of queries."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.db.models import QuerySet
from wagtail.models import Locale

from participants.models import (
    Figure,
    Initiative,
    InitiativeText,
    MembershipEvent,
    Participant,
    ParticipantText,
    ParticipantTheme,
    Representative,
    Theme,
)
from participants.models.querysets import ParticipantQuerySet
from participants.registry.compiled_query import (
    MOST_KEYS,
    CompiledObjects,
    CompiledQuery,
    columns_of,
)
from participants.registry.listing.rows import Loaded, ParticipantRow

TEXTS = "texts."
Rows = dict[int, ParticipantRow]
Child = tuple[int, Any]  # the key of the participant, and what it gets


def public_slugs(slugs: Sequence[str]) -> dict[str, int]:
    """Return those of some slugs that public participants have, with their keys."""
    return dict(_slug_query.rows_of(slugs))


_slug_query = CompiledQuery(
    lambda *slugs: Participant.objects.public().filter(slug__in=slugs).values_list("slug", "pk"),
    are_texts=True,
)


def attach_texts(rows: Rows, columns: tuple[str, ...]) -> None:
    """Give the participants their texts with some columns, such as "texts.name"."""
    names = tuple(column.removeprefix(TEXTS) for column in columns)
    found = _text_query(names).rows_of(list(rows))
    _attach(
        rows,
        "texts",
        ((participant, _text(names, language, values)) for participant, language, *values in found),
    )


def _text(names: tuple[str, ...], language: str, values: list[Any]) -> SimpleNamespace:
    columns = dict(zip(names, values, strict=True))
    return SimpleNamespace(locale=SimpleNamespace(language_code=language), **columns)


@lru_cache(maxsize=16)
def _text_query(columns: tuple[str, ...]) -> CompiledQuery:
    return CompiledQuery(
        lambda *keys: (
            ParticipantText.objects.filter(participant__in=keys)
            .order_by("pk")
            .values_list("participant", "locale__language_code", *columns)
        )
    )


def _attach(rows: Rows, name: str, children: Iterable[Child]) -> None:
    for row in rows.values():
        row.__dict__[name] = Loaded()
    for participant, child in children:
        if participant in rows:
            rows[participant].__dict__[name].append(child)


def _child_models(model: type[models.Model], name: str) -> Callable[[Rows], None]:
    children: CompiledObjects[Any] = CompiledObjects(model, "participant")

    def attach(rows: Rows) -> None:
        found = children.of(list(rows))
        _attach(rows, name, [(child.participant_id, child) for child in found])

    return attach


_attach_events = _child_models(MembershipEvent, "events")


def _events(rows: Rows) -> None:
    _attach_events(rows)
    mergers = [event for row in rows.values() for event in row.events if event.successor_id]
    if mergers:
        wanted = {event.successor_id for event in mergers}
        successors = Participant.objects.public().with_parts("texts").in_bulk(wanted)
        for event in mergers:
            event.successor = successors.get(event.successor_id)


_theme_query = CompiledQuery(
    lambda *keys: (
        ParticipantTheme.objects.filter(content_object__in=keys)
        .order_by("pk")
        .values_list("content_object", *(f"tag__{name}" for name in columns_of(Theme)))
    )
)


def _themes(rows: Rows) -> None:
    themes: dict[int, Theme] = {}
    children = []
    for participant, key, *values in _theme_query.rows_of(list(rows)):
        if key not in themes:
            themes[key] = Theme.from_db(None, columns_of(Theme), [key, *values])
        children.append((participant, SimpleNamespace(tag=themes[key])))
    _attach(rows, "theme_items", children)


_initiative_query = CompiledQuery(
    lambda *keys: (
        InitiativeText.objects.filter(initiative__participant__in=keys)
        .order_by("initiative__sort_order", "pk")
        .values_list(
            "locale__language_code",
            *columns_of(InitiativeText),
            *(f"initiative__{name}" for name in columns_of(Initiative)),
            *(f"initiative__theme__{name}" for name in columns_of(Theme)),
        )
    )
)


def _initiatives(rows: Rows) -> None:
    """Give the participants their initiatives that have words, with all their texts."""
    found: dict[int, Initiative] = {}
    texts: dict[int, list[InitiativeText]] = {}
    for language, *values in _initiative_query.rows_of(list(rows)):
        text = _cut(InitiativeText, values)
        text.locale = Locale.from_db(None, ["id", "language_code"], [text.locale_id, language])
        initiative = _cut(Initiative, values)
        initiative.theme = _cut(Theme, values)
        found.setdefault(initiative.pk, initiative)
        texts.setdefault(initiative.pk, []).append(text)
    for key, initiative in found.items():
        initiative.texts = texts[key]
    _attach(rows, "initiatives", [(item.participant_id, item) for item in found.values()])


def _cut(model: type[models.Model], values: list[Any]) -> Any:
    """Take the columns of a model from the beginning of the values, and make an object of them."""
    columns = columns_of(model)
    taken = [values.pop(0) for _column in columns]
    return model.from_db(None, columns, taken)


def _images(rows: Rows) -> None:
    shown = [row.pk for row in rows.values() if row.image_id]
    if shown:
        for participant in Participant.objects.filter(pk__in=shown).with_parts("image"):
            row = rows[participant.pk]
            row.image, row.has_private_image = participant.image, participant.has_private_image


PARTS: dict[str, Callable[[Rows], None]] = {
    "themes": _themes,
    "events": _events,
    "representatives": _child_models(Representative, "representatives"),
    "figures": _child_models(Figure, "figures"),
    "initiatives": _initiatives,
    "image": _images,
}


def load(
    keys: Sequence[int], reads: Iterable[str], among: ParticipantQuerySet | None = None
) -> list[ParticipantRow]:
    """Return the public participants of the keys, in their order.

    reads: columns of Participant, "state" (`ParticipantQuerySet.beside_state`), the columns of
    HAS_ON_FILE, names of PARTS, and columns of the texts as "texts.name". among: some of the
    public participants, with annotations that can be read as columns are.
    """
    wanted = frozenset(reads)
    texts = tuple(sorted(name for name in wanted if name.startswith(TEXTS)))
    parts = [name for name in PARTS if name in wanted]
    columns = ("pk", *sorted(wanted - {*texts, *parts}))
    found: list[ParticipantRow] = []
    for start in range(0, len(keys), MOST_KEYS):
        some = keys[start : start + MOST_KEYS]
        read = _query(columns).rows_of(some) if among is None else _rows(among, some, columns)
        rows = {values[0]: ParticipantRow(columns, values) for values in read}
        if texts:
            attach_texts(rows, texts)
        for part in parts:
            PARTS[part](rows)
        found += [rows[key] for key in some if key in rows]
    return found


def _rows(
    among: ParticipantQuerySet, keys: Sequence[int], columns: tuple[str, ...]
) -> QuerySet[Participant, tuple[Any, ...]]:
    return (
        among.filter(pk__in=keys)
        .order_by()
        .beside_state()
        .with_what_is_on_file()
        .values_list(*columns)
    )


@lru_cache(maxsize=64)
def _query(columns: tuple[str, ...]) -> CompiledQuery:
    return CompiledQuery(lambda *keys: _rows(Participant.objects.public(), keys, columns))
