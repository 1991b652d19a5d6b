"""The filters of a query string: the one reading of it for list, summary and files."""

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from typing import Any, TypeVar

from django.http import QueryDict

from participants.models import Kind, OnFile, Participant, Status, Theme
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
    read_years,
)
from participants.registry.listing.rows import ParticipantRow
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import CODES

Answer = TypeVar("Answer")
Narrowing = Callable[[ParticipantQuerySet], ParticipantQuerySet]
Filter = Callable[[QueryDict], Narrowing | None]

ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("sort_name",),
    # The other way round it is the order of the newest, on the site and in the feed.
    "number": ("number", "joined_on"),
    "joined_on": ("joined_on",),
    "country": ("country",),
}


def _by(read: Callable[[QueryDict], Any], narrow: Callable[..., ParticipantQuerySet]) -> Filter:
    """Return the filter that reads a value and narrows by it where there is one."""

    def narrowing(query: QueryDict) -> Narrowing | None:
        value = read(query)
        return (lambda found: narrow(found, value)) if value else None

    return narrowing


def read_themes(query: QueryDict, name: str) -> list[str]:
    """Return the themes that a parameter names."""
    if name not in query:
        return []
    known = Theme.objects.values_list("slug", flat=True)
    return read_choices(query, name, dict.fromkeys(known))


# In the order in which they are refused.
FILTERS: dict[str, Filter] = {
    "country": _by(
        lambda query: read_choices(query, "country", dict.fromkeys(CODES)),
        lambda found, codes: found.in_country(*codes),
    ),
    "kind": _by(
        lambda query: read_choices(query, "kind", dict(Kind.choices)),
        lambda found, kinds: found.of_kind(*kinds),
    ),
    "theme": _by(
        lambda query: read_themes(query, "theme"),
        lambda found, slugs: found.on_theme(*slugs),
    ),
    "theme__all": _by(
        lambda query: read_themes(query, "theme__all"),
        lambda found, slugs: reduce(ParticipantQuerySet.on_theme, slugs, found),
    ),
    "has": _by(
        lambda query: read_choices(query, "has", dict(OnFile.choices)),
        lambda found, names: found.with_on_file(*names),
    ),
    "year": _by(read_years, lambda found, years: found.joined_in(*years)),
    "joined_after": _by(
        lambda query: read_date(query, "joined_after"), ParticipantQuerySet.joined_from
    ),
    "joined_before": _by(
        lambda query: read_date(query, "joined_before"), ParticipantQuerySet.joined_until
    ),
    "bbox": _by(read_box, ParticipantQuerySet.in_box),
    "near": _by(read_circle, lambda found, circle: found.near(*circle)),
    "search": _by(read_search, ParticipantQuerySet.matching),
}

# What is worked out for the filters of one address alone.
COMPUTED = {"distance_km", "fit"}

FILTER_PARAMETERS = frozenset(FILTERS) | {"within_km", "as_of", "status"}


def _order_by(chosen: list[tuple[tuple[str, ...], bool]]) -> Order:
    """Return the order by one or two of ORDERS; what goes along with the first gives way."""
    *before, last = chosen
    directions: dict[str, bool] = {}
    for names, is_reversed in [*((names[:1], way) for names, way in before), last]:
        for name in names:
            directions.setdefault(name, is_reversed)
    return Order.by(directions)


@dataclass(frozen=True)
class Listed:
    """The rows of a page in their order, and the cursor of the last one if more follow."""

    rows: list[ParticipantRow]
    next: Cursor | None


@dataclass(frozen=True)
class Filters:
    """The filters of a query string. Raises BadRequestError for what it cannot read."""

    query: QueryDict
    further_parameters: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_parameters(self.query, FILTER_PARAMETERS | self.further_parameters)

    @cached_property
    def version(self) -> RegistryVersion:
        return RegistryVersion.now()

    @cached_property
    def day(self) -> date | None:
        """Return the day of `as_of`, or None for now."""
        return read_date(self.query, "as_of")

    def check(self) -> None:
        """Read all that is asked for. Raises BadRequestError."""
        _read = self.narrowings, self.statuses, self.order

    def without(self, names: Collection[str]) -> "Filters":
        """Return the filters but some of them."""
        query = self.query.copy()
        for name in names:
            query.pop(name, None)
        kept = replace(self, query=query)
        vars(kept)["version"] = self.version
        # What has been read once is not read again: themes are asked for.
        vars(kept)["narrowings"] = {
            name: narrow for name, narrow in self.narrowings.items() if name not in names
        }
        return kept

    @cached_property
    def narrowings(self) -> Mapping[str, Narrowing]:
        """Return what each filter that is set does, by its name."""
        read = {name: narrowing(self.query) for name, narrowing in FILTERS.items()}
        return {name: narrow for name, narrow in read.items() if narrow is not None}

    @cached_property
    def given(self) -> Mapping[str, str]:
        """Return the filters that are set, in the order of their names."""
        return {
            name: str(self.query[name]) for name in sorted(FILTER_PARAMETERS) if name in self.query
        }

    @cached_property
    def with_any_membership(self) -> ParticipantQuerySet:
        """Return what all filters keep but those of membership."""
        found = Participant.objects.public()
        for narrow in self.narrowings.values():
            found = narrow(found)
        return found

    @cached_property
    def of_any_status(self) -> ParticipantQuerySet:
        """Return what all filters but `status` keep, with where it stands now or on the day."""
        if self.day is None:
            return self.with_any_membership.today()
        return self.with_any_membership.standing_on(self.day)

    @cached_property
    def statuses(self) -> frozenset[str]:
        """Return the statuses that are kept: unless some are named, those of taking part."""
        known = Status.by_name()
        named = read_choices(self.query, "status", known)
        if not named:
            return frozenset(Status.taking_part())
        return frozenset(code for name in named for code in known[name])

    @cached_property
    def found(self) -> ParticipantQuerySet:
        """Return what the filters keep."""
        return self.of_any_status.with_status(*sorted(self.statuses))

    @cached_property
    def undated(self) -> ParticipantQuerySet:
        """Return those whose date of admission nobody knows; `found` of a day leaves them out."""
        return self.found.undated() if self.day is None else self.with_any_membership.never_dated()

    @cached_property
    def order(self) -> Order:
        chosen = read_order(self.query, ORDERS)
        if chosen:
            return _order_by(chosen)
        if "near" in self.query:
            return Order(("distance_km", "sort_name"))
        if "search" in self.query:
            return Order(("fit", "sort_name"))
        return Order(ORDERS["name"])

    @cached_property
    def rows(self) -> ParticipantQuerySet:
        if "fit" in self.order.names:
            return self.found.with_fit(self.given["search"])
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
        return fingerprint("participants", {**self.given, "order": self.query.get("order", "")})

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
        return self.version.remember((what, *self.given.items()), answer)
