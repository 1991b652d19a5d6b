"""What readers see of the objects that changes are told of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from alliance_pages.dependencies import tags
from alliance_pages.dependencies.own_tags import (
    loaded_pages,
    loaded_participants,
    own_tags_of_pages,
    own_tags_of_participants,
)
from alliance_pages.dependencies.paths import path_of, profile_paths
from alliance_pages.dependencies.references import Reference, label_of, referred_by
from alliance_pages.dependencies.referring import Referring
from alliance_pages.dependencies.ways import Ways, words_of
from alliance_pages.models import (
    NewsArticlePage,
    ParticipantIndexPage,
    SiteSettings,
    StandardPage,
    WithdrawnAddress,
)
from alliance_pages.models.base import public_pages
from alliance_pages.site.head.pictures import private_collections
from alliance_pages.site.media import used_in_public
from participants.models import Participant, Status, Theme
from participants.values.languages import content_languages

HOME_DEPTH = 2

# As `cms.delivery.changes.dependencies.Facts` has it, which the plugins do not know.
Facts = dict[str, Any]
ReadFacts = Callable[[Sequence[str]], Mapping[str, Mapping[str, Any]]]


def facts_of_pages(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of those of some pages that are public."""
    pages = loaded_pages(keys)
    families = _families(pages)
    relatives = sorted({key for family in families.values() for key in family})
    referring = Referring(Page, relatives)
    refers = referred_by(Page, relatives)
    own, parents, redirects = own_tags_of_pages(pages), _parents(pages), _redirects_to(pages)
    ways_to, names = Ways().to, _names_in_addresses(relatives)
    mirrored = set(Page.objects.filter(alias_of__in=pages).values_list("alias_of", flat=True))
    found = {}
    for page in pages:
        key, family = str(page.pk), families[page.translation_key]
        path = path_of(page)
        # What has no translation leads to that of a page above it.
        linked = {*map(tags.below_page, family), *map(tags.of_page, family)}
        linked |= ways_to(names[key], key)
        linked.update(referring.tags_for(*family))
        shown_by = referring.to(*family)
        if page.depth <= HOME_DEPTH or page.specific_class is ParticipantIndexPage:
            # Addresses of what has no row of its own begin with theirs, wherever they are printed.
            linked.add(tags.ALL)
        found[key] = {
            "paths": [path] if path else [],
            "tags": sorted(own[key]),
            "files": sorted(_tags_of_files(refers.get(key, ()))),
            "shown": [
                *(page.title, page.seo_title, path, str(page.translation_key)),
                sorted(names[key]),
            ],
            "linked": sorted(linked),
            "shown_by": shown_by,
            # What lies below and what mirrors it come and go with it, and all that shows them.
            "with_it": [tags.ALL] if page.numchild or page.pk in mirrored else [],
            "related": [
                *refers.get(key, ()),
                *shown_by,
                *redirects.get(page.pk, ()),
                *((label_of(Page), other) for other in family if other != key),
                # They know whether there is something below, or an alias.
                *((label_of(Page), above) for above in parents.get(page.path[: -Page.steplen], ())),
                *([(label_of(Page), str(page.alias_of_id))] if page.alias_of_id else ()),
            ],
        }
    return found


def facts_of_participants(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of those of some participants that are public."""
    rows = loaded_participants(keys)
    found_keys = [str(row.pk) for row in rows]
    referring = Referring(Participant, found_keys)
    refers = referred_by(Participant, found_keys)
    own, ways_to = own_tags_of_participants(rows), Ways().to
    return {
        key: {
            "paths": profile_paths(row.slug),
            "tags": sorted(own[key]),
            "files": sorted(_tags_of_files(refers.get(key, ()))),
            "shown": [
                *(row.slug, row.country, row.name_local, row.number, row.kind, _names_of(row)),
                *_related_by(row),
            ],
            "linked": sorted({tags.PROFILES, *ways_to([row.slug]), *referring.tags_for(key)}),
            "shown_by": referring.to(key),
            "related": [*refers.get(key, ()), *referring.to(key)],
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
    referring = Referring(Theme, keys)
    present = map(str, Theme.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return {key: {"tags": sorted(lists), **_shown_by(referring, key)} for key in present}


def facts_of_redirects(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of some redirects."""
    leads_to_public = Q(redirect_page=None) | Q(redirect_page__in=public_pages().values("pk"))
    rows = Redirect.objects.filter(leads_to_public, pk__in=keys)
    return {
        str(row.pk): {
            # One that was made by itself has an address that perhaps nobody was ever shown.
            "paths": [] if row.automatically_created else [row.old_path],
            "tags": [tags.WAYS],
            "related": _called_by(row),
        }
        for row in rows
    }


def _called_by(redirect: Redirect) -> list[Reference]:
    """Return what a redirect leads to, by its key or by a word of the address."""
    words = words_of(redirect.redirect_link) + words_of(redirect.redirect_page_route_path)
    pages = Page.objects.filter(Q(pk=redirect.redirect_page_id) | Q(slug__in=words))
    places = Participant.objects.filter(slug__in=words)
    return [
        *((label_of(Page), str(key)) for key in pages.values_list("pk", flat=True)),
        *((label_of(Participant), str(key)) for key in places.values_list("pk", flat=True)),
    ]


def facts_of_withdrawn_addresses(keys: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of what is said to have been at some addresses of the old site."""
    rows = WithdrawnAddress.objects.filter(pk__in=keys).values_list("pk", "path")
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
        (WithdrawnAddress, facts_of_withdrawn_addresses),
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
    referring = Referring(model, keys)
    return {
        key: {
            "tags": [own_tag(key), lists],
            **_shown_by(referring, key),
        }
        for key in map(str, shown.values_list("pk", flat=True))
    }


def _shown_by(referring: Referring, key: str) -> Facts:
    """Return what shows an object, whatever of it has changed."""
    found = referring.to(key)
    return {"linked": referring.tags_for(key), "shown_by": found, "related": found}


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


def _families(pages: Sequence[Page]) -> dict[Any, list[str]]:
    """Return the keys of public pages and their translations by what they have in common."""
    families: dict[Any, list[str]] = {}
    keys = {page.translation_key for page in pages}
    for key, translation in (
        public_pages().filter(translation_key__in=keys).values_list("translation_key", "pk")
    ):
        families.setdefault(key, []).append(str(translation))
    return families


def _names_in_addresses(keys: Sequence[str]) -> dict[str, set[str]]:
    """Return what some pages are called in addresses: their slugs, and their old numbers."""
    rows = Page.objects.filter(pk__in=keys).values_list("pk", "slug")
    found = {str(key): {slug} for key, slug in rows}
    numbered_models: tuple[type[Any], ...] = (NewsArticlePage, StandardPage)
    for model in numbered_models:
        numbered = model.objects.filter(pk__in=keys).exclude(legacy_number=None)
        for key, number in numbered.values_list("pk", "legacy_number"):
            found[str(key)].add(str(number))
    return found


def _redirects_to(pages: Sequence[Page]) -> dict[int, list[Reference]]:
    """Return the redirects that lead to some pages, by the keys of these."""
    found: dict[int, list[Reference]] = {}
    rows = Redirect.objects.filter(redirect_page__in=pages).values_list("redirect_page", "pk")
    for page, key in rows:
        found.setdefault(page, []).append((label_of(Redirect), str(key)))
    return found


def _parents(pages: Sequence[Page]) -> dict[str, list[str]]:
    """Return the keys of the pages above some by their paths in the tree, each in a list."""
    paths = {page.path[: -Page.steplen] for page in pages}
    rows = Page.objects.filter(path__in=paths).values_list("path", "pk")
    return {path: [str(key)] for path, key in rows}


def _related_by(row: Participant) -> list[Any]:
    """Return what other profiles lead to a participant by."""
    seat = row.seat and [row.seat.latitude, row.seat.longitude]
    is_taking_part = row.status in Status.taking_part()
    return [is_taking_part, seat, sorted(item.tag_id for item in row.theme_items.all())]


def _names_of(row: Participant) -> list[list[Any]]:
    return sorted([text.locale_id, text.name] for text in row.texts.all())
