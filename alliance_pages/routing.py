"""Which redirect or slug an address means, in whatever spelling it is asked for."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize
from urllib.parse import parse_qsl, quote

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.db.models.lookups import IStartsWith, Regex
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from participants.registry.compiled_query import CompiledObjects, CompiledQuery
from participants.values.text import fold, words

# Ends the old address of a redirect that leads everything below one page to the same below
# another; such redirects are made where a page with routes is renamed or moved.
EVERYTHING_BELOW = "/*"


_WITH_SLUG = CompiledQuery(
    lambda *slugs: Page.objects.filter(slug__in=slugs).values_list("path", "pk", "content_type"),
    are_texts=True,
)


def child_with_slug(parent: Page, slug: str) -> Any:
    """Return the page of a slug below another, live or not, as an object of its own type.

    None where there is none. Two queries.
    """
    for path, key, content_type in _WITH_SLUG.rows_of([slug]):
        if path[: -Page.steplen] != parent.path:
            continue
        model = ContentType.objects.get_for_id(content_type).model_class()
        for page in _pages(model or Page).of([key]):
            page._cached_parent_obj = parent  # where the tree looks first
            return page
    return None


@cache
def _pages(model: Any) -> CompiledObjects[Any]:
    return CompiledObjects(model)


def fold_case(text: str) -> str:
    """Return the text so that case and the normal form of Unicode make no difference."""
    return normalize("NFC", text).casefold()


def spellings(word: str) -> list[str]:
    """Return the plain slugs that a word can mean: as it is, without case, without accents."""
    return list(dict.fromkeys([normalize("NFC", word), fold_case(word), "-".join(words(word))]))


class UnusualSlug(Regex):
    """Keep slugs that are not plain: with capitals, or letters beyond ASCII.

    Databases differ in what they know of such letters; they are compared in Python.
    """

    def __init__(self, column: str = "slug") -> None:
        super().__init__(F(column), r"[^a-z0-9_-]")

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        # Its regular expressions are Python's, and would be asked for each row.
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} GLOB %s", [*parameters, "*[^a-z0-9_-]*"]


def right_spelling(word: str, slugs: Collection[str]) -> str | None:
    """Return which of some slugs a word means, or None.

    Case, normal form and accents do not matter, in this order; two slugs that are meant alike are
    none.
    """
    for spelled in (str, fold_case, fold):
        wanted = spelled(word)
        meant = [slug for slug in slugs if wanted and spelled(slug) == wanted]
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None


@dataclass(frozen=True)
class FoundRedirect:
    """A redirect and what it was found by. rest: the words of the address below `/*`."""

    redirect: Redirect
    rest: tuple[str, ...]

    @property
    def reads_query(self) -> bool:
        """Tell whether parameters stand in the old address."""
        return "?" in self.redirect.old_path


def find_redirect(site: Site, path: str, query: str) -> FoundRedirect | None:
    """Return the redirect that fits an address best, without regard to case. One query.

    One with parameters fits where all of them are given, whatever else is given. The most
    parameters win, then the same spelling, then a redirect of this site over one of all sites.
    """
    # Quoted, since a path with a question mark or a colon would be read as more than a path.
    asked = normalize("NFC", Redirect.normalise_path(quote(path, safe="/;=")))
    given = _parameters(query)
    exact: list[tuple[Any, Redirect]] = []
    below: list[tuple[Any, Redirect]] = []
    for redirect in Redirect.get_for_site(site).filter(_resembles(asked)).order_by("pk"):
        old_path, _, old_query = redirect.old_path.partition("?")
        wanted = _parameters(old_query)
        is_of_site = redirect.site_id is not None
        if fold_case(old_path) == fold_case(asked) and wanted <= given:
            is_same = normalize("NFC", old_path) == asked
            exact.append(((wanted.total(), is_same, is_of_site), redirect))
        elif _leads_below(redirect) and fold_case(asked).startswith(fold_case(old_path[:-1])):
            below.append(((old_path.count("/"), is_of_site), redirect))
    if exact:
        return FoundRedirect(_best(exact), ())
    if below:
        redirect = _best(below)
        return FoundRedirect(redirect, tuple(asked.split("/")[redirect.old_path.count("/") :]))
    return None


def _best(found: Iterable[tuple[Any, Redirect]]) -> Redirect:
    return max(found, key=lambda scored: scored[0])[1]


def _leads_below(redirect: Redirect) -> bool:
    return redirect.redirect_page_route_path == EVERYTHING_BELOW and redirect.old_path.endswith(
        EVERYTHING_BELOW
    )


def _parameters(query: str) -> Counter[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return Counter((fold_case(name), fold_case(value)) for name, value in pairs)


class _Resembles(IStartsWith):
    """Compare a whole text without regard to case; letters beyond ASCII stand for any one.

    SQLite knows the case of ASCII alone.
    """

    param_pattern = "%s"

    def process_rhs(self, qn: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        sql, [pattern] = super().process_rhs(qn, connection)
        return sql, (re.sub(r"[^\x00-\x7f]", "_", str(pattern)),)


class _ResemblesWithQuery(_Resembles):
    param_pattern = "%s?%%"


def _resembles(asked: str) -> Q:
    """Return the condition on redirects that may be those of a path."""
    found = Q(old_path__endswith=EVERYTHING_BELOW)
    for form in {asked, normalize("NFD", asked)}:
        for lookup in (_Resembles, _ResemblesWithQuery):
            found |= Q(lookup(F("old_path"), form))
    return found
