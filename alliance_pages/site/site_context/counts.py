"""How many take part, each count in a sentence and with the day that it holds for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from participants.models import Kind
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import (
    Country,
    countries,
    former_participants,
    kind_counts,
)
from participants.values.countries import country_name
from participants.values.dates import PartialDate
from participants.values.languages import babel_locale


@dataclass(frozen=True)
class Count:
    """A number, and the sentence that says what of. code: what was counted, such as "GR"."""

    value: int
    sentence: str
    code: str = ""


@dataclass(frozen=True)
class Counts:
    """What the registry counts on a day, in one language.

    participants, countries: of those that take part; former: those that do no more; documented:
    present and former ones whose number is known, of all numbers that were issued. explanation:
    what is counted and what not. Ask in that language.
    """

    as_of: date
    statement: str
    explanation: str
    participants: Count
    countries: Count
    former: Count
    documented: Count
    issued: int
    by_country: tuple[Count, ...]

    @cached_property
    def by_kind(self) -> tuple[Count, ...]:
        """Return those that take part by kind; no page asks for it, and it costs a query."""
        return _largest_first(
            Count(number, kind_statement(kind, number), kind)
            for kind, number in kind_counts().items()
        )


def counts_on(day: date) -> Counts:
    """Return the counts of today, which is the day, in the active language."""
    version = RegistryVersion.now()
    here = countries(version)
    gone = former_participants(version)
    # Of those that are public: another would tell of an admission before it is announced.
    numbers = [(country.numbered, country.highest) for country in here]
    numbers += [(country.numbered, country.highest) for country in gone.values()]
    documented = sum(numbered for numbered, _highest in numbers)
    issued = max((highest for _numbered, highest in numbers), default=0)
    participants = sum(country.count for country in here)
    former = sum(country.count for country in gone.values())
    return Counts(
        as_of=day,
        statement=gettext("Register as of %(date)s") % {"date": PartialDate(day)},
        explanation=gettext(
            "Counted are the cities and regions that take part on that day: admitted, and neither "
            "withdrawn nor merged into another; a suspended one is counted. Their countries are "
            "counted with them. Each was given a number when it was admitted, which no other "
            "will have; a number without a profile here is not counted."
        ),
        participants=Count(participants, _participants(participants, len(here))),
        countries=Count(len(here), _countries(len(here))),
        former=Count(former, _former(former)),
        documented=Count(documented, _documented(documented, issued)),
        issued=issued,
        by_country=_largest_first(
            Count(country.count, country_statement(country), country.code) for country in here
        ),
    )


def _largest_first(counts: Iterable[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda count: (-count.value, count.code)))


def country_statement(country: Country) -> str:
    """Return "France: 1,234 participants"."""
    text = ngettext(
        "%(country)s: %(number)s participant",
        "%(country)s: %(number)s participants",
        country.count,
    )
    return text % {"country": country_name(country.code), "number": _written(country.count)}


def kind_statement(kind: str, number: int) -> str:
    """Return "12 municipalities"."""
    return KINDS[Kind(kind)](number) % {"number": _written(number)}


# Each with its plural, for translators: languages make them in ways of their own.
KINDS: dict[Kind, Callable[[int], str]] = {
    Kind.CITY: lambda n: ngettext("%(number)s city", "%(number)s cities", n),
    Kind.MUNICIPALITY: lambda n: ngettext(
        "%(number)s municipality", "%(number)s municipalities", n
    ),
    Kind.METROPOLITAN_CITY: lambda n: ngettext(
        "%(number)s metropolitan city", "%(number)s metropolitan cities", n
    ),
    Kind.COUNTY: lambda n: ngettext("%(number)s county", "%(number)s counties", n),
    Kind.PROVINCE: lambda n: ngettext("%(number)s province", "%(number)s provinces", n),
    Kind.DEPARTMENT: lambda n: ngettext("%(number)s department", "%(number)s departments", n),
    Kind.REGION: lambda n: ngettext("%(number)s region", "%(number)s regions", n),
    Kind.OTHER: lambda n: ngettext("%(number)s other authority", "%(number)s other authorities", n),
}


def _participants(participants: int, countries: int) -> str:
    text = ngettext(
        "%(participants)s city or region from %(from_countries)s takes part",
        "%(participants)s cities and regions from %(from_countries)s take part",
        participants,
    )
    from_countries = ngettext("%(countries)s country", "%(countries)s countries", countries)
    return text % {
        "participants": _written(participants),
        "from_countries": from_countries % {"countries": _written(countries)},
    }


def _countries(number: int) -> str:
    text = ngettext(
        "%(number)s country has participants", "%(number)s countries have participants", number
    )
    return text % {"number": _written(number)}


def _former(number: int) -> str:
    text = ngettext("%(number)s former participant", "%(number)s former participants", number)
    return text % {"number": _written(number)}


def _documented(number: int, issued: int) -> str:
    text = ngettext(
        "%(number)s of the %(issued)s numbers issued so far is documented here",
        "%(number)s of the %(issued)s numbers issued so far are documented here",
        number,
    )
    return text % {"number": _written(number), "issued": _written(issued)}


def _written(number: int) -> str:
    return format_decimal(number, locale=babel_locale())
