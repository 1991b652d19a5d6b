"""Asking a word index: which rows have words that begin as those of a query do."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Lookup, Q, TextField, Value, When
from django.db.models.sql.compiler import SQLCompiler

from participants.values.text import words

MOST_TERMS = 20  # more words than any name has, and few enough for every database

Statement = tuple[str, tuple[Any, ...]]


def terms_of(query: str) -> list[str]:
    """Return the folded words that a query asks for."""
    return words(query)[:MOST_TERMS]


def relevance(query: str, column: str = "search_text") -> Case | Value:
    """Return how well the names in a column fit: 0 is a name that is just the query.

    1: a name begins with the query; 2: all its words stand there whole; 3: some only begin so.
    """
    terms = terms_of(query)
    if not terms:
        return Value(3)
    phrase = " ".join(terms)
    contains = f"{column}__contains"
    whole = Q(*(Q(**{contains: f" {term} "}) for term in terms))
    return Case(
        When(**{contains: f"| {phrase} |"}, then=Value(0)),
        When(**{contains: f"| {phrase}"}, then=Value(1)),
        When(whole, then=Value(2)),
        default=Value(3),
    )


@TextField.register_lookup
class HasWords(Lookup):
    """Keep rows that have, for each of the folded terms, a word that begins with it.

    The model names its word index, a table of SQLite, an index of PostgreSQL, in `word_index`.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Statement:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        key = connection.ops.quote_name(self.lhs.target.model._meta.pk.column)
        match = " AND ".join(f'"{term}"*' for term in self.rhs)
        index = self.lhs.target.model.word_index
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"  # noqa: S608  a constant
        return f"{table}.{key} IN ({found})", (match,)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Statement:
        column, parameters = self.process_lhs(compiler, connection)
        query = " & ".join(f"{term}:*" for term in self.rhs)
        statement = f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)"
        return statement, (*parameters, query)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Statement:
        column, parameters = self.process_lhs(compiler, connection)
        each = f"{column} LIKE %s"
        statement = " AND ".join([each] * len(self.rhs))
        patterns = [value for term in self.rhs for value in (*parameters, f"% {term}%")]
        return f"({statement})", tuple(patterns)
