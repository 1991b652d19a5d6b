"""What is asked: the endpoints, and the addresses of a participant and an article among many."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from cms.bench.answers import ask_json
from cms.bench.load import Address

API = "/api/v2"
PARTICIPANTS = f"{API}/participants/"
ARTICLES = f"{API}/pages/?type=alliance_pages.NewsArticlePage"
FAR_PAGE = 4_000
PAGE_LENGTH = 20


@dataclass(frozen=True)
class Endpoint:
    """An address that is measured. has_stock: whether Wagtail as it comes answers it as well."""

    name: str
    path: str
    has_stock: bool = False


LIST = "participants, list"
LIST_ALL = "participants, list of all fields"
DETAIL = "participants, detail"
SUMMARY = "participants, summary"
ARTICLE = "news page"
HOME = "home page"
RESOLVE = "resolve, news page"
SITE = "site"
ARTICLE_LIST = "articles, list"
ARTICLE_LIST_ALL = "articles, list of all fields"


def endpoints(server: Address) -> list[Endpoint]:
    """Return the endpoints; the participant and the article stand in the middle of their lists."""
    article = _article_path(server)
    return [
        Endpoint(LIST, PARTICIPANTS, has_stock=True),
        Endpoint(LIST_ALL, f"{PARTICIPANTS}?fields=*", has_stock=True),
        Endpoint(DETAIL, participant_path(server), has_stock=True),
        Endpoint(SUMMARY, f"{PARTICIPANTS}summary/"),
        Endpoint(ARTICLE, article, has_stock=True),
        Endpoint(HOME, "/en/"),
        Endpoint(RESOLVE, f"{API}/resolve/?path={article}"),
        Endpoint(SITE, f"{API}/site/"),
        Endpoint(ARTICLE_LIST, ARTICLES, has_stock=True),
        Endpoint(ARTICLE_LIST_ALL, f"{ARTICLES}&fields=*", has_stock=True),
    ]


def growing_endpoints(server: Address) -> list[Endpoint]:
    """Return the endpoints that shall cost the same however large the registry is."""
    return [
        Endpoint("list", PARTICIPANTS),
        Endpoint("detail", participant_path(server)),
        Endpoint("list of a country", f"{PARTICIPANTS}?country=FR"),
        Endpoint(f"cursor, page {FAR_PAGE:,}", _far_path(server)),
    ]


def participant_path(server: Address) -> str:
    """Return the address of the participant in the middle of the list."""
    middle = total(server, PARTICIPANTS) // 2
    page = ask_json(server, f"{PARTICIPANTS}?fields=_,id&limit=1&offset={middle}")
    return f"{PARTICIPANTS}{page['items'][0]['id']}/"


def _article_path(server: Address) -> str:
    middle = total(server, ARTICLES) // 2
    page = ask_json(server, f"{ARTICLES}&limit=1&offset={middle}")
    return path_of(page["items"][0]["meta"]["html_url"])


def _far_path(server: Address) -> str:
    """Return the address that a cursor has led to: page 4,000, or near the end of a short list."""
    before = min(FAR_PAGE * PAGE_LENGTH, total(server, PARTICIPANTS) * 4 // 5)
    page = ask_json(server, f"{PARTICIPANTS}?fields=_,id&limit=1&offset={before - 1}")
    query = urlsplit(page["meta"]["next"]).query
    after = next(part for part in query.split("&") if part.startswith("after="))
    return f"{PARTICIPANTS}?{after}"


def path_of(url: str) -> str:
    """Return the path of an address that the API names."""
    return urlsplit(url).path


def total(server: Address, path: str) -> int:
    """Return how many things a list of the API has."""
    separator = "&" if "?" in path else "?"
    return int(ask_json(server, f"{path}{separator}limit=0")["meta"]["total_count"])
