"""Wagtail's database search, for whatever people type.

Stock Wagtail hands a query to the database as it was typed. On SQLite a quotation mark or white
space alone is an error there, on PostgreSQL a null character is, and some hundred words are more
than Python's stack holds. Every list, chooser and API that searches with Wagtail ends in the
backend, so a query is made fit here, once.
"""

import unicodedata
from copy import copy
from typing import Any

from modelsearch.backends.base import BaseSearchBackend
from modelsearch.query import And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery
from wagtail.search.backends import database
from wagtail.search.query import MATCH_ALL, MATCH_NONE

from participants.models.search import MOST_TERMS

# Characters; a longer word than 2,046 bytes is an error in a query of PostgreSQL.
LONGEST_QUERY = 500
# Controls, with the null character, halves of a character, and what Unicode has not given out.
NOT_TEXT = {"Cc", "Cs", "Cn"}


def searchable_text(text: str) -> str:
    """Return the words of a query, of which each has a letter or a digit, with a space between.

    At most 500 characters and 20 words; what comes after them is not searched for.
    """
    plain = (
        " " if character == '"' or unicodedata.category(character) in NOT_TEXT else character
        for character in text[:LONGEST_QUERY]
    )
    words = (word for word in "".join(plain).split() if any(map(str.isalnum, word)))
    return " ".join([*words][:MOST_TERMS])


def searchable_query(query: SearchQuery) -> SearchQuery | None:
    """Return a query that every database understands, or None where it holds no word."""
    match query:
        case PlainText() | Fuzzy() | Phrase():
            fit = copy(query)
            fit.query_string = searchable_text(query.query_string)
            return fit if fit.query_string else None
        case And() | Or():
            parts = [part for part in map(searchable_query, query.subqueries) if part is not None]
            return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
        case Not():
            unwanted = searchable_query(query.subquery)
            return MATCH_ALL if unwanted is None else Not(unwanted)
        case Boost():
            wanted = searchable_query(query.subquery)
            return None if wanted is None else Boost(wanted, query.boost)
    return query


class ForgivingSearchMixin(BaseSearchBackend):
    """Search for the words of a query; one without any finds nothing."""

    def _search(
        self,
        query_compiler_class: type,
        query: str | SearchQuery,
        model_or_queryset: Any,
        **kwargs: Any,
    ) -> Any:
        if isinstance(query, str):
            query = searchable_text(query) or MATCH_NONE
        elif query is not None:
            query = searchable_query(query) or MATCH_NONE
        return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  Wagtail's name
    """Return Wagtail's backend for the database in use, made forgiving.

    Name this module in WAGTAILSEARCH_BACKENDS, as wagtail.search.backends.database would be.
    """
    stock = type(database.SearchBackend(dict(params)))
    return type(f"Forgiving{stock.__name__}", (ForgivingSearchMixin, stock), {})(params)
