"""The search page, below the home page of each language."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language, gettext
from wagtail.api.v2.utils import BadRequestError

from alliance_pages.models import HomePage
from alliance_pages.models.base import SEARCH
from alliance_pages.search.everything import RESULTS_PER_PAGE, Found
from alliance_pages.search.question import KINDS, Question
from participants.registry.listing.parameters import read_choices, read_words
from participants.values.languages import default_language

TEMPLATE = "alliance_pages/search_page.html"


def answer_search(page: HomePage, request: HttpRequest) -> HttpResponse:
    """Show what is found for the query; without one, what can be found.

    What cannot be searched for is refused as the API does, in the look of the site.
    """
    query = page.read_query(request.GET)
    context: dict[str, Any] = {"path_below_page": SEARCH, "query": query}
    refusal = _refusal(query)
    text = asked_in(query)
    if text and not refusal:
        found = Found(Question(text, get_language() or default_language(), request))
        context |= {"found": found, **_shown(found, query)}
        context["title_below_page"] = search_title(query)
    response = page.render(
        request, context_overrides={**context, "refusal": refusal}, template=TEMPLATE
    )
    if refusal:
        response.status_code = HTTPStatus.BAD_REQUEST
    return response


def asked_in(query: QueryDict) -> str:
    """Return what a query string asks for, "" for nothing."""
    return query.get("q", "").strip()


def search_title(query: QueryDict) -> str:
    """Return the title of the search page for a query string, "" for its usual one."""
    text = asked_in(query)
    return gettext("Search: “%(text)s”") % {"text": text} if text else ""


def _refusal(query: QueryDict) -> str:
    """Return why a query string is not answered, with the name of the parameter; "" if it is."""
    try:
        if asked_in(query):
            read_words(query, "q")
        if query.get("in"):
            read_choices(query, "in", dict.fromkeys(KINDS))
    except BadRequestError as error:
        return str(error)
    return ""


def _shown(found: Found, query: QueryDict) -> dict[str, Any]:
    """Return the best of each kind, or a page of the one that is chosen."""
    for kind in KINDS:
        if kind == query.get("in"):
            shown = found.pages(kind).get_page(query.get("page"))
            start = (shown.number - 1) * RESULTS_PER_PAGE
            return {"page_obj": shown, "groups": [found.group(kind, start, RESULTS_PER_PAGE)]}
    return {"groups": [group for group in found.groups if group.total]}
