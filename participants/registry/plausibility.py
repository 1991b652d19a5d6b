"""What is possible and yet so unlikely that somebody should look: the one rule set of every door.

Import, editor and inbox say what somebody states, in a `Statement`, and get doubts back. A doubt
stops nothing. No rule asks the database: what it compares with comes along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from participants.models import EventKind, Figure, Measure, Participant
from participants.models.identity.matching import position
from participants.registry.known_places import is_in
from participants.values.countries import country_name
from participants.values.dates import parse_if_known
from participants.values.place import Point
from participants.values.word_lists import is_placeholder

EARLIEST_YEAR = 1990
MANY_TIMES = 10

POPULATION, ROMA_POPULATION = Measure.POPULATION.value, Measure.ROMA_POPULATION.value
EVENTS = {kind.value: kind.label for kind in EventKind}
MEASURES = {measure.value: measure.label for measure in Measure}

# What a text is called, and the text.
Text = tuple[str | Promise, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What somebody should look at. about: the columns of the table that it compares."""

    about: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class StatedYear:
    """A year with the column that it stands in, and in words what happened then."""

    column: str
    what: str | Promise
    year: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says of an authority.

    country: its code; texts: by what they are called; figures, earlier: residents by measure, now
    and when it was said last; website_of: other authorities that have the same website.
    """

    country: str
    place: Point | None = None
    texts: Sequence[Text] = ()
    years: Sequence[StatedYear] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[str, int] = field(default_factory=dict)
    website_of: Sequence[str] = ()


def doubts(statement: Statement, *, this_year: int) -> list[Doubt]:
    """Return what somebody should look at, in the active language."""
    return [
        *_placeholders(statement.texts),
        *_position(statement),
        *_years(statement.years, this_year),
        *_figures(statement),
        *_website(statement.website_of),
    ]


def _placeholders(texts: Sequence[Text]) -> Iterator[Doubt]:
    for name, text in texts:
        if is_placeholder(text):
            sentence = _("%(field)s: “%(text)s” stands for nothing. Leave it empty instead.")
            yield Doubt((), sentence % {"field": capfirst(str(name)), "text": text})


def _position(statement: Statement) -> Iterator[Doubt]:
    place, country = statement.place, statement.country
    if place is None or not country or is_in(place, country):
        return
    words: dict[str, object] = {"latitude": place.latitude, "longitude": place.longitude}
    words["country"] = country_name(country)
    is_exchanged = is_in(Point(place.longitude, place.latitude), country)
    sentence = (
        _("Latitude and longitude seem to be exchanged: exchanged, they lie in %(country)s.")
        if is_exchanged
        else _("The position %(latitude)s, %(longitude)s seems to lie outside of %(country)s.")
    )
    yield Doubt(("latitude", "longitude", "country"), sentence % words)


def _years(years: Sequence[StatedYear], this_year: int) -> Iterator[Doubt]:
    for stated in years:
        words = {"what": capfirst(str(stated.what)), "year": stated.year, "first": EARLIEST_YEAR}
        if stated.year < EARLIEST_YEAR:
            sentence = _("%(what)s: the year %(year)s lies before %(first)s.") % words
            yield Doubt((stated.column,), sentence)
        elif stated.year > this_year:
            yield Doubt((stated.column,), _("%(what)s: the year %(year)s is to come.") % words)


def _figures(statement: Statement) -> Iterator[Doubt]:
    figures, earlier = statement.figures, statement.earlier
    population, roma = figures.get(POPULATION), figures.get(ROMA_POPULATION)
    if population is not None and roma is not None and roma > population:
        sentence = _("The Roma population (%(roma)d) is larger than the population (%(all)d).")
        words = {"roma": roma, "all": population}
        yield Doubt((ROMA_POPULATION, POPULATION), sentence % words)
    for measure, value in figures.items():
        last = earlier.get(measure)
        if not value or not last:
            continue
        if value >= MANY_TIMES * last or last >= MANY_TIMES * value:
            yield Doubt((measure,), _leap(measure) % {"value": value, "last": last})


def _leap(measure: str) -> str:
    if measure == ROMA_POPULATION:
        return _("Roma population: %(value)d is ten times more or less than the last, %(last)d.")
    return _("Population: %(value)d is ten times more or less than the last, %(last)d.")


def _website(owners: Sequence[str]) -> Iterator[Doubt]:
    if owners:
        sentence = _("The website is that of another authority: %(names)s.")
        yield Doubt(("website",), sentence % {"names": ", ".join(owners)})


def statement_of(
    participant: Participant,
    *,
    earlier: Mapping[str, int] | None = None,
    website_of: Sequence[str] = (),
) -> Statement:
    """Return what a participant in memory says.

    earlier: the figures that were shown before; where that is not told, its own of other years.
    """
    shown = [figure for figure in participant.figures.all() if figure.is_shown]
    now = {figure.measure: figure.value for figure in shown if figure.value is not None}
    return Statement(
        country=participant.country,
        place=position(participant.latitude, participant.longitude),
        texts=list(_texts(participant)),
        years=list(_stated_years(participant, shown)),
        figures=now,
        earlier={**_others(participant), **(earlier or {})},
        website_of=website_of,
    )


def _texts(participant: Participant) -> Iterator[Text]:
    stated: list[tuple[Any, str]] = [
        (participant, "name_local"),
        *((text, "name") for text in participant.texts.all()),
        *((text, "location_note") for text in participant.texts.all()),
        *((figure, "source") for figure in participant.figures.all()),
    ]
    for row, name in stated:
        if text := getattr(row, name):
            yield row._meta.get_field(name).verbose_name, text


def _stated_years(participant: Participant, shown: Sequence[Figure]) -> Iterator[StatedYear]:
    for event in participant.events.all():
        when = parse_if_known(event.date)
        column = "joined_on" if event.kind == "admitted" else "events"
        if when is not None:
            yield StatedYear(column, EVENTS.get(event.kind, ""), when.earliest.year)
    for figure in shown:
        if figure.year is not None:
            yield StatedYear(
                f"{figure.measure}_year", MEASURES.get(figure.measure, ""), figure.year
            )


def _others(participant: Participant) -> dict[str, int]:
    """Return for each measure the newest figure of those that are not shown."""
    figures = [figure for figure in participant.figures.all() if not figure.is_shown]
    by_year = sorted(figures, key=lambda figure: figure.year or 0)
    return {figure.measure: figure.value for figure in by_year if figure.value is not None}
