"""The types of the lists, from which `openapi.json` is made."""

from collections.abc import Sequence
from typing import Annotated, Any, NotRequired, get_type_hints

from pydantic import Field
from wagtail.models import Page

from alliance_pages.api.lists.by_type import (
    ARTICLE_CARD,
    ARTICLE_LINE,
    CARD,
    COUNTRY,
    NAME,
    ROW,
    TITLE,
)
from alliance_pages.api.lists.finder import FinderFault, FinderParts
from alliance_pages.api.lists.past_day import PastDayParts
from alliance_pages.api.lists.profile import ProfileParts
from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.api.searching.shapes import Searched
from alliance_pages.api.shapes import ArticleSummary
from alliance_pages.models import CountryPage, NewsArticlePage
from participants.api.representations import BODY_KINDS, META_KINDS, PLACE
from participants.api.shapes import CountMeta, ListMeta, Summary, item_shape
from participants.registry.listing.shapes import Address, Figure, shape_of

Url = Annotated[
    Address | None,
    Field(description="Of the same at its endpoint; null where no endpoint takes the parameters."),
]


def _listed(name: str, item: Any, meta: Any = ListMeta) -> Any:
    """Return the type of a list. item: of one of its items; name: of many of them."""
    return shape_of(f"Listed{name}", {"url": Url, "meta": meta, "items": list[item]})


def _counted(name: str, summary: Any) -> Any:
    return shape_of(f"Listed{name}", {"url": Url, **get_type_hints(summary, include_extras=True)})


def _participant(name: str, fields: Sequence[str], further: dict[str, Any] | None = None) -> Any:
    body = BODY_KINDS | (further or {})
    return item_shape(name, META_KINDS, body, [*fields, *(further or ())])


def _page(name: str, model: type[Page], fields: Sequence[str]) -> Any:
    meta, body = PublicPagesAPIViewSet.kinds_of(model, [model._meta.label])
    return item_shape(name, meta, body, fields)


CARDS = _listed(
    "Participants",
    _participant(
        "ParticipantCard",
        CARD,
        {
            "figures": NotRequired[list[Figure]],
            **{name: NotRequired[BODY_KINDS[name]] for name in ROW if name not in CARD},
        },
    ),
)
PAGE_LISTS = shape_of(
    "PageLists",
    {
        "places": _listed("Places", PLACE, CountMeta),
        "participants": CARDS,
        "former": CARDS,
        "participants_summary": _counted("Summary", Summary),
        "finder": FinderParts,
        "past_day": PastDayParts,
        "faults": list[FinderFault],
        "articles": _listed("Articles", _page("ArticleCard", NewsArticlePage, ARTICLE_CARD)),
        "articles_summary": _counted("ArticleSummary", ArticleSummary),
        "countries": _listed("Countries", _page("ListedCountry", CountryPage, COUNTRY)),
        "found": _counted("Searched", Searched),
    },
    total=False,
)
PROFILE_LISTS = shape_of(
    "ProfileLists",
    {
        "articles": _listed("ArticleLines", _page("ArticleLine", NewsArticlePage, ARTICLE_LINE)),
        **get_type_hints(ProfileParts, include_extras=True),
    },
    total=False,
)
LISTS_WITH_WORDS = shape_of(
    "ListsWithWords",
    {
        "participants": _listed("Names", _participant("ParticipantName", NAME)),
        "pages": _listed("Titles", _page("PageTitle", Page, TITLE)),
    },
    total=False,
)
