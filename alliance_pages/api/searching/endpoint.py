"""`search/`: answering as the search page of the site does."""

from typing import Any

from django.http import QueryDict
from django.urls import URLPattern, path
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.documents import get_document_model

from alliance_pages.api.searching.shapes import (
    Searched,
    SearchGroup,
    SearchResult,
    Suggestions,
)
from alliance_pages.models import PageWords
from alliance_pages.search.everything import Found, Group, suggestions
from alliance_pages.search.question import KINDS, Kind, Question, Result
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.patterns import WORDS
from participants.api.reader import Reader
from participants.registry.listing.parameters import (
    LINKS,
    check_parameters,
    read_choices,
    read_language,
    read_limit,
    read_whole_number,
    read_words,
    refuse,
)

QUERY, KIND = "q", "in"
OF_A_KIND = frozenset({"limit", "offset"})
PARAMETERS = frozenset({QUERY, KIND, LINKS, "locale"}) | OF_A_KIND
WHILE_TYPING = frozenset({QUERY, LINKS, "locale"})
TYPING = "suggestions/"


class SearchAPIViewSet(PublicAPIViewSet):
    """Answer with what is found, in the order in which the site shows it."""

    name = "search"
    about = "Everything public that has some words; typing errors are forgiven."
    model = PageWords

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [
            path("", cls.as_view({"get": "search_view"}), name="listing"),
            path(TYPING, cls.as_view({"get": "suggestions_view"}), name="suggestions"),
        ]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": PARAMETERS, TYPING: WHILE_TYPING}

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        kinds = {"enum": list(KINDS), "description": "One kind alone, page by page."}
        return {QUERY: WORDS, KIND: kinds}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        return {"": {"200": Searched}, TYPING: {"200": Suggestions}}

    @classmethod
    def is_kept_at(cls, path: str) -> bool:
        return path != TYPING

    def search_view(self, request: Request) -> Response:
        """Answer with the best of each kind, or with a part of one. Raises BadRequestError."""
        check_parameters(request.GET, PARAMETERS)
        text, kind = read_words(request.GET, QUERY), read_kind(request.GET)
        start, limit = read_whole_number(request.GET, "offset", 0), read_limit(request.GET)
        language = read_language(request.GET)
        with override(language):
            found = Found(Question(text, language, request._request))
            groups = [found.group(kind, start, limit)] if kind else found.groups
            answer: Searched = {
                "meta": {
                    "query": text,
                    "searched_for": found.question.text,
                    "total_count": found.total,
                },
                "groups": _Results(Reader(request, language)).groups(groups),
            }
        return Response(answer)

    def suggestions_view(self, request: Request) -> Response:
        """Answer with names and titles, and let nobody keep it. Raises BadRequestError."""
        check_parameters(request.GET, WHILE_TYPING)
        text, language = read_words(request.GET, QUERY), read_language(request.GET)
        with override(language):
            shown = _Results(Reader(request, language))
            answer: Suggestions = {
                "items": [
                    {
                        "kind": result.kind,
                        "title": result.title,
                        "html_url": shown.html_url(result),
                    }
                    for result in suggestions(Question(text, language, request._request))
                ]
            }
        # What people type is kept nowhere: by no cache, and in no log.
        return Response(answer, headers={"Cache-Control": "no-store"})


def read_kind(query: QueryDict) -> Kind | None:
    """Return which kind alone is asked for. Raises BadRequestError."""
    chosen = read_choices(query, KIND, dict.fromkeys(KINDS))
    if len(chosen) > 1:
        refuse(KIND, "name one kind.")
    if not chosen:
        for name in sorted(OF_A_KIND & query.keys()):
            refuse(name, f"goes with {KIND}.")
        return None
    return next(kind for kind in KINDS if kind == chosen[0])


class _Results:
    """What was found, in its public shape."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def groups(self, groups: list[Group]) -> list[SearchGroup]:
        return [
            {
                "kind": group.kind,
                "title": group.title,
                "total_count": group.total,
                "items": [self.result(result) for result in group.results],
            }
            for group in groups
        ]

    def result(self, result: Result) -> SearchResult:
        return {
            "kind": result.kind,
            "title": result.title,
            "locale": result.language,
            "html_url": self.html_url(result),
            "detail_url": self.detail_url(result),
            "note": result.note,
            "marked_title": [piece._asdict() for piece in result.marked_title],  # type: ignore[misc]  # of a named tuple
            "excerpt": [piece._asdict() for piece in result.excerpt],  # type: ignore[misc]  # the same
        }

    def html_url(self, result: Result) -> str:
        # Files are served by the API's host.
        if result.model is get_document_model():
            return self.reader.absolute(result.href)
        return self.reader.on_site(result.href)

    def detail_url(self, result: Result) -> str | None:
        if result.key is None:
            return None
        router = self.reader.request.wagtailapi_router
        path = router.get_model_listing_urlpath(result.model)
        return self.reader.absolute(f"{path}{result.key}/") if path else None
