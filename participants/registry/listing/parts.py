"""What belongs to participants, read for many at once and handed out to them."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db import models
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
from participants.registry.compiled_query import CompiledQuery
from participants.registry.listing.rows import Loaded, ParticipantRow, TextRow, ThemeItem

TEXTS = "texts."

Rows = dict[int, ParticipantRow]
Child = tuple[int, Any]  # the key of the participant, and what it gets


def attach_texts(rows: Rows, columns: tuple[str, ...]) -> None:
    """Give the participants their texts with some columns, such as "texts.name"."""
    names = tuple(column.removeprefix(TEXTS) for column in columns)
    found = _text_query(names).rows_of(list(rows))
    _attach(
        rows,
        "texts",
        (
            (participant, TextRow(names, language, values))
            for participant, language, *values in found
        ),
    )


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


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _child_models(model: type[models.Model], name: str) -> Callable[[Rows], None]:
    columns = _columns(model)
    query = CompiledQuery(
        lambda *keys: model._default_manager.filter(participant__in=keys).values_list(*columns)
    )

    def attach(rows: Rows) -> None:
        found: Any = [model.from_db(None, columns, row) for row in query.rows_of(list(rows))]
        _attach(rows, name, [(child.participant_id, child) for child in found])

    return attach


_attach_events = _child_models(MembershipEvent, "events")


def _events(rows: Rows) -> None:
    _attach_events(rows)
    mergers = [event for row in rows.values() for event in row.events if event.successor_id]
    if mergers:
        wanted = {event.successor_id for event in mergers}
        successors = Participant.objects.public().in_bulk(wanted)
        for event in mergers:
            event.successor = successors.get(event.successor_id)


_theme_query = CompiledQuery(
    lambda *keys: (
        ParticipantTheme.objects.filter(content_object__in=keys)
        .order_by("pk")
        .values_list("content_object", *(f"tag__{name}" for name in _columns(Theme)))
    )
)


def _themes(rows: Rows) -> None:
    themes: dict[int, Theme] = {}
    children = []
    for participant, key, *values in _theme_query.rows_of(list(rows)):
        if key not in themes:
            themes[key] = Theme.from_db(None, _columns(Theme), [key, *values])
        children.append((participant, ThemeItem(themes[key])))
    _attach(rows, "theme_items", children)


_initiative_query = CompiledQuery(
    lambda *keys: (
        InitiativeText.objects.filter(initiative__participant__in=keys)
        .order_by("initiative__sort_order", "pk")
        .values_list(
            "locale__language_code",
            *_columns(InitiativeText),
            *(f"initiative__{name}" for name in _columns(Initiative)),
            *(f"initiative__theme__{name}" for name in _columns(Theme)),
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
    columns = _columns(model)
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
