"""Which tables are watched, and how a row of each leads to the object that it belongs to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItem
from wagtail.images.models import AbstractRendition
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from cms.delivery.content_version.private import PRIVATE_COLUMNS, public_models

ALL = ("INSERT", "UPDATE", "DELETE")

# Belong to what they point at, though Wagtail declares no ParentalKey, and hide it.
HIDE = {"wagtailcore.pageviewrestriction": "page"}


@dataclass(frozen=True)
class Root:
    """The table of an object that is public as a whole.

    live, locale, content_type, path, revision: names of columns, empty where there is none;
    has_number: the key is one.
    """

    label: str
    table: str
    key: str
    has_number: bool
    live: str = ""
    locale: str = ""
    content_type: str = ""
    path: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Step:
    """The way up by one table: its own key, and the column that points further up."""

    table: str
    key: str
    up: str


@dataclass(frozen=True)
class Watch:
    """A table whose rows are public, or belong to something that is.

    columns: those that the public sees; up: the column that points towards the root, empty for
    the root itself; steps: the tables between; root: None where a row belongs to no table alone;
    of_object: the columns (content type, key) that name the object which a row belongs to then;
    may_be_draft: whether that has to be asked; hides: a row makes the root private; is_told:
    whether a change is one of the object in the eyes of others, or only changes what shows it.
    """

    table: str
    columns: tuple[str, ...]
    root: Root | None = None
    up: str = ""
    steps: tuple[Step, ...] = ()
    of_object: tuple[str, str] | None = None
    may_be_draft: bool = False
    events: tuple[str, ...] = ALL
    hides: bool = False
    is_told: bool = True

    def action_on_root(self, event: str) -> str:
        """Return what an event of a row means for the object that it belongs to."""
        meanings = {"INSERT": "restricted", "DELETE": "published"} if self.hides else {}
        return meanings.get(event, "updated")


def watches() -> list[Watch]:
    """Return what has to be watched in this project."""
    search = Watch(
        IndexEntry._meta.db_table,
        _columns(IndexEntry),
        of_object=("content_type_id", "object_id"),
        may_be_draft=True,
        is_told=False,
    )
    references = Watch(
        ReferenceIndex._meta.db_table,
        _columns(ReferenceIndex),
        of_object=("base_content_type_id", "object_id"),
        may_be_draft=True,
        is_told=False,
    )
    # A revision is a draft. Only the moment for which it is scheduled concerns the public.
    schedule = Watch(
        Revision._meta.db_table,
        ("approved_go_live_at",),
        of_object=("content_type_id", "object_id"),
        events=("UPDATE",),
        is_told=False,
    )
    special = {watch.table: watch for watch in (search, references, schedule)}
    plain = (_watch(model) for model in public_models() if model._meta.db_table not in special)
    return [*plain, *special.values()]


def drafts() -> dict[Root, list[str]]:
    """Return the tables of what can be a draft, each with the content types of its rows."""
    types: dict[Root, list[str]] = {}
    for model in (*public_models(), Page):
        if issubclass(model, DraftStateMixin):
            labels = types.setdefault(_root(_topmost(model)), [])
            if model._meta.label_lower not in labels:
                labels.append(model._meta.label_lower)
    return types


def _watch(model: type[models.Model]) -> Watch:
    table, columns = model._meta.db_table, _columns(model)
    if model in _OF_TAGGIT:
        return _OF_TAGGIT[model](table, columns)
    if model._meta.auto_created:
        return Watch(table, columns)
    if issubclass(model, AbstractRendition):
        # Made by the first reader, of an image that is watched itself.
        image: Any = model._meta.get_field("image")
        root, changes = _root(_topmost(image.related_model)), ("UPDATE", "DELETE")
        return Watch(table, columns, root, up=image.column, events=changes, is_told=False)
    topmost = _topmost(model)
    if topmost is not model:
        return Watch(table, columns, _root(topmost), up=_key(model))
    up = _field_up(model)
    if up is None:
        return Watch(table, columns, _root(model))
    steps = []
    above = _topmost(up.related_model)
    while (further := _field_up(above)) is not None:
        steps.append(Step(above._meta.db_table, _key(above), further.column))
        above = _topmost(further.related_model)
    return Watch(
        table,
        columns,
        _root(above),
        up=up.column,
        steps=tuple(steps),
        hides=model._meta.label_lower in HIDE,
        is_told=model._meta.label not in _derived(),
    )


_OF_TAGGIT: dict[type[models.Model], Callable[..., Watch]] = {
    TaggedItem: partial(Watch, of_object=("content_type_id", "object_id")),
    # What nothing is tagged with shows nowhere.
    Tag: lambda table, columns: Watch(table, columns, _root(Tag), events=("UPDATE",)),
}


def _root(model: type[models.Model]) -> Root:
    names = {field.column for field in model._meta.local_concrete_fields}
    is_draftable = issubclass(model, DraftStateMixin)
    is_page = issubclass(model, Page)
    return Root(
        label=model._meta.label_lower,
        table=model._meta.db_table,
        key=_key(model),
        has_number=isinstance(model._meta.pk, models.IntegerField),
        live="live" if is_draftable else "",
        locale="locale_id" if "locale_id" in names else "",
        content_type="content_type_id" if is_page else "",
        path="url_path" if is_page else "",
        revision="live_revision_id" if is_draftable else "",
    )


def _columns(model: type[models.Model]) -> tuple[str, ...]:
    names = (str(field.column) for field in model._meta.local_concrete_fields)
    return tuple(name for name in names if name not in PRIVATE_COLUMNS)


def _topmost(model: type[models.Model]) -> type[models.Model]:
    while model._meta.parents:
        model = next(iter(model._meta.parents))
    return model


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _field_up(model: type[models.Model]) -> models.ForeignKey | None:
    named = HIDE.get(model._meta.label_lower) or _derived().get(model._meta.label)
    if named:
        return model._meta.get_field(named)  # type: ignore[return-value]  # a foreign key
    fields = model._meta.local_fields
    return next((field for field in fields if isinstance(field, ParentalKey)), None)


def _derived() -> Mapping[str, str]:
    """Return what was worked out from an object: the column that points at it, by model."""
    return getattr(settings, "DELIVERY_DERIVED_MODELS", {})


PAGE = Page._meta.label_lower


def type_labels() -> set[str]:
    """Return "app_label.model" of every type whose changes are told, pages by specific type."""
    pages = {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page
    }
    return pages | ({watch.root.label for watch in watches() if watch.root} - {PAGE})


def type_choices() -> Iterator[tuple[str, str]]:
    """Yield each type with the name that editors know it by, in the order of the names."""
    names = {label: apps.get_model(label)._meta.verbose_name for label in type_labels()}
    for label, name in sorted(names.items(), key=lambda pair: str(pair[1]).lower()):
        yield label, f"{capfirst(name)} ({label})"


def type_label(model: str, content_type_id: int | None) -> str:
    """Return the type that a change is told as: for a page, its specific one."""
    if content_type_id is None:
        return model
    try:
        content_type = ContentType.objects.get_for_id(content_type_id)
    except ContentType.DoesNotExist:
        return model
    return f"{content_type.app_label}.{content_type.model}"
