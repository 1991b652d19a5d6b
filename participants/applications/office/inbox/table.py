"""The columns of the annual report: nothing of persons, and no figure without its basis."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import override

from participants.applications.submission.figures import POPULATION_BASIS
from participants.exports.batches import BATCH
from participants.exports.columns import Cell
from participants.models import Application, ApplicationMeasure, ApplicationState
from participants.values.languages import default_language
from participants.values.texts_per_language import content_languages


def _field(name: str) -> Callable[[Application], Cell]:
    return lambda application: getattr(application, name)


def _name(code: str) -> Callable[[Application], Cell]:
    return lambda application: application.names.get(code)


def _day(name: str) -> Callable[[Application], Cell]:
    def read(application: Application) -> Cell:
        moment: datetime | None = getattr(application, name)
        return timezone.localdate(moment).isoformat() if moment else None

    return read


def _country_name(application: Application) -> Cell:
    with override(default_language()):
        return str(application.country_name)


def _days_to_decision(application: Application) -> Cell:
    return application.age if application.state in ApplicationState.decided() else None


def _population_basis(application: Application) -> Cell:
    return POPULATION_BASIS if application.population is not None else None


def _measures(application: Application) -> Cell:
    return len(application.measures.all())


def _themes(application: Application) -> Cell:
    return ";".join(sorted({measure.theme.slug for measure in application.measures.all()}))


def columns() -> dict[str, Callable[[Application], Cell]]:
    """Return what reads each cell, by the name of its column."""
    return {
        "reference": _field("reference"),
        **{f"name_{code}": _name(code) for code in content_languages()},
        "name_local": _field("name_local"),
        "kind": _field("kind"),
        "country": _field("country"),
        "country_name": _country_name,
        "region": _field("region"),
        "received_on": _day("received_at"),
        "confirmed_on": _day("confirmed_at"),
        "decided_on": _day("decided_at"),
        "days_to_decision": _days_to_decision,
        "state": _field("state"),
        "population": _field("population"),
        "population_basis": _population_basis,
        "population_year": _field("population_year"),
        "population_source": _field("population_source"),
        "roma_population": _field("roma_population"),
        "roma_population_basis": _field("roma_population_basis"),
        "roma_population_year": _field("roma_population_year"),
        "roma_population_source": _field("roma_population_source"),
        "roma_population_absence": _field("roma_population_absence"),
        "measures": _measures,
        "themes": _themes,
    }


def rows(keys: Sequence[Any]) -> Iterator[list[list[Cell]]]:
    """Yield the rows of the applications in their order, batch by batch."""
    reads = columns().values()
    measures = Prefetch("measures", ApplicationMeasure.objects.select_related("theme"))
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        found = Application.objects.prefetch_related(measures).in_bulk(some)
        yield [[_filled(read(found[key])) for read in reads] for key in some if key in found]


def _filled(value: Cell) -> Cell:
    return None if value == "" else value
