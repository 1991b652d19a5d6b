"""`resolve/`: answering for a path."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from django.urls import URLPattern, path
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from alliance_pages.api.content import PublicContent
from alliance_pages.api.lists.by_type import (
    LISTS,
    are_lists_wanted,
    found_lists,
    lists_of,
    lists_with_words,
)
from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.api.representations import load_pages, represent_loaded
from alliance_pages.api.representations import reads_of as page_reads_of
from alliance_pages.api.resolving.nearest import language_at, nearest_to
from alliance_pages.api.resolving.paths import NAME, AskedPath, read_path
from alliance_pages.api.resolving.shapes import (
    FoundAtPath,
    Kind,
    Linked,
    NothingAtPath,
    RedirectAtPath,
    Translation,
    WithdrawnAtPath,
    answer_with,
)
from alliance_pages.finder.days import day_below
from alliance_pages.models import (
    CountryPage,
    HomePage,
    JoinPage,
    NewsIndexPage,
    ParticipantIndexPage,
    WithdrawnAddress,
)
from alliance_pages.search.page import search_title
from alliance_pages.site.addresses import withdrawn_address
from alliance_pages.site.head.heads import READS, Head, head_of
from alliance_pages.site.head.pictures import picture_key, seen_by_all
from alliance_pages.site.languages import language_of
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.places import Places
from alliance_pages.site.resolution import Redirected, Shown, resolve_address
from participants.api.base import PublicAPIViewSet
from participants.api.reader import Reader
from participants.api.representations import FIELDS, reads_of, represent_rows
from participants.registry.listing.loading import load, public_slugs
from participants.registry.listing.parameters import LINKS, check_parameters
from participants.registry.registry_cache import one_registry_version
from participants.values.languages import default_language

PARAMETERS = frozenset({NAME, LINKS, LISTS})
# What the routes of pages show; any other is a page.
KINDS: dict[tuple[type[Page] | None, str], Kind] = {
    (HomePage, "search"): "search",
    (ParticipantIndexPage, "profile"): "participant",
    (ParticipantIndexPage, "feed"): "feed",
    (ParticipantIndexPage, "changes"): "feed",
    (ParticipantIndexPage, "open_data"): "open_data",
    (ParticipantIndexPage, "past_day"): "past_day",
    (CountryPage, "past_day"): "past_day",
    (NewsIndexPage, "feed"): "feed",
    (NewsIndexPage, "calendar"): "feed",
    (JoinPage, "form"): "form",
    (JoinPage, "sent"): "form",
}


class ResolveAPIViewSet(PublicAPIViewSet):
    """Answer with all that a frontend shows at a path, or with where to go from there.

    It tells what the site itself would answer to anybody. What is hidden is as what is missing.
    """

    name = "resolve"
    about = "All that is shown at a path of the site."
    model = Redirect

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "resolve_view"}), name="resolve")]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": PARAMETERS}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        answer = answer_with(PublicPagesAPIViewSet.page_shape())
        return {"": {"200": answer, "404": NothingAtPath, "410": WithdrawnAtPath}}

    def resolve_view(self, request: Request) -> Response:
        """Answer for a path. Raises BadRequestError."""
        with one_registry_version():
            return self.answer(request)

    def answer(self, request: Request) -> Response:
        """Answer for a path, all of it from one state of the registry. Raises BadRequestError."""
        check_parameters(request.GET, PARAMETERS)
        asked, with_lists = read_path(request.GET), are_lists_wanted(request.GET)
        # A path without a language is read in the main one, whoever asked this thread before.
        with override(default_language()):
            found = resolve_address(request, asked.address, for_everybody=True)
        if isinstance(found, Redirected):
            return Response(self.redirect(asked, found))
        shown = found and self.found(asked, found)
        if shown:
            if with_lists:
                shown["lists"] = self.lists(asked, shown)
            return Response(shown)
        if was := withdrawn_address(asked.path):
            return Response(self.withdrawn(asked, was), status=HTTPStatus.GONE)
        nothing = self.nothing(asked)
        if with_lists:
            nothing["lists"] = lists_with_words(request, nothing["locale"], asked.parameters)
        return Response(nothing, status=HTTPStatus.NOT_FOUND)

    def redirect(self, asked: AskedPath, found: Redirected) -> RedirectAtPath:
        """Return where a visitor is sent."""
        location = iri_to_uri(urljoin(f"{self.reader.site_host}/", found.location))
        return {
            "kind": "redirect",
            "path": asked.escaped,
            "redirect": {
                "status": 301 if found.is_permanent else 302,
                "path": self.reader.path_on_site(location),
                "location": self.reader.on_site(location),
            },
        }

    def found(self, asked: AskedPath, shown: Shown) -> FoundAtPath | None:
        """Return what is shown, or None where it has just gone."""
        # For whoever says what the answer depends on.
        self.request._request.shown_page = shown.page, {}
        language = language_of(shown.page)
        kind = KINDS.get((shown.page.specific_class, shown.route), "page")
        with override(language):
            if kind == "participant":
                read = self.participant(shown, language)
            else:
                title = search_title(asked.parameters) if kind == "search" else ""
                read = self.page(asked, shown, language, title)
            if read is None:
                return None
            item, around, head = read
            return {
                "kind": kind,
                "path": asked.escaped,
                "locale": language,
                "route": shown.below,
                "item": item,
                "translations": self.translations(around),
                "breadcrumbs": [
                    {"title": step.title, **self.linked(step.href)} for step in head.trail
                ],
                "meta": {
                    "title": head.title,
                    "description": head.description,
                    "robots": head.robots,
                    "canonical": head.canonical,
                    "picture": head.picture,
                    "open_graph": head.open_graph,
                    "oembed": head.oembed,
                    "json_ld": None if kind == "feed" else head.structured,
                },
            }

    def lists(self, asked: AskedPath, shown: FoundAtPath) -> dict[str, Any]:
        """Return the lists that are shown; a feed, a form and the open data have none."""
        if shown["kind"] == "search":
            return found_lists(self.request, shown["locale"], asked.parameters)
        if shown["kind"] not in {"page", "past_day", "participant"}:
            return {}
        day = day_below(shown["route"]) if shown["kind"] == "past_day" else None
        return lists_of(self.request, shown["item"], shown["locale"], asked.parameters, day)

    def page(
        self, asked: AskedPath, shown: Shown, language: str, title: str
    ) -> tuple[dict[str, Any], PageContext, Head] | None:
        """Return a page as `pages/{id}/` answers it, what surrounds it, and its head.

        title: of what is shown below it, where it has one of its own.
        """
        content = PublicContent(self.request)
        model = shown.page.specific_class or Page
        fields = PublicPagesAPIViewSet.available_fields(model)
        meta_names = PublicPagesAPIViewSet.get_meta_fields_names(model)
        for page in load_pages(model, [shown.page.pk], page_reads_of(model, fields) | READS):
            [item] = represent_loaded([page], fields, meta_names, content)
            variant = page.variant(asked.parameters, shown.below)
            around = PageContext(page, language, request=self.request, suffix=shown.below)
            around.title = title
            around.variant = variant
            image = seen_by_all(content.credited_image(picture_key(page)))
            return item, around, head_of(around, image=image)
        return None

    def participant(
        self, shown: Shown, language: str
    ) -> tuple[dict[str, Any], PageContext, Head] | None:
        """Return a participant as `participants/{id}/` answers it, and the same beside it."""
        reader = Reader(self.request, language)
        keys = list(public_slugs([shown.below.rstrip("/")]).values())
        for row in load(keys, reads_of(FIELDS, reader)):
            [item] = represent_rows([row], reader, FIELDS)
            around = PageContext(shown.page, language, request=self.request, suffix=shown.below)
            return item, around, head_of(around, row, seen_by_all(row.image))
        return None

    def translations(self, around: PageContext) -> list[Translation]:
        """Return the way to the same in every language, or to the nearest above it."""
        return [
            {
                "locale": language.code,
                "is_translation": language.is_translation,
                "notice": language.notice,
                **self.linked(language.href),
            }
            for language in around.languages
        ]

    def nothing(self, asked: AskedPath) -> NothingAtPath:
        """Return that nothing is shown, and where to go instead."""
        nearest = None
        if self.places is not None:
            with override(default_language()):
                nearest = nearest_to(self.places, asked.path)
        return {
            "message": "Nothing is shown at this path.",
            "kind": "none",
            "path": asked.escaped,
            "locale": self.language_at(asked),
            "nearest": nearest
            and {
                "reason": nearest.reason,
                "title": nearest.title,
                **self.linked(nearest.href),
            },
        }

    def withdrawn(self, asked: AskedPath, was: WithdrawnAddress) -> WithdrawnAtPath:
        """Return what was at an address of the old site, and where a copy is."""
        return {
            "message": "What was at this path is not on this site.",
            "kind": "gone",
            "path": asked.escaped,
            "locale": self.language_at(asked),
            "title": was.title,
            "title_locale": was.locale.language_code,
            "archived_url": was.archived_url,
        }

    def language_at(self, asked: AskedPath) -> str:
        """Return the language of a path."""
        with override(default_language()):
            return language_at(self.places, asked.path) if self.places else default_language()

    @cached_property
    def places(self) -> Places | None:
        """Return where pages are on the site that is asked."""
        site = Site.find_for_request(self.request)
        return None if site is None else Places(self.request, site)

    @cached_property
    def reader(self) -> Reader:
        """Return who asks, for links on the site."""
        return Reader(self.request, default_language())

    def linked(self, href: str) -> Linked:
        """Return a link as the path that it has on this site, and as it was asked for."""
        return {"path": self.reader.path_on_site(href), "html_url": self.reader.on_site(href)}
