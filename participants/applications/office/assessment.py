"""What helps the office to judge: the stated figures, the likely place, and who may be the same."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail import hooks

from participants.models import Application, Basis, Figure, Kind, Measure, Participant
from participants.models.identity.authority import Identity, own_names, own_words
from participants.models.identity.matching import alike
from participants.registry.identity_index import owners_of
from participants.registry.known_places import Place, read_places
from participants.registry.plausibility import Doubt, StatedYear, Statement, Text, doubts
from participants.values.dates import PartialDate
from participants.values.languages import by_language

# The form asks what the Roma figure rests on; of its population an authority says where it read it.
POPULATION_BASIS = Basis.SELF_DECLARED


def stated_figures(application: Application) -> list[Figure]:
    """Return its figures, and a stated absence, unsaved, with the sources that it names itself."""
    figures = []
    if application.population is not None:
        figures.append(
            Figure(
                measure=Measure.POPULATION,
                value=application.population,
                basis=POPULATION_BASIS,
                year=application.population_year,
                source=application.population_source,
            )
        )
    figures.append(
        Figure(
            measure=Measure.ROMA_POPULATION,
            value=application.roma_population,
            absence=application.roma_population_absence,
            basis=application.roma_population_basis,
            year=application.roma_population_year,
            source=application.roma_population_source,
        )
    )
    return figures


LONGEST = Figure._meta.get_field("source").max_length


def letter_source(application: Application, language: str) -> str:
    """Return "Letter of Megara, 5 December 2014" in a language, as long as a source may be."""
    with override(language):
        source = gettext("Letter of %(name)s, %(date)s") % {
            "name": by_language(application.names, language) or application.name_local,
            "date": PartialDate(timezone.localdate(application.received_at)),
        }
    return source[:LONGEST]


def figure_source(stated: Figure, application: Application, language: str) -> str:
    """Return the source of a figure in a language: what the authority names, and its letter.

    "Letter of Megara, 5 December 2014: Census of 2011". stated: as the application has it.
    """
    letter = letter_source(application, language)
    if not stated.source:
        return letter
    with override(language):
        source = gettext("%(letter)s: %(source)s") % {"source": stated.source, "letter": letter}
    return source[:LONGEST]


# The others are named after a landscape, or a river that a town elsewhere is named after too.
KINDS_WITH_A_PLACE = frozenset((Kind.CITY, Kind.MUNICIPALITY, Kind.METROPOLITAN_CITY))

# How many times as many people must live in one of two places of a name for it to be meant.
MUCH_BIGGER = 10


def proposed_position(application: Application) -> Place | None:
    """Return the place that an authority is named after, or None where that is not certain."""
    if application.kind not in KINDS_WITH_A_PLACE:
        return None
    known = _places_by_name(application.country)
    found = {place for name in own_names(application.all_names) for place in known.get(name, ())}
    by_size = sorted(found, key=lambda place: -place.population)
    if len(by_size) > 1 and by_size[0].population < MUCH_BIGGER * max(by_size[1].population, 1):
        return None
    return by_size[0] if by_size else None


@cache
def _places_by_name(country: str) -> dict[tuple[str, ...], list[Place]]:
    """Return the places of a country by the own words of their names; kept once read."""
    places: dict[tuple[str, ...], list[Place]] = {}
    for place in read_places(country):
        places.setdefault(own_words(place.name), []).append(place)
    return places


MOST_CANDIDATES = 500


@dataclass(frozen=True)
class Duplicates:
    """Participants, drafts and withdrawn ones included, and applications of a like name.

    same: the published ones among the participants that are told apart from it by people only.
    """

    participants: list[Participant]
    same: list[Participant]
    applications: list[Application]

    def __bool__(self) -> bool:
        return bool(self.participants or self.applications)


def duplicates_of(application: Application) -> Duplicates:
    """Return what of the same country has a name, in any language, like one of the application's.

    For the office only: what an applicant is told depends on none of them. What the application's
    own acceptance has made is left out.
    """
    identity = applying_authority(application)
    found = alike(identity, Participant.objects.exclude(application=application))
    others = Application.objects.confirmed().filter(country=application.country)
    return Duplicates(
        list(found),
        [participant for participant in found.same if participant.live],
        [
            other
            for other in others.exclude(pk=application.pk)[:MOST_CANDIDATES]
            if identity.is_near(applying_authority(other))
        ],
    )


def applying_authority(application: Application) -> Identity:
    """Return what the authority of an application is told apart by."""
    return Identity(application.country, application.kind, own_names(application.all_names))


REPRESENTATIVE_TEXTS = ("representative_name", "contact_name")


POSITION_HOOK = "participants_position_map"


def doubts_of(application: Application) -> list[Doubt]:
    """Return what is unlikely in what an authority says, by the rules of editor and import."""
    figures = stated_figures(application)
    fields = ("name_local", "region", "address", "website", *REPRESENTATIVE_TEXTS)
    texts: list[Text] = [(_field_name(name), getattr(application, name)) for name in fields]
    texts += [(_field_name("names"), name) for name in application.names.values()]
    texts += [(_field_name("population_source"), figure.source) for figure in figures]
    statement = Statement(
        country=application.country,
        texts=texts,
        years=[
            StatedYear(f"{figure.measure}_year", Measure(figure.measure).label, figure.year)
            for figure in figures
            if figure.year
        ],
        figures={figure.measure: figure.value for figure in figures if figure.value is not None},
        website_of=owners_of(
            application.website, Participant.objects.exclude(application=application)
        ),
    )
    return doubts(statement, this_year=timezone.localdate().year)


def _field_name(name: str) -> str:
    return str(Application._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def position_context(application: Application) -> dict[str, Any]:
    """Return the place that is proposed, and the map of another app that shows it, if any."""
    place = proposed_position(application)
    return {"place": place, "position_map": position_map(place) if place else ""}


def position_map(place: Place) -> str:
    """Return the map that another app draws of a place, or nothing where none does."""
    draws = hooks.get_hooks(POSITION_HOOK)
    return draws[0](place.latitude, place.longitude, place.country) if draws else ""
