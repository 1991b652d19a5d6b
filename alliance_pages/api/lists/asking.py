"""Asking the list endpoints, so that a list is told in one way wherever it is told."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import QueryDict
from rest_framework.request import Request
from wagtail.api.utils import get_base_url
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from alliance_pages.models import NewsArticlePage, PageWords
from participants.models import Participant
from participants.registry.listing.parameters import LINKS

Answer = dict[str, Any]

ARTICLES = NewsArticlePage._meta.label
# What is listed where the parameters of a page keep nothing, and no endpoint takes them.
NOTHING: Mapping[str, Any] = {"url": None, "meta": {"total_count": 0, "next": None}, "items": []}


class Endpoints:
    """The list endpoints, asked in the name of a request.

    language: in which they are asked. Parameters that are empty are not given. Each answer is that
    of the endpoint, with its address as `url`; a list that the endpoint refuses has nothing.
    """

    def __init__(self, request: Any, language: str) -> None:
        self.request = request
        self.language = language

    def participants(self, **parameters: Any) -> Answer:
        return self._listed(Participant, "", "listing_view", parameters)

    def places(self, **parameters: Any) -> Answer:
        return self._listed(Participant, "places/", "places_view", parameters)

    def participants_summary(self, **parameters: Any) -> Answer | None:
        return self._ask(Participant, "summary/", "summary_view", parameters)

    def found(self, **parameters: Any) -> Answer | None:
        return self._ask(PageWords, "", "search_view", parameters)

    def pages(self, **parameters: Any) -> Answer:
        return self._listed(Page, "", "listing_view", parameters)

    def articles(self, **parameters: Any) -> Answer:
        """Return a list of articles, the newest first."""
        return self.pages(type=ARTICLES, order="-date", **parameters)

    def articles_summary(self) -> Answer | None:
        return self._ask(Page, "summary/", "summary_view", {"type": ARTICLES})

    def _listed(
        self, model: type[Model], below: str, view_name: str, parameters: Mapping[str, Any]
    ) -> Answer:
        answer = self._ask(model, below, view_name, parameters)
        return {**NOTHING} if answer is None else answer

    def _ask(
        self, model: type[Model], below: str, view_name: str, parameters: Mapping[str, Any]
    ) -> Answer | None:
        """Return the answer at a path below an endpoint, or None where it gives none."""
        router = self.request.wagtailapi_router
        found = router.get_model_endpoint(model)
        if found is None:
            return None
        asked = copy(self.request._request)
        asked.path = f"{router.get_model_listing_urlpath(model)}{below}"
        asked.GET = QueryDict(urlencode(self._given(parameters)))
        view = found[1](request=Request(asked))
        try:
            answer = getattr(view, view_name)(view.request).data
        except BadRequestError:
            return None
        address = f"{get_base_url(asked) or ''}{asked.path}?{asked.GET.urlencode(safe=',')}"
        return {"url": address, **answer}

    def _given(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters in the order of their names, with the form of links."""
        every = {**parameters, "locale": self.language, LINKS: self.request.GET.get(LINKS)}
        return {name: every[name] for name in sorted(every) if every[name] not in {None, ""}}


def numbered(ask: Callable[..., Answer], size: int, query: QueryDict, **filters: Any) -> Answer:
    """Return the part of a list that `page` numbers, as the pages of the site read it.

    size: how many items a part has.
    """
    number = 1
    if "page" in query:
        count = ask(**filters, limit=0)["meta"]["total_count"]
        number = Paginator(range(count), size).get_page(query.get("page")).number
    return ask(**filters, limit=size, offset=(number - 1) * size or None)
