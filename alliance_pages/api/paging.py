"""A page of the lists of pages, images and documents, and where it goes on."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from alliance_pages.api.filters import RANK
from participants.registry.listing.cursors import Cursor, Order, Page, Start, read_page


def page_of(found: QuerySet, order: Order, start: Start, limit: int) -> Page:
    """Return a page of what the filters keep.

    How well something fits a search depends on all that is searched, so that the rank of a row
    can change although the row has not. Where the best fit comes first, the cursor therefore
    names what has been given: none of it comes twice, and all the rest is still to come.
    """
    given = start.given if isinstance(start, Cursor) else ()
    if given:
        found = found.exclude(pk__in=given)
    if RANK not in found.query.annotations:
        begins = 0 if isinstance(start, Cursor) and not start.key else start
        page = read_page(found, order, begins, limit)
        return replace(page, next=page.next and replace(page.next, given=given))
    offset = 0 if isinstance(start, Cursor) else start
    keys: list[Any] = list(found.order_by(RANK).values_list("pk", flat=True))
    before, page_keys, rest = keys[:offset], keys[offset : offset + limit], keys[offset + limit :]
    further = Cursor(given=(*given, *before, *page_keys)) if page_keys and rest else None
    return Page(page_keys, further)
