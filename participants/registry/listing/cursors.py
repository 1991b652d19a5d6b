"""Cursors: what `meta.next` hands out, so that the next page goes on behind the last row.

As a text for addresses they are signed, so that only what was handed out comes back.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from wagtail.api.utils import get_base_url

from participants.registry.listing.parameters import read_whole_number, refuse

# Part of the key of the signature: cursors of another form of token are refused as malformed.
SALT = "participants.registry.listing.cursors.1"
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Cursor:
    """The last row of a page.

    values: what the columns of the order held, as JSON has it, dates in ISO 8601; key: its primary
    key; position: how many rows stood up to it, a hint that is checked before it is followed;
    given: keys of rows that are not to be given again, in an order that no column tells.
    """

    values: tuple[Value, ...] = ()
    key: int = 0
    position: int = 0
    given: tuple[int, ...] = ()

    def token(self, listing: str) -> str:
        """Return the text for addresses. listing: the fingerprint of the list it belongs to."""
        return _signer().sign_object([listing, *astuple(self)], compress=True)

    @classmethod
    def from_token(cls, token: str, listing: str) -> "Cursor":
        """Return the cursor of a text. Raises BadRequestError for one of another list or none."""
        try:
            found, values, key, position, given = _signer().unsign_object(token)
        except BadSignature:
            refuse("after", "is no cursor; take it from meta.next of the page before.")
        if found != listing:
            refuse(
                "after",
                "belongs to another list; follow meta.next with the same filters and order.",
            )
        return cls(tuple(values), key, position, tuple(given))


def fingerprint(endpoint: str, parameters: Mapping[str, str]) -> str:
    """Return what tells one list from another. parameters: its filters and its order."""
    text = json.dumps([endpoint, sorted(parameters.items())])
    return blake2b(text.encode(), digest_size=8).hexdigest()


def plain(value: Any) -> Value:
    """Return the value of a column as it comes back from JSON; floats come back to the last bit."""
    return value.isoformat() if isinstance(value, date) else value


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")


Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


@dataclass(frozen=True)
class Order:
    """By what rows are ordered, unknown values last; the key decides between equals.

    names: columns, or annotations that are never null; reversed_names: those that go the other way
    round. The key goes as the last of them does, so that ties stand as in the site's lists of the
    newest.
    """

    names: tuple[str, ...] = ()
    reversed_names: frozenset[str] = frozenset()

    @classmethod
    def by(cls, directions: Mapping[str, bool]) -> "Order":
        """Return the order by some columns. directions: whether each goes the other way round."""
        return cls(tuple(directions), frozenset(name for name in directions if directions[name]))

    def applied_to(self, rows: Rows) -> Rows:
        return rows.order_by(*(self._by(rows, name) for name in self.names), self._by(rows, "pk"))

    def after(self, rows: Rows, cursor: Cursor) -> Rows:
        """Keep what comes after a row in this order, wherever that row stands now."""
        beyond = Q(**{f"pk__{self._beyond('pk')}": cursor.key})
        for name, value in reversed([*zip(self.names, cursor.values, strict=True)]):
            if value is None:
                beyond &= Q(**{name: None})
                continue
            unknown = Q(**{name: None}) if _is_nullable(rows, name) else Q()
            further = self._beyond(name)
            # The first condition follows from the second, and lets an index be used.
            beyond = (Q(**{f"{name}__{further}e": value}) | unknown) & (
                Q(**{f"{name}__{further}": value}) | unknown | beyond
            )
        return rows.filter(beyond)

    def _is_reversed(self, name: str) -> bool:
        return (self.names[-1] if name == "pk" and self.names else name) in self.reversed_names

    def _beyond(self, name: str) -> str:
        return "lt" if self._is_reversed(name) else "gt"

    def _by(self, rows: QuerySet, name: str) -> OrderBy:
        nulls_last = True if _is_nullable(rows, name) else None
        column = F(name)
        if self._is_reversed(name):
            return column.desc(nulls_last=nulls_last)
        return column.asc(nulls_last=nulls_last)


def _is_nullable(rows: QuerySet, name: str) -> bool:
    if name == "pk" or name in rows.query.annotations:
        return False
    return bool(rows.model._meta.get_field(name).null)


Start = Cursor | int  # a cursor, or how many rows to leave out


@dataclass(frozen=True)
class Page:
    """The keys of a page in their order, and the cursor of its last row if more rows follow."""

    keys: Sequence[int]
    next: Cursor | None


def read_start(request: HttpRequest, listing: str) -> Start:
    """Return where a page begins: at `after`, or else at `offset`. Raises BadRequestError."""
    token = request.GET.get("after")
    if token is None:
        return read_whole_number(request.GET, "offset", 0)
    if "offset" in request.GET:
        refuse("after", "cannot stand beside offset.")
    return Cursor.from_token(token, listing)


def read_page(rows: QuerySet, order: Order, start: Start, limit: int) -> Page:
    """Return a page from the database.

    Keys and sort values come from one statement: between two of them a row could be renamed, and
    the cursor would lead past what stands between its old name and its new one.
    """
    offset = 0
    if isinstance(start, Cursor):
        rows = order.after(rows, start)
    else:
        offset = start
    ordered = order.applied_to(rows).values_list(*order.names, "pk")
    found = list(ordered[offset : offset + limit + 1]) if limit else []
    keys = [row[-1] for row in found[:limit]]
    if len(found) <= limit:
        return Page(keys, None)
    *values, key = found[limit - 1]
    return Page(keys, Cursor(tuple(map(plain, values)), key))


def next_address(request: HttpRequest, cursor: Cursor | None, listing: str) -> str | None:
    """Return the absolute address of the page behind a cursor, or None where there is none."""
    if cursor is None:
        return None
    query = request.GET.copy()
    query.pop("offset", None)
    query["after"] = cursor.token(listing)
    return f"{get_base_url(request) or ''}{request.path}?{query.urlencode(safe=',')}"
