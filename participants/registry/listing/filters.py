"""What a query string asks of the registry: the one reading for list, summary and files."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.http import QueryDict

from participants.models import Kind, Participant, Status, Theme
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.cursors import (
    Cursor,
    Order,
    Start,
    fingerprint,
    plain,
    read_page,
)
from participants.registry.listing.loading import load
from participants.registry.listing.parameters import (
    check_parameters,
    read_box,
    read_choices,
    read_circle,
    read_date,
    read_order,
    read_search,
)
from participants.registry.listing.rows import ParticipantRow
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import CODES

Answer = TypeVar("Answer")
Filter = Callable[[ParticipantQuerySet, QueryDict], ParticipantQuerySet]

ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("sort_name",),
    # The other way round it is the order of the newest, on the site and in the feed.
    "number": ("number", "joined_on"),
    "joined_on": ("joined_on",),
    "country": ("country",),
}


def by_country(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those of the countries."""
    codes = read_choices(query, "country", dict.fromkeys(CODES))
    return found.in_country(*codes) if codes else found


def by_kind(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those of the kinds."""
    kinds = read_choices(query, "kind", dict(Kind.choices))
    return found.of_kind(*kinds) if kinds else found


def by_theme(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those on at least one of the themes."""
    if "theme" not in query:
        return found
    known = dict.fromkeys(Theme.objects.values_list("slug", flat=True))
    return found.on_theme(*read_choices(query, "theme", known))


def by_accession(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those that joined between two days, both included."""
    after, before = read_date(query, "joined_after"), read_date(query, "joined_before")
    if after:
        found = found.joined_from(after)
    if before:
        found = found.joined_until(before)
    return found


def by_box(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those in the area."""
    box = read_box(query)
    return found.in_box(box) if box else found


def by_distance(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those around the point."""
    circle = read_circle(query)
    return found.near(*circle) if circle else found


def by_search(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those with a name that matches the search text."""
    text = read_search(query)
    return found.matching(text) if text else found


FILTERS: dict[tuple[str, ...], Filter] = {
    ("country",): by_country,
    ("kind",): by_kind,
    ("theme",): by_theme,
    ("joined_after", "joined_before"): by_accession,
    ("bbox",): by_box,
    ("near", "within_km"): by_distance,
    ("search",): by_search,
}

# What is worked out for the filters of one address alone.
COMPUTED = {"distance_km", "fit"}

FILTER_PARAMETERS = frozenset(name for names in FILTERS for name in names) | {"as_of", "status"}


@dataclass(frozen=True)
class Listed:
    """The rows of a page in their order, and the cursor of the last one if more follow."""

    rows: list[ParticipantRow]
    next: Cursor | None


@dataclass(frozen=True)
class Question:
    """The filters of a query string. Raises BadRequestError for what it cannot read."""

    query: QueryDict
    further_parameters: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_parameters(self.query, FILTER_PARAMETERS | self.further_parameters)

    @cached_property
    def version(self) -> RegistryVersion:
        """Return the state of the registry that all parts of the answer describe."""
        return RegistryVersion.now()

    @cached_property
    def day(self) -> date | None:
        """Return the day that is asked about, or None for now."""
        return read_date(self.query, "as_of")

    @cached_property
    def filters(self) -> Mapping[str, str]:
        """Return the filters that are set, in the order of their names."""
        return {
            name: str(self.query[name]) for name in sorted(FILTER_PARAMETERS) if name in self.query
        }

    @cached_property
    def with_any_membership(self) -> ParticipantQuerySet:
        """Return what all filters keep but those of membership."""
        found = Participant.objects.public()
        for narrow in FILTERS.values():
            found = narrow(found, self.query)
        return found

    @cached_property
    def of_any_status(self) -> ParticipantQuerySet:
        """Return what all filters but `status` keep, with where it stands now or on the day."""
        if self.day is None:
            return self.with_any_membership.today()
        return self.with_any_membership.standing_on(self.day)

    @cached_property
    def found(self) -> ParticipantQuerySet:
        """Return what the filters keep: unless a status is named, those taking part."""
        known = Status.by_name()
        named = read_choices(self.query, "status", known)
        if not named:
            return self.of_any_status.taking_part()
        return self.of_any_status.with_status(*(code for name in named for code in known[name]))

    @cached_property
    def undated(self) -> ParticipantQuerySet:
        """Return those whose date of admission nobody knows; `found` of a day leaves them out."""
        return self.found.undated() if self.day is None else self.with_any_membership.never_dated()

    @cached_property
    def order(self) -> Order:
        """Return what `order` says; else nearest first, best first, or by name."""
        chosen = read_order(self.query, ORDERS)
        if chosen is not None:
            return Order(*chosen)
        if "near" in self.query:
            return Order(("distance_km", "sort_name"))
        if "search" in self.query:
            return Order(("fit", "sort_name"))
        return Order(ORDERS["name"])

    @cached_property
    def rows(self) -> ParticipantQuerySet:
        """Return what is found, with all that it is ordered by."""
        if "fit" in self.order.names:
            return self.found.with_fit(self.filters["search"])
        return self.found

    @cached_property
    def keys(self) -> array:
        """Return the primary keys of what is found, in order; read once for each state."""
        return self.remember(("keys", self.query.get("order")), self._read_keys)

    def _read_keys(self) -> array:
        return self.order.applied_to(self.rows).keys()

    @cached_property
    def listing(self) -> str:
        """Return what tells this list from others, for its cursors."""
        return fingerprint("participants", {**self.filters, "order": self.query.get("order", "")})

    def page(self, start: Start, limit: int, reads: Iterable[str]) -> Listed:
        """Return a page of the list, with what `reads` names loaded (see `load`).

        As long as nothing has changed it is a slice of the keys, at any depth.
        """
        reads = {*reads, *self.order.names, "state"}
        page = self._slice(start, limit, reads)
        if page is None:
            found = read_page(self.rows, self.order, start, limit)
            page = Listed(self._load(found.keys, reads), self._with_position(found.next))
        return page

    def _slice(self, start: Start, limit: int, reads: set[str]) -> Listed | None:
        """Return a page out of `keys`, or None where that is not sure to be right.

        It is right if the registry has stayed in one state from the moment it was asked for its
        state until now, and the row of the cursor is in that state what the cursor says of it.
        """
        before: list[int] = []
        if isinstance(start, Cursor):
            position, before = start.position, [start.key]
            if list(self.keys[max(position - 1, 0) : position]) != before:
                return None
        else:
            position = start
        keys = self.keys[position : position + limit]
        rows = self._load([*before, *keys], reads)
        if len(rows) < len(before) + len(keys):
            return None
        if {row.state for row in rows} - {self.version.token}:
            return None
        if isinstance(start, Cursor) and self._cursor_of(rows.pop(0), position) != start:
            return None
        end = position + limit
        is_last = not rows or end >= len(self.keys)
        return Listed(rows, None if is_last else self._cursor_of(rows[-1], end))

    def _cursor_of(self, row: ParticipantRow, position: int) -> Cursor:
        values = tuple(plain(getattr(row, name)) for name in self.order.names)
        return Cursor(values, row.pk, position)

    def _with_position(self, cursor: Cursor | None) -> Cursor | None:
        if cursor is not None and cursor.key in self.keys:
            return replace(cursor, position=self.keys.index(cursor.key) + 1)
        return cursor

    def _load(self, keys: Sequence[int], reads: set[str]) -> list[ParticipantRow]:
        return load(keys, reads, self.rows if reads & COMPUTED else None)

    def remember(self, what: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return what these filters lead to, worked out once for each state of the registry."""
        return self.version.remember((what, *self.filters.items()), answer)
