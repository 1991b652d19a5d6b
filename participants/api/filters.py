"""The filters of the participants' list: each a parameter, strictly read."""

from collections.abc import Callable
from functools import partial

from django.db.models import F
from django.http import QueryDict

from participants.api.parameters import read_choices, read_date, read_order, read_search
from participants.countries import CODES
from participants.models import Kind, Status, Theme
from participants.querysets import ParticipantQuerySet

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


def by_status(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those of the statuses."""
    statuses = read_choices(query, "status", dict(Status.choices))
    return found.with_status(*statuses) if statuses else found


def by_accession(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those that joined between two days, both included."""
    after, before = read_date(query, "joined_after"), read_date(query, "joined_before")
    if after:
        found = found.joined_from(after)
    if before:
        found = found.joined_until(before)
    return found


def by_search(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Keep those with a name that matches the search text."""
    text = read_search(query)
    return found.matching(text) if text else found


FILTERS: dict[tuple[str, ...], Filter] = {
    ("country",): by_country,
    ("kind",): by_kind,
    ("theme",): by_theme,
    ("status",): by_status,
    ("joined_after", "joined_before"): by_accession,
    ("search",): by_search,
}

FILTER_PARAMETERS = frozenset(name for names in FILTERS for name in names)


def filtered(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Apply every filter that the query names."""
    for narrow in FILTERS.values():
        found = narrow(found, query)
    return found


def ordered(found: ParticipantQuerySet, query: QueryDict) -> ParticipantQuerySet:
    """Order as the query says, by name unless it does; unknown values come last."""
    column, is_reversed = read_order(query, ORDERS) or ("sort_name", False)
    direction = partial(F(column).desc if is_reversed else F(column).asc, nulls_last=True)
    return found.order_by(direction(), "pk")
