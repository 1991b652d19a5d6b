"""A past day as pages show it: who took part, what is said of it, and what has changed since."""

from array import array
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from alliance_pages.finder.events import Part, dated_events, parts_of
from alliance_pages.finder.parameters import ON
from alliance_pages.markers import Markers
from participants.models import Status
from participants.registry.listing.filters import Filters
from participants.registry.listing.loading import load
from participants.registry.totals import countries_among
from participants.values.dates import PartialDate

MOST_CHANGES = 20
_READS = ("slug", "country", "name_local", "events", "texts.name")


class Happened(NamedTuple):
    """How many events there were, and the latest of them by the keys of participant and event."""

    number: int
    latest: Sequence[tuple[int, int]]


class PastDay:
    """The register on a day, as the API has it `as_of` that day. filters: with that parameter.

    It is what a country's page makes of its address, and a part of what the finder does.
    """

    canonical_query = ""
    kept_query = ""

    def __init__(self, filters: Filters) -> None:
        if filters.day is None:
            raise ValueError("the filters name no day")
        self.filters = filters
        self.day: date = filters.day

    @classmethod
    def in_country(cls, code: str, day: date) -> "PastDay":
        query = QueryDict(mutable=True)
        query.update({"country": code, "as_of": day.isoformat()})
        return cls(Filters(query))

    @property
    def below(self) -> str:
        """Return what follows the address of a page that shows the day."""
        return f"{ON}{self.day.isoformat()}/"

    @property
    def query(self) -> str:
        """Return what asks the API for the day."""
        return f"?as_of={self.day.isoformat()}"

    @property
    def title_words(self) -> list[str]:
        return [gettext("Register as of %(date)s") % {"date": PartialDate(self.day)}]

    @property
    def statement(self) -> str:
        return self.title_words[0]

    @property
    def keys(self) -> array:
        """Return the keys of those that took part, by name."""
        return self.filters.keys

    @property
    def former(self) -> int:
        """Return how many had taken part once, and did no more."""
        gone = self.filters.of_any_status.with_status(*Status.former())
        return self.filters.remember("former", gone.count)

    @cached_property
    def markers(self) -> Markers:
        """Return where those lie that took part."""
        filters = self.filters
        here = filters.remember("countries", lambda: countries_among(filters.found))
        return Markers(here, lambda: self.keys, self.former)

    @cached_property
    def notes(self) -> list[str]:
        """Return in sentences what is told of the day, and what not."""
        said = [
            gettext(
                "This page shows who took part on that day. Names, themes and all else are "
                "those of today."
            )
        ]
        undated = self.filters.remember("undated", self.filters.undated.count)
        if undated:
            text = ngettext(
                "%(number)s participant is left out, since nobody knows when it joined.",
                "%(number)s participants are left out, since nobody knows when they joined.",
                undated,
            )
            said.append(text % {"number": undated})
        if self.is_before_all:
            said.append(gettext("As far as dates are known, nobody took part yet."))
        return said

    @property
    def is_before_all(self) -> bool:
        """Tell whether nobody had joined, whatever else is asked for."""
        everybody = self.filters.without(self.filters.given.keys() - {"as_of"})
        return not self.keys and not everybody.remember("is used", everybody.of_any_status.exists)

    @property
    def heading(self) -> str:
        """Return how much has changed since the day."""
        number = self._happened.number
        if not number:
            return gettext("Nothing has changed since then")
        text = ngettext("%(number)s change since then", "%(number)s changes since then", number)
        if number > MOST_CHANGES:
            text = gettext("%(number)s changes since then, of which the latest %(told)s are told")
        return text % {"number": number, "told": MOST_CHANGES}

    @cached_property
    def changes(self) -> list[list[Part]]:
        """Return the latest of what has happened since, each in the parts of a sentence."""
        keys = dict.fromkeys(key for key, _event in self._happened.latest)
        by_key = {
            event.pk: (row, event) for row in load(list(keys), _READS) for event in row.events
        }
        found = (by_key[event] for _key, event in self._happened.latest if event in by_key)
        return [list(parts_of(row, event)) for row, event in found]

    @cached_property
    def _happened(self) -> Happened:
        return self.filters.remember("happened since", self._read_happened)

    def _read_happened(self) -> Happened:
        # A date of known month or year counts from its first day, as it does for the list.
        since = dated_events(self.filters.with_any_membership).filter(date__gt=self.day.isoformat())
        return Happened(since.count(), list(since.values_list("participant", "pk")[:MOST_CHANGES]))
