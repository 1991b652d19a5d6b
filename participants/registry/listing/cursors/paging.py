"""One page of a list, and the cursor that the next one begins with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.api.utils import get_base_url

from participants.registry.listing.cursors.order import Order
from participants.registry.listing.cursors.token import Cursor, plain
from participants.registry.listing.parameters import read_whole_number, refuse

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
