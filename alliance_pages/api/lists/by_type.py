"""Which lists a page shows, by its type."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from alliance_pages.api.lists.asking import NOTHING, Answer, Endpoints, numbered
from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from alliance_pages.models.countries import PARTICIPANTS_PER_COUNTRY
from alliance_pages.models.home import NEWEST_PARTICIPANTS
from alliance_pages.models.news import ARTICLES_PER_PAGE, LATEST
from alliance_pages.models.participants import PARTICIPANTS_PER_PAGE, STATUSES
from participants.api.representations import TYPE as PARTICIPANT
from participants.models.search import terms_of
from participants.registry.listing.parameters import HIGHEST_LIMIT, read_choices, refuse
from participants.values.countries import CODES

# The parameter that asks for them.
LISTS = "lists"
CHOICES = ("true", "false")

ARTICLE_LINE = ("html_url", "locale", "title", "date")
ARTICLE_CARD = (*ARTICLE_LINE, "kind", "introduction", "lead_image")
CARD = (
    *("html_url", "locale", "number", "name", "kind", "country", "status"),
    *("joined_on", "left_on", "themes", "image"),
)
CARD_WITH_FIGURES = (*CARD, "figures")
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


def lists_of(request: Any, item: Item, language: str, query: QueryDict) -> Lists:
    """Return the lists that a page or a profile shows, by name.

    item: as the API tells it, with all fields; query: what its address has behind the "?".
    """
    show = BY_TYPE.get(item["meta"]["type"])
    lists = show(Endpoints(request, language), item, query) if show else {}
    return {name: answer for name, answer in lists.items() if answer is not None}


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


def _country(ask: Endpoints, item: Item, _query: QueryDict) -> Lists:
    code = item["country"]["code"]
    return {
        "places": ask.places(country=code),
        "participants": ask.participants(
            country=code, fields=_only(CARD_WITH_FIGURES), limit=PARTICIPANTS_PER_COUNTRY
        ),
        "former": ask.participants(country=code, status="former", limit=0),
        "articles": ask.articles(country=code, fields=_only(ARTICLE_CARD), limit=LATEST),
    }


def _finder(ask: Endpoints, _item: Item, query: QueryDict) -> Lists:
    """Return the participants that the filters keep, and what is offered as filters."""
    chosen = ParticipantIndexPage.chosen_in(query)
    text, status = chosen.pop("q"), chosen["status"]
    is_offered = status in {"", *STATUSES}
    # The endpoint reads several values, of which a page takes one.
    is_read = is_offered and not any("," in value for value in chosen.values())

    def narrowed(**parameters: Any) -> Answer:
        return _matching(ask, text, **{**chosen, **parameters}) if is_read else {**NOTHING}

    return {
        "participants": numbered(narrowed, PARTICIPANTS_PER_PAGE, query, fields=_only(CARD)),
        "former": None if status else narrowed(status="former", limit=0),
        "participants_summary": ask.participants_summary(status=status) if is_offered else None,
    }


def _profile(ask: Endpoints, item: Item, _query: QueryDict) -> Lists:
    fields = _only(ARTICLE_LINE)
    return {"articles": ask.articles(participant=item["slug"], fields=fields, limit=HIGHEST_LIMIT)}


BY_TYPE: dict[str, Callable[[Endpoints, Item, QueryDict], Lists]] = {
    HomePage._meta.label: _home,
    NewsIndexPage._meta.label: _news,
    CountryIndexPage._meta.label: _countries,
    CountryPage._meta.label: _country,
    ParticipantIndexPage._meta.label: _finder,
    PARTICIPANT: _profile,
}


def _matching(ask: Endpoints, text: str, **parameters: Any) -> Answer:
    """Return the participants whose names have the words of a text, read as the finder does."""
    terms = " ".join(terms_of(text))
    if text and not terms:
        return {**NOTHING}
    return ask.participants(search=terms, **parameters)


def _only(names: tuple[str, ...]) -> str:
    return ",".join(["_", *names])
