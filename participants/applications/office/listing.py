"""The list of the inbox: what it is narrowed by, and the files that are taken out of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from participants.applications.office.assessment import POPULATION_BASIS
from participants.exports.columns import Cell
from participants.exports.selection import BATCH
from participants.models import Application, ApplicationMeasure, ApplicationState, Kind
from participants.values.countries import country_name
from participants.values.languages import content_languages, default_language
from participants.values.text import fold

Choices = list[tuple[str, str]]


class ColumnFilter(SimpleListFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        column = str(self.parameter_name)
        return queryset.filter(**{column: self.value()}) if self.value() else queryset


class StateFilter(ColumnFilter):
    """Keep those of a state, or all for which it is the office's turn."""

    title = _("state")
    parameter_name = "state"
    WAITING = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        states = [state for state in ApplicationState if state != ApplicationState.UNCONFIRMED]
        named = [(state.value, str(capfirst(state.label))) for state in states]
        return [(self.WAITING, gettext("Waiting for the office")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == self.WAITING:
            return queryset.filter(state__in=ApplicationState.waiting())
        return super().queryset(request, queryset)


class AgeFilter(SimpleListFilter):
    """Keep those that have been waiting for the office for longer than some days."""

    title = _("age")
    parameter_name = "age"
    DAYS = (7, 30, 90)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        label = ngettext("Waiting over %(days)d day", "Waiting over %(days)d days", 2)
        return [(str(days), label % {"days": days}) for days in self.DAYS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = [days for days in self.DAYS if str(days) == self.value()]
        if not chosen:
            return queryset.none() if self.value() else queryset
        limit = timezone.now() - timedelta(days=chosen[0])
        return queryset.filter(state__in=ApplicationState.waiting(), confirmed_at__lt=limit)


class CountryFilter(ColumnFilter):
    """Keep those of a country that applications have come from."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        codes = Application.objects.confirmed().order_by().values_list("country", flat=True)
        named = [(code, str(country_name(code))) for code in codes.distinct()]
        return sorted(named, key=lambda choice: choice[1])


class KindFilter(ColumnFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(kind.value, str(capfirst(kind.label))) for kind in Kind]


class AssignmentFilter(SimpleListFilter):
    """Keep those that are assigned to whoever asks, or to nobody."""

    title = _("assignment")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", gettext("Assigned to me")), ("nobody", gettext("Assigned to nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "me":
            return queryset.filter(assigned_to=request.user.pk)
        if self.value() == "nobody":
            return queryset.filter(assigned_to=None)
        return queryset.none() if self.value() else queryset


FILTERS = (StateFilter, AgeFilter, CountryFilter, KindFilter, AssignmentFilter)
PARAMETERS = {filter_class.parameter_name for filter_class in FILTERS}


class NameSearch(DjangoORMSearchHandler):
    """Find references and names, in any language, without regard to accents, case and script.

    Folded here and not by the database, of which each folds differently; there are never more
    than some thousands. Persons are found on the page “Personal data”, whose question is in no
    address.
    """

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs: Any) -> QuerySet:
        wanted = fold(search_term).split()
        if not search_term.strip():
            return queryset
        rows = queryset.values_list("pk", "reference", "name_local", "names")
        found = []
        for key, reference, name_local, names in rows.iterator():
            text = fold(" ".join([reference, name_local, *names.values()]))
            if wanted and all(word in text for word in wanted):
                found.append(key)
        return queryset.filter(pk__in=found)


def _fields(*names: str) -> dict[str, Callable[[Application], Cell]]:
    return {name: attrgetter(name) for name in names}


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


def _themes(application: Application) -> Cell:
    return ";".join(sorted({measure.theme.slug for measure in application.measures.all()}))


def columns() -> dict[str, Callable[[Application], Cell]]:
    """Return what reads each cell, by the name of its column."""
    return {
        **_fields("reference"),
        **{f"name_{code}": _name(code) for code in content_languages()},
        **_fields("name_local", "kind", "country"),
        "country_name": _country_name,
        **_fields("region"),
        **{f"{step}_on": _day(f"{step}_at") for step in ("received", "confirmed", "decided")},
        "days_to_decision": _days_to_decision,
        **_fields("state", "population"),
        "population_basis": _population_basis,
        **_fields("population_year", "population_source", "roma_population"),
        **_fields("roma_population_basis", "roma_population_year", "roma_population_source"),
        **_fields("roma_population_absence"),
        "measures": lambda application: len(application.measures.all()),
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
