"""Cursors: what `meta.next` hands out, so that the next page goes on behind the last row."""

from participants.registry.listing.cursors.order import Order
from participants.registry.listing.cursors.paging import (
    Page,
    Start,
    next_address,
    read_page,
    read_start,
)
from participants.registry.listing.cursors.token import Cursor, fingerprint, plain

__all__ = [
    "Cursor",
    "Order",
    "Page",
    "Start",
    "fingerprint",
    "next_address",
    "plain",
    "read_page",
    "read_start",
]
