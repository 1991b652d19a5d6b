"""Synthetic participants, made of real places and marked as invented."""

from collections.abc import Iterator
from functools import cache

from django.utils.text import slugify
from wagtail.models import Locale

from participants.models import (
    Figure,
    Kind,
    MembershipEvent,
    Participant,
    ParticipantText,
    ParticipantTheme,
    Theme,
)
from participants.registry.known_places import Place, read_places
from participants.values.text import fold

SLUG = "synthetic-"
MARK = {
    "en": "Synthetic record, made for measuring; not a participant.",
    "fr": "Fiche synthétique, faite pour des mesures ; ne participe pas.",
}
FORMS = (
    (Kind.CITY, {"en": "{}", "fr": "{}"}),
    (Kind.MUNICIPALITY, {"en": "Municipality of {}", "fr": "Commune de {}"}),
    (Kind.REGION, {"en": "{} Region", "fr": "Région de {}"}),
)
ADMISSIONS = ("{}", "{}-06", "{}-06-15", "")


@cache
def places() -> list[Place]:
    """Return all places, in an order that mixes the countries."""
    rows = [*read_places()]
    step = 7_919  # a prime that does not divide the number of places: each comes once a round
    return [rows[place * step % len(rows)] for place in range(len(rows))]


def synthetic_participants(first: int, last: int, first_number: int) -> Iterator[Participant]:
    """Yield the synthetic participants of the places from first up to before last, unsaved."""
    locales = {code: Locale.objects.get(language_code=code) for code in MARK}
    themes = list(Theme.objects.order_by("slug"))
    for order in range(first, last):
        yield _participant(order, first_number + order - first, locales, themes)


def _participant(
    order: int, number: int, locales: dict[str, Locale], themes: list[Theme]
) -> Participant:
    rounds, position = divmod(order, len(places()))
    place = places()[position]
    kind, forms = FORMS[order % len(FORMS)]
    participant = Participant(
        number=number,
        slug=f"{SLUG}{slugify(fold(place.name))[:70]}-{order}",
        name_local=place.name,
        kind=kind,
        country=place.country,
        latitude=f"{place.latitude + rounds * 0.01:.5f}",
        longitude=f"{place.longitude:.5f}",
    )
    participant.set_rows(
        texts=[
            ParticipantText(
                locale=locales[code], name=forms[code].format(place.name), location_note=note
            )
            for code, note in MARK.items()
        ],
        events=_events(order),
        figures=_figures(place),
        theme_items=[ParticipantTheme(tag=themes[order % len(themes)])] if themes else [],
    )
    return participant


def _events(order: int) -> list[MembershipEvent]:
    """Return an admission between 2013 and 2020, and for some what came after it."""
    date = ADMISSIONS[order % len(ADMISSIONS)].format(2013 + order % 8)
    events = [MembershipEvent(kind="admitted", date=date, note=MARK["en"])]
    if order % 40 == 7:
        events.append(MembershipEvent(kind="withdrawn", date="2022"))
    elif order % 40 == 11:
        events.append(MembershipEvent(kind="suspended", date="2023-03"))
    return events


def _figures(place: Place) -> list[Figure]:
    if not place.population:
        return []
    return [
        Figure(
            measure="population",
            value=place.population,
            basis="unknown",
            source="GeoNames (CC BY 4.0)",
            is_shown=True,
        )
    ]
