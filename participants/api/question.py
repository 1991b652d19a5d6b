"""What a query string asks of the registry: the one reading for list, summary and files."""

from array import array
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from django.db.models import F
from django.http import QueryDict

from participants.api.parameters import (
    check_parameters,
    read_box,
    read_choices,
    read_circle,
    read_date,
    read_order,
    read_search,
)
from participants.countries import CODES
from participants.models import Kind, Participant, Status, Theme
from participants.place import Point
from participants.querysets import ParticipantQuerySet
from participants.standing import Standing

Answer = TypeVar("Answer")
Filter = Callable[[ParticipantQuerySet, QueryDict], ParticipantQuerySet]

ORDERS = {
    "name": "sort_name",
    "number": "number",
    "joined_on": "joined_on",
    "country": "country",
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

FILTER_PARAMETERS = frozenset(name for names in FILTERS for name in names) | {"as_of", "status"}


@dataclass(frozen=True)
class Question:
    """The filters of a query string. Raises BadRequestError for what it cannot read."""

    query: QueryDict
    further_parameters: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_parameters(self.query, FILTER_PARAMETERS | self.further_parameters)

    @cached_property
    def standing(self) -> Standing:
        """Return the state of the registry that all parts of the answer describe."""
        return Standing.now()

    @cached_property
    def day(self) -> date | None:
        """Return the day that is asked about, or None for now."""
        return read_date(self.query, "as_of")

    @cached_property
    def point(self) -> Point | None:
        """Return the point that distances are measured from."""
        circle = read_circle(self.query)
        return circle[0] if circle else None

    @cached_property
    def filters(self) -> Mapping[str, str]:
        """Return the filters that are set, in the order of their names."""
        return {
            name: str(self.query[name]) for name in sorted(FILTER_PARAMETERS) if name in self.query
        }

    @cached_property
    def at_any_time(self) -> ParticipantQuerySet:
        """Return what all filters keep but those of membership."""
        found = Participant.objects.public()
        for narrow in FILTERS.values():
            found = narrow(found, self.query)
        return found

    @cached_property
    def found(self) -> ParticipantQuerySet:
        """Return what the filters keep; of a day, unless a status is named, those taking part."""
        statuses = read_choices(self.query, "status", dict(Status.choices))
        if self.day is None:
            found = self.at_any_time.today()
        else:
            found = self.at_any_time.standing_on(self.day)
            statuses = statuses or list(Status.taking_part())
        return found.with_status(*statuses) if statuses else found

    @cached_property
    def undated(self) -> ParticipantQuerySet:
        """Return those whose date of admission nobody knows; `found` of a day leaves them out."""
        return self.found.undated() if self.day is None else self.at_any_time.never_dated()

    @cached_property
    def ordered(self) -> ParticipantQuerySet:
        """Return what is found as `order` says; else nearest first, best first, or by name."""
        order = read_order(self.query, ORDERS)
        if order is None and "near" in self.query:
            return self.found
        if order is None and "search" in self.query:
            return self.found.best_first(self.filters["search"])
        column, is_reversed = order or ("sort_name", False)
        direction = partial(F(column).desc if is_reversed else F(column).asc, nulls_last=True)
        return self.found.order_by(direction(), "pk")

    @cached_property
    def keys(self) -> array:
        """Return the primary keys of what is found, in order; read once for each state."""
        return self.remember(("keys", self.query.get("order")), self._read_keys)

    def _read_keys(self) -> array:
        return self.ordered.keys()

    def remember(self, what: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return what these filters lead to, worked out once for each state of the registry."""
        return self.standing.remember((what, *self.filters.items()), answer)
