"""What an address asks of the finder, read as the API reads it, and what could not be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext
from wagtail.api.v2.utils import BadRequestError

from alliance_pages.finder.days import days_given, read_past_day
from alliance_pages.finder.parameters import (
    DAY,
    FILTERS,
    NUMBER,
    ORDER,
    PARAMETERS,
    VIEWS,
    refuses,
)
from participants.models import Kind, OnFile, Status, Theme
from participants.models.search import terms_of
from participants.registry.listing.filters import ORDERS, Filters
from participants.registry.listing.parameters import printable
from participants.values.countries import CODES

# How many unknown parameters are named.
MOST_NAMED = 5


@dataclass(frozen=True)
class Fault:
    """A parameter that was left out, and why. sentence: for visitors."""

    parameter: str
    sentence: str


@dataclass(frozen=True)
class Question:
    """What an address asks for. chosen: the filters that are set, by their names on the site.

    day: the past one that is shown, or None for today; it stands before the query string.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    view: str = VIEWS[0]
    page: int = 1
    day: date | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters as the API has them."""
        return dict(_in_api(name, value) for name, value in self.chosen.items())

    @property
    def as_of(self) -> dict[str, str]:
        """Return the day as the API has it."""
        return {"as_of": self.day.isoformat()} if self.day else {}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but participation is chosen."""
        return any(name != "status" for name in self.chosen)

    def query(self, **changes: str | int | None) -> str:
        """Return the query string that asks for the same but for some parameters; None drops one.

        It begins with "?", or is empty where nothing is asked for.
        """
        asked = {**self.chosen, ORDER: self.order, "view": self.view, "page": self.page, **changes}
        usual = {"view": VIEWS[0], "page": 1}
        kept = {
            name: str(value)
            for name, value in sorted(asked.items())
            if value and value != usual.get(name)
        }
        return f"?{urlencode(kept, safe=',')}" if kept else ""


def read_question(query: QueryDict, day: date | None = None) -> Question:
    """Return what a query string asks for; what cannot be read is left out and told.

    day: the past one that the address is of.
    """
    read: dict[str, str] = {}
    faults: list[Fault] = []
    for name, given in sorted(query.lists()):
        values = list(dict.fromkeys(filter(None, map(str.strip, given))))
        if name not in PARAMETERS or name == DAY:
            continue
        if len(values) > 1:
            faults.append(Fault(name, _given_twice(name)))
        elif values and _is_readable(name, values[0]):
            read[name] = values[0]
        elif values:
            faults.append(Fault(name, _not_readable(name, values[0])))
    return Question(
        chosen={name: read[name] for name in FILTERS if name in read},
        order=read.get(ORDER, ""),
        view=read.get("view", VIEWS[0]),
        page=int(read.get("page", 1)),
        day=day,
        faults=(*_unknown(query), *day_faults(query), *faults),
    )


def day_faults(query: QueryDict) -> list[Fault]:
    """Return why the parameter for a day leads to none."""
    days = days_given(query)
    if len(days) > 1:
        return [Fault(DAY, _given_twice(DAY))]
    return [Fault(DAY, _not_readable(DAY, day)) for day in days if read_past_day(day) is None]


def _unknown(query: Iterable[str]) -> list[Fault]:
    known = ", ".join(sorted(PARAMETERS))
    sentence = gettext("There is no parameter “%(name)s”. Known are: %(known)s.")
    return [
        Fault(printable(name), sentence % {"name": printable(name), "known": known})
        for name in sorted(filter(refuses, query))[:MOST_NAMED]
    ]


def _in_api(name: str, value: str) -> tuple[str, str]:
    """Return a filter as the API has it. People type names with signs that are no words."""
    return ("search", " ".join(terms_of(value))) if name == "q" else (name, value)


def _is_readable(name: str, value: str) -> bool:
    if name == "view":
        return value in VIEWS
    if name == "page":
        return bool(NUMBER.fullmatch(value))
    query = QueryDict(urlencode([_in_api(name, value)]))
    try:
        Filters(query, frozenset({ORDER})).check()
    except BadRequestError:
        return False
    return True


def _given_twice(name: str) -> str:
    if name == DAY:
        return gettext("“day” was given more than once.")
    sentence = gettext("“%(name)s” was given more than once. Separate several values with commas.")
    return sentence % {"name": name}


def _not_readable(name: str, value: str) -> str:
    if name == "q":
        return gettext("What is searched for needs a letter or a digit, and has 200 at most.")
    sentence = gettext("“%(value)s” cannot be read as “%(name)s”. Possible are: %(possible)s.")
    return sentence % {"name": name, "value": printable(value), "possible": _possible(name)}


def _possible(name: str) -> str:
    if name == "page":
        return gettext("whole numbers from 1")
    if name == DAY:
        return gettext("days such as 2014-12-05, today at the latest")
    if name == "year":
        return gettext("years such as 2014, separated by commas")
    values: dict[str, Iterable[str]] = {
        "country": sorted(CODES),
        "kind": Kind.values,
        "status": Status.by_name(),
        "has": OnFile.values,
        "view": VIEWS,
        ORDER: [sign + name for name in ORDERS for sign in ("", "-")],
    }
    if name == "theme":
        values[name] = Theme.objects.order_by("slug").values_list("slug", flat=True)
    return ", ".join(values[name])
