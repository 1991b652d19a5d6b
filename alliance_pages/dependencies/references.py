"""Which public objects refer to which, from Wagtail's index of references."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from alliance_pages.models import NewsArticleParticipant, NewsArticleTheme
from participants.models import Participant, ParticipantTheme, Theme

# "app_label.model" and primary key, both as text.
Reference = tuple[str, str]


def label_of(model: type[Model]) -> str:
    """Return the name that changes have for a model."""
    return str(model._meta.label_lower)


def referred_by(model: type[Model], keys: Sequence[str]) -> dict[str, list[Reference]]:
    """Return what objects of a model refer to, by their keys; pages with their translations."""
    types = _types(Page, Participant, Theme, get_image_model(), get_document_model())
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys,
        to_content_type__in=types.keys(),
    ).values_list("object_id", "to_content_type", "to_object_id")
    found = {(key, (types[to], other)) for key, to, other in rows.distinct()}
    found |= _translations(found)
    found.update(_links(model, keys, to=False))
    return _grouped(sorted(found))


def referring_to(model: type[Model], keys: Sequence[str]) -> dict[str, list[Reference]]:
    """Return the pages and participants that refer to objects of a model, by the keys of these."""
    types = _types(Page, Participant)
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=keys,
        base_content_type__in=types.keys(),
    ).values_list("to_object_id", "base_content_type", "object_id")
    found = {(key, (types[base], other)) for key, base, other in rows.distinct()}
    # These are there before the index knows of them.
    found.update(_links(model, keys, to=True))
    return _grouped(sorted(found))


def _links(model: type[Model], keys: Sequence[str], *, to: bool) -> Iterator[tuple[str, Reference]]:
    """Yield the links with objects of a model that are rows of their own, by the keys of these.

    to: those that lead to the objects, and not those that they have.
    """
    rows: Any
    for base, its_key, target, other_key, rows in (
        (Page, "page", Participant, "participant", NewsArticleParticipant.objects),
        (Page, "content_object", Theme, "tag", NewsArticleTheme.objects),
        (Participant, "content_object", Theme, "tag", ParticipantTheme.objects),
    ):
        ends: list[tuple[type[Model], str]] = [(base, its_key), (target, other_key)]
        (end, column), (other, other_column) = reversed(ends) if to else ends
        if end is model:
            pairs = rows.filter(**{f"{column}__in": keys}).values_list(column, other_column)
            yield from ((str(key), (label_of(other), str(found))) for key, found in pairs)


def _translations(found: set[tuple[str, Reference]]) -> set[tuple[str, Reference]]:
    """Return references to the translations of pages that are referred to: these may be shown."""
    label = label_of(Page)
    pages = {key for _base, (model, key) in found if model == label}
    alike = Page.objects.filter(pk__in=pages).values("translation_key")
    rows = Page.objects.filter(translation_key__in=alike).values_list("pk", "translation_key")
    families = {str(page): family for page, family in rows} if pages else {}
    return {
        (base, (label, other))
        for base, (model, key) in found
        if model == label
        for other, family in families.items()
        if family == families.get(key)
    }


def _types(*models: type[Model]) -> dict[int, str]:
    found = ContentType.objects.get_for_models(*models)
    return {content_type.pk: label_of(model) for model, content_type in found.items()}


def _grouped(rows: Iterable[tuple[str, Reference]]) -> dict[str, list[Reference]]:
    found: dict[str, list[Reference]] = {}
    for key, reference in rows:
        found.setdefault(key, []).append(reference)
    return found
