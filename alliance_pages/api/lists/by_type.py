"""Which lists a page shows, by its type."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import override

from alliance_pages.api.lists.asking import NOTHING, Answer, Endpoints, numbered
from alliance_pages.api.lists.finder import represent_faults, represent_finder
from alliance_pages.api.lists.past_day import represent_past_day
from alliance_pages.api.lists.profile import represent_profile
from alliance_pages.finder.finder import PARTICIPANTS_PER_PAGE, Finder
from alliance_pages.finder.past_day import PastDay
from alliance_pages.finder.question import day_faults, read_question
from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from alliance_pages.models.countries import PARTICIPANTS_PER_COUNTRY
from alliance_pages.models.home import NEWEST_PARTICIPANTS
from alliance_pages.models.news.index import ARTICLES_PER_PAGE
from alliance_pages.models.news.latest import LATEST
from alliance_pages.search.everything import RESULTS_PER_PAGE
from alliance_pages.search.page import asked_in
from participants.api.reader import Reader
from participants.api.representations import TYPE as PARTICIPANT
from participants.models.search import terms_of
from participants.registry.listing.parameters import HIGHEST_LIMIT, read_choices, refuse
from participants.values.countries import CODES

# The parameter that asks for them.
LISTS = "lists"
CHOICES = ("true", "false")

ARTICLE_LINE = ("html_url", "locale", "title", "date", "kind")
ARTICLE_CARD = (*ARTICLE_LINE, "closes_on", "introduction", "lead_image")
CARD = (
    *("html_url", "locale", "number", "name", "kind", "country", "status"),
    *("joined_on", "left_on", "themes", "image"),
)
CARD_WITH_FIGURES = (*CARD, "figures")
ROW = (*CARD, "name_local", "on_file")
COUNTRY = ("html_url", "country")
NAME = ("html_url", "locale", "name")
TITLE = ("html_url", "locale", "title")
# How much a search page shows of each.
FOUND = 20

Item = Mapping[str, Any]
Lists = dict[str, Any]


def are_lists_wanted(query: QueryDict) -> bool:
    """Tell whether the lists are wanted too. Raises BadRequestError."""
    chosen = read_choices(query, LISTS, dict.fromkeys(CHOICES))
    if len(chosen) > 1:
        refuse(LISTS, "must be true or false.")
    return chosen == ["true"]


def lists_of(
    request: Any, item: Item, language: str, query: QueryDict, day: date | None = None
) -> Lists:
    """Return the lists that a page or a profile shows, by name.

    item: as the API tells it, with all fields; query: what its address has behind the "?"; day: the
    past one that is shown.
    """
    kind, ask = item["meta"]["type"], Endpoints(request, language)
    if day:
        lists = ON_PAST_DAYS[kind](ask, item, query, day)
    else:
        show = BY_TYPE.get(kind)
        lists = show(ask, item, query) if show else {}
    return {name: answer for name, answer in lists.items() if answer is not None}


def found_lists(request: Any, language: str, query: QueryDict) -> Lists:
    """Return what the search page shows: the best of each kind, or a page of one."""
    text, kind = asked_in(query), query.get("in") or None
    ask = partial(Endpoints(request, language).found, q=text, **{"in": kind})
    if not text:
        return {}
    part = {}
    if kind:
        counted = ask(limit=0) if "page" in query else None
        total = counted["groups"][0]["total_count"] if counted else 0
        number = Paginator(range(total), RESULTS_PER_PAGE).get_page(query.get("page")).number
        part = {"limit": RESULTS_PER_PAGE, "offset": (number - 1) * RESULTS_PER_PAGE or None}
    answer = ask(**part)
    return {} if answer is None else {"found": answer}


def lists_with_words(request: Any, language: str, query: QueryDict) -> Lists:
    """Return what has the words of `q`, for a page of search where the site has none."""
    text, ask = query.get("q", "").strip(), Endpoints(request, language)
    if not text:
        return {}
    return {
        "participants": _matching(ask, text, fields=_only(NAME), limit=FOUND),
        "pages": ask.pages(search=text, fields=_only(TITLE), limit=FOUND),
    }


def _home(ask: Endpoints, _item: Item, _query: QueryDict) -> Lists:
    return {
        "places": ask.places(),
        "participants": ask.participants(
            order="-number", fields=_only(CARD), limit=NEWEST_PARTICIPANTS
        ),
        "articles": ask.articles(fields=_only(ARTICLE_CARD), limit=LATEST),
    }


def _news(ask: Endpoints, _item: Item, query: QueryDict) -> Lists:
    """Return the articles that the filters keep; as on the site, others than are offered do not."""
    summary = ask.articles_summary()
    if summary is None:
        return {}
    offered = {
        "year": {str(one["year"]) for one in summary["years"]},
        "theme": {one["slug"] for one in summary["themes"]},
        "country": CODES,
    }
    chosen = {name: query[name] for name in offered if query.get(name) in offered[name]}
    fields = _only(ARTICLE_CARD)
    return {
        "articles": numbered(ask.articles, ARTICLES_PER_PAGE, query, **chosen, fields=fields),
        "articles_summary": summary,
    }


def _countries(ask: Endpoints, _item: Item, _query: QueryDict) -> Lists:
    fields = _only(COUNTRY)
    return {
        "places": ask.places(),
        "countries": ask.pages(type=CountryPage._meta.label, fields=fields, limit=HIGHEST_LIMIT),
    }


def _country(ask: Endpoints, item: Item, query: QueryDict) -> Lists:
    code = item["country"]["code"]
    with override(ask.language):
        faults = represent_faults(day_faults(query))
    return {
        "faults": faults or None,
        **_in_country(ask, {"country": code}),
        "articles": ask.articles(country=code, fields=_only(ARTICLE_CARD), limit=LATEST),
    }


def _country_on(ask: Endpoints, item: Item, _query: QueryDict, day: date) -> Lists:
    """Return who took part on a day; the news are those of today, and stay away."""
    past_day = PastDay.in_country(item["country"]["code"], day)
    with override(ask.language):
        reader = Reader(ask.request, ask.language)
        said = represent_past_day(past_day, reader, item["meta"]["html_url"])
    return {**_in_country(ask, past_day.filters.given), "past_day": said}


def _in_country(ask: Endpoints, filters: Mapping[str, str]) -> Lists:
    fields = _only(CARD_WITH_FIGURES)
    return {
        "places": ask.places(**filters),
        "participants": ask.participants(**filters, fields=fields, limit=PARTICIPANTS_PER_COUNTRY),
        "former": ask.participants(**filters, status="former", limit=0),
    }


def _finder(ask: Endpoints, item: Item, query: QueryDict) -> Lists:
    return _found(ask, item, Finder(read_question(query)))


def _finder_on(ask: Endpoints, item: Item, query: QueryDict, day: date) -> Lists:
    return _found(ask, item, Finder(read_question(query, day)))


def _found(ask: Endpoints, item: Item, finder: Finder) -> Lists:
    """Return the participants that are asked for, as the page reads it, and what is beside them."""
    order, past_day = finder.question.order, finder.past_day
    filters = {**finder.question.filters, **finder.question.as_of}
    offset = (finder.page.number - 1) * PARTICIPANTS_PER_PAGE
    reader, here = Reader(ask.request, ask.language), item["meta"]["html_url"]
    with override(ask.language):
        below = past_day.below if past_day else ""
        beside = represent_finder(finder, reader, lambda query: f"{here}{below}{query}")
        today = f"{here}{finder.question.query(page=None)}"
        said = represent_past_day(past_day, reader, today) if past_day else None
    return {
        "participants": ask.participants(
            **filters,
            order=order,
            fields=_only(ROW),
            limit=PARTICIPANTS_PER_PAGE,
            offset=offset or None,
        ),
        "places": ask.places(**filters),
        "former": None
        if "status" in filters
        else ask.participants(**filters, status="former", limit=0),
        "participants_summary": ask.participants_summary(**filters),
        "finder": beside,
        "past_day": said,
    }


def _profile(ask: Endpoints, item: Item, _query: QueryDict) -> Lists:
    fields = _only(ARTICLE_LINE)
    articles = ask.articles(participant=item["slug"], fields=fields, limit=HIGHEST_LIMIT)
    return {"articles": articles, **represent_profile(ask, item, articles["items"])}


BY_TYPE: dict[str, Callable[[Endpoints, Item, QueryDict], Lists]] = {
    HomePage._meta.label: _home,
    NewsIndexPage._meta.label: _news,
    CountryIndexPage._meta.label: _countries,
    CountryPage._meta.label: _country,
    ParticipantIndexPage._meta.label: _finder,
    PARTICIPANT: _profile,
}
ON_PAST_DAYS: dict[str, Callable[[Endpoints, Item, QueryDict, date], Lists]] = {
    CountryPage._meta.label: _country_on,
    ParticipantIndexPage._meta.label: _finder_on,
}


def _matching(ask: Endpoints, text: str, **parameters: Any) -> Answer:
    """Return the participants whose names have the words of a text, read as the finder does."""
    terms = " ".join(terms_of(text))
    if text and not terms:
        return {**NOTHING}
    return ask.participants(search=terms, **parameters)


def _only(names: tuple[str, ...]) -> str:
    return ",".join(["_", *names])
