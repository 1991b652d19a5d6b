"""What readers see of the objects that changes are told of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from alliance_pages.api.media import used_in_public
from alliance_pages.dependencies import tags
from alliance_pages.dependencies.own_tags import (
    loaded_pages,
    loaded_participants,
    own_tags_of_pages,
    own_tags_of_participants,
)
from alliance_pages.dependencies.paths import path_of, profile_paths
from alliance_pages.dependencies.references import (
    MOST_REFERRERS,
    Reference,
    label_of,
    referred_by,
    referring_to,
)
from alliance_pages.models import ParticipantIndexPage, SiteSettings
from alliance_pages.models.base import public_pages
from alliance_pages.site.head.pictures import private_collections
from participants.models import Participant, Theme
from participants.values.languages import content_languages

HOME_DEPTH = 2

# As `cms.delivery.changes.dependencies.Facts` has it, which the plugins do not know.
Facts = dict[str, Any]
Tags = dict[str, set[str]]
ReadFacts = Callable[[Sequence[str]], Mapping[str, Mapping[str, Any]]]


def facts_of_pages(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of those of some pages that are public."""
    pages = loaded_pages(keys)
    families = _families(pages)
    referring = _tags_of_referring(
        Page, [str(key) for family in families.values() for key in family]
    )
    refers = referred_by(Page, [str(page.pk) for page in pages])
    own = own_tags_of_pages(pages)
    found = {}
    for page in pages:
        key, family = str(page.pk), families[page.translation_key]
        path = path_of(page)
        linked = {tags.WAYS, tags.below_page(page.pk), *map(tags.of_page, family)}
        linked.update(*(referring.get(str(other), ()) for other in family))
        if page.depth <= HOME_DEPTH or page.specific_class is ParticipantIndexPage:
            # Addresses of what has no row of its own begin with theirs, wherever they are printed.
            linked.add(tags.ALL)
        found[key] = {
            "paths": [path] if path else [],
            "tags": sorted(own[key] | _tags_of_files(refers.get(key, ()))),
            "shown": [page.title, page.seo_title, path],
            "linked": sorted(linked),
            "refers": refers.get(key, []),
        }
    return found


def facts_of_participants(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of those of some participants that are public."""
    rows = loaded_participants(keys)
    found_keys = [str(row.pk) for row in rows]
    referring = _tags_of_referring(Participant, found_keys)
    refers = referred_by(Participant, found_keys)
    own = own_tags_of_participants(rows)
    return {
        key: {
            "paths": profile_paths(row.slug),
            "tags": sorted(own[key] | _tags_of_files(refers.get(key, ()))),
            "shown": [row.slug, row.country, row.name_local, row.number, row.kind, _names_of(row)],
            "linked": sorted({tags.WAYS, *referring.get(key, ())}),
            "refers": refers.get(key, []),
        }
        for row in rows
        for key in [str(row.pk)]
    }


def facts_of_images(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of those of some images that something public shows."""
    return _facts_of_files(get_image_model(), keys, tags.of_image, tags.IMAGES)


def facts_of_documents(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of those of some documents that something public links to."""
    return _facts_of_files(get_document_model(), keys, tags.of_document, tags.DOCUMENTS)


def facts_of_themes(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of some themes, whose names stand in filters and lists."""
    lists = {tags.THEMES, tags.PAGES, tags.PARTICIPANTS, *map(tags.articles, content_languages())}
    referring = _tags_of_referring(Theme, keys)
    present = map(str, Theme.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return {key: {"tags": sorted(lists | referring.get(key, set()))} for key in present}


def facts_of_redirects(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of some redirects."""
    rows = Redirect.objects.filter(pk__in=keys).values_list("pk", "old_path")
    return {str(key): {"paths": [path], "tags": [tags.WAYS]} for key, path in rows}


def facts_of_settings(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of what is published of some settings; all of it stands around pages."""
    rows = SiteSettings.objects.filter(pk__in=keys, live=True).select_related("locale")
    return {str(row.pk): {"tags": [tags.around(row.locale.language_code)]} for row in rows}


def all_facts() -> dict[str, tuple[ReadFacts, Callable[[], Iterable[str]]]]:
    """Return by "app_label.model" how facts are read, and which keys there are facts of."""
    read: list[tuple[type[Model], ReadFacts]] = [
        (Page, facts_of_pages),
        (Participant, facts_of_participants),
        (get_image_model(), facts_of_images),
        (get_document_model(), facts_of_documents),
        (Theme, facts_of_themes),
        (Redirect, facts_of_redirects),
        (SiteSettings, facts_of_settings),
    ]
    return {label_of(model): (facts, _keys_of(model)) for model, facts in read}


def _keys_of(model: type[Model]) -> Callable[[], Iterable[str]]:
    public: dict[type[Model], Callable[[], Any]] = {
        Page: public_pages,
        Participant: Participant.objects.public,
    }
    rows = public.get(model, model._default_manager.all)
    return lambda: map(str, rows().order_by("pk").values_list("pk", flat=True))


def _facts_of_files(
    model: type[Any], keys: Sequence[str], own_tag: Callable[[object], str], lists: str
) -> dict[str, Facts]:
    shown = model.objects.filter(pk__in=keys).filter(pk__in=used_in_public(model))
    shown = shown.exclude(collection__in=private_collections())
    referring = _tags_of_referring(model, keys)
    return {
        str(key): {"tags": sorted({own_tag(key), lists, *referring.get(str(key), ())})}
        for key in shown.values_list("pk", flat=True)
    }


def _tags_of_referring(model: type[Model], keys: Sequence[str]) -> Tags:
    """Return the own tags of the public pages and participants that refer to some objects."""
    referring = referring_to(model, keys)
    few = {key: found for key, found in referring.items() if len(found) <= MOST_REFERRERS}
    by_label: dict[str, set[str]] = {}
    for label, key in {reference for found in few.values() for reference in found}:
        by_label.setdefault(label, set()).add(key)
    pages = own_tags_of_pages(loaded_pages(sorted(by_label.get(label_of(Page), ()))))
    participants = own_tags_of_participants(
        loaded_participants(sorted(by_label.get(label_of(Participant), ())))
    )
    own = {label_of(Page): pages, label_of(Participant): participants}
    return {
        key: {tag for label, other in few[key] for tag in own[label].get(other, ())}
        if key in few
        else {tags.ALL}
        for key in referring
    }


def _tags_of_files(references: Iterable[Reference]) -> set[str]:
    """Return the tags of the images and documents that something shows: public by that alone."""
    images, documents = label_of(get_image_model()), label_of(get_document_model())
    found = set()
    for label, key in references:
        if label == images:
            found |= {tags.IMAGES, tags.of_image(key)}
        elif label == documents:
            found |= {tags.DOCUMENTS, tags.of_document(key)}
    return found


def _families(pages: Sequence[Page]) -> dict[Any, list[int]]:
    """Return the keys of pages and their translations by what they have in common."""
    families: dict[Any, list[int]] = {}
    keys = {page.translation_key for page in pages}
    for key, translation in Page.objects.filter(translation_key__in=keys).values_list(
        "translation_key", "pk"
    ):
        families.setdefault(key, []).append(translation)
    return families


def _names_of(row: Participant) -> list[list[Any]]:
    return sorted([text.locale_id, text.name] for text in row.texts.all())
