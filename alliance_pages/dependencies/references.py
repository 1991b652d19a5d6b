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
    for label, pairs in _linking_rows(model, keys):
        found |= {(str(key), (label, str(other))) for key, other in pairs}
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
    # Rows of their own, which are there before the index knows of them.
    for label, pairs in _linked_by_rows(model, keys):
        found |= {(str(key), (label, str(other))) for key, other in pairs}
    return _grouped(sorted(found))


def _linked_by_rows(
    model: type[Model], keys: Sequence[str]
) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    """Yield what links participants and themes: the label of what refers, and pairs of keys."""
    if model is Participant:
        links: Any = NewsArticleParticipant.objects.filter(participant__in=keys)
        yield label_of(Page), links.values_list("participant", "page")
    elif model is Theme:
        of_pages: Any = NewsArticleTheme.objects.filter(tag__in=keys)
        yield label_of(Page), of_pages.values_list("tag", "content_object")
        of_participants: Any = ParticipantTheme.objects.filter(tag__in=keys)
        yield label_of(Participant), of_participants.values_list("tag", "content_object")


def _linking_rows(
    model: type[Model], keys: Sequence[str]
) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    """Yield what pages and participants are linked with: its label, and pairs of keys."""
    if model is Page:
        links: Any = NewsArticleParticipant.objects.filter(page__in=keys)
        yield label_of(Participant), links.values_list("page", "participant")
        of_pages: Any = NewsArticleTheme.objects.filter(content_object__in=keys)
        yield label_of(Theme), of_pages.values_list("content_object", "tag")
    elif model is Participant:
        of_participants: Any = ParticipantTheme.objects.filter(content_object__in=keys)
        yield label_of(Theme), of_participants.values_list("content_object", "tag")


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
