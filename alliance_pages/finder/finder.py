"""What the finder shows for a question: the list, the map, the counts, and ways to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext, pgettext

from alliance_pages.finder.choices import (
    Choice,
    Chosen,
    choices_of,
    chosen_of,
)
from alliance_pages.finder.parameters import ORDER, VIEWS
from alliance_pages.finder.past_day import PastDay
from alliance_pages.finder.question import Question
from alliance_pages.markers import MOST_SEATS, Markers
from participants.api.summary import Facets, count_facets
from participants.models import Participant, Status
from participants.registry.listing.alike import spelt_like
from participants.registry.listing.filters import Filters
from participants.registry.listing.loading import load
from participants.registry.listing.rows import ParticipantRow
from participants.registry.totals import countries, countries_among

PARTICIPANTS_PER_PAGE = 48
HEADING = "alliance_pages/includes/finder_heading.html"
# What a row or a line of the table shows of a participant.
_READS = (
    *("number", "slug", "country", "kind", "status", "name_local"),
    *("joined_on", "joined_on_precision", "left_on", "left_on_precision"),
    *("has_figures", "has_initiatives", "texts.name", "themes"),
)


@dataclass(frozen=True)
class View:
    """A way to show the same. query: what asks for it."""

    name: str
    label: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class Heading:
    """A heading of the table that orders by its column. direction: of `aria-sort`, or empty."""

    label: str
    query: str
    direction: str


@dataclass(frozen=True)
class Proposal:
    """A filter to leave out. count: how many there would be then."""

    parameter: str
    label: str
    count: int
    query: str


class Finder:
    """Answer a question to the finder, each part when it is printed."""

    def __init__(self, question: Question) -> None:
        self.question = question
        query = QueryDict(mutable=True)
        query.update(question.filters | question.as_of)
        if question.order:
            query[ORDER] = question.order
        self.filters = Filters(query, frozenset({ORDER}))

    @cached_property
    def page(self) -> Page:
        """Return the part of the list that is asked for, or the last one, as keys."""
        return Paginator(self.filters.keys, PARTICIPANTS_PER_PAGE).get_page(self.question.page)

    @property
    def asked(self) -> QueryDict:
        """Return the query of the list, for the links to its other parts."""
        return QueryDict(self.question.query(page=None).removeprefix("?"))

    @cached_property
    def past_day(self) -> PastDay | None:
        """Return what is told of the day that is shown, or None for today."""
        return PastDay(self.filters) if self.question.day else None

    @cached_property
    def participants(self) -> list[ParticipantRow]:
        day, keys = self.question.day, list(self.page.object_list)
        if day is None:
            return load(keys, _READS)
        found = load(keys, (*_READS, "events"))
        for row in found:
            row.stand_as_on(day)
        return found

    @property
    def count(self) -> int:
        return len(self.filters.keys)

    @cached_property
    def total(self) -> int:
        """Return how many there are of the same participation, whatever else is chosen."""
        if not self.question.is_narrowed:
            return self.count
        everybody = self.filters.without(self.question.filters.keys() - {"status"})
        return everybody.remember("count", everybody.found.count)

    @property
    def heading(self) -> str:
        """Return how many are found, of how many."""
        status = self.question.chosen.get("status", "")
        counted = {"number": self.count, "total": self.total, "status": status}
        counted["is_filtered"] = self.question.is_narrowed
        return render_to_string(HEADING, counted).strip()

    @property
    def former(self) -> int:
        """Return how many took part once of what all filters but participation keep."""
        standing = self.facets.by_column["standing"]
        return sum(standing[code] for code in Status.former())

    @property
    def former_query(self) -> str:
        """Return what asks for them, or nothing where there are none or they are listed."""
        if "status" in self.question.chosen or not self.former:
            return ""
        return self.question.query(status="former", page=None)

    @cached_property
    def facets(self) -> Facets:
        return count_facets(self.filters)

    @cached_property
    def choices(self) -> list[Choice]:
        return choices_of(self.question, self.facets, self.count)

    @property
    def named_countries(self) -> set[str]:
        """Return the codes of all countries that are named."""
        [choice] = [one for one in self.choices if one.parameter == "country"]
        return {code for option in choice.options for code in option.value.split(",")}

    @cached_property
    def chosen(self) -> list[Chosen]:
        return chosen_of(self.question, self.facets)

    @property
    def views(self) -> list[View]:
        labels = {
            "list": pgettext("view", "List"),
            "map": pgettext("view", "Map"),
            "table": pgettext("view", "Table"),
        }
        return [
            View(name, labels[name], self.question.query(view=name), name == self.question.view)
            for name in VIEWS
        ]

    @property
    def headings(self) -> dict[str, Heading]:
        """Return the headings that order the table, by what they order by."""
        labels = {
            "number": gettext("Number"),
            "name": gettext("Name"),
            "joined_on": gettext("Joined"),
        }
        current = self.question.order or ("" if "q" in self.question.chosen else "name")
        directions = dict.fromkeys(labels, "ascending") | {
            f"-{name}": "descending" for name in labels
        }
        found = {}
        for name, label in labels.items():
            wanted = f"-{name}" if current == name else name
            is_here = current.removeprefix("-") == name
            query = self.question.query(order=wanted, page=None)
            found[name] = Heading(label, query, directions[current] if is_here else "")
        return found

    @cached_property
    def markers(self) -> Markers:
        """Return all that is found, as places on a map."""
        filters = self.filters
        if self.question.chosen or self.question.day:
            here = filters.remember("countries", lambda: countries_among(filters.found))
        else:
            here = countries(filters.version)
        return Markers(here, lambda: filters.keys, most=MOST_SEATS)

    @property
    def country_links(self) -> dict[str, str]:
        """Return what asks for each country that there is somebody of, with the other filters."""
        codes = self.facets.by_column["country"]
        return {code: self.question.query(country=code, page=None) for code in sorted(codes)}

    @cached_property
    def alike(self) -> Sequence[ParticipantRow]:
        """Return those whose names are like what was searched for, where nobody was found."""
        text = self.question.chosen.get("q", "")
        return load(spelt_like(text), ("slug", "country", "name_local", "texts.name"))

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Return the filters without which somebody would be found."""
        without = {
            name: self.filters.without([in_api]).found.order_by().values("pk")
            for name, in_api in zip(self.question.chosen, self.question.filters, strict=True)
        }
        counts = Participant.objects.aggregate(
            **{
                f"without_{name}": Count("pk", filter=Q(pk__in=keys))
                for name, keys in without.items()
            }
        )
        return [
            Proposal(
                name,
                ", ".join(one.label for one in self.chosen if one.parameter == name),
                counts[f"without_{name}"],
                self.question.query(**{name: None, "page": None}),
            )
            for name in without
            if counts[f"without_{name}"]
        ]

    # What the head of the page says, and the ways to other languages.

    @property
    def title_words(self) -> list[str]:
        """Return what the title says beside that of the page: the filters and the page's number."""
        words = self.past_day.title_words if self.past_day else []
        if self.chosen:
            words.append(", ".join(one.label for one in self.chosen))
        if self.page.number > 1:
            numbers = {"number": self.page.number, "total": self.page.paginator.num_pages}
            words.append(gettext("Page %(number)s of %(total)s") % numbers)
        return words

    @property
    def canonical_query(self) -> str:
        """Return what the canonical address keeps: the page of the whole list in its own order."""
        is_whole = not self.question.chosen and not self.question.order
        return Question(page=self.page.number).query() if is_whole else ""

    @property
    def kept_query(self) -> str:
        """Return what another language is asked for."""
        return self.question.query()
