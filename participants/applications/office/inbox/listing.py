"""The list of the inbox: what it is narrowed by, and the files that are taken out of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.request import QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.site_summary import SummaryItem
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.views import IndexView

from participants.applications.office.inbox.access import may_decide, may_view
from participants.applications.office.inbox.filters import FILTERS, StateFilter
from participants.applications.office.inbox.pages import LIST
from participants.applications.submission.figures import POPULATION_BASIS
from participants.exports.columns import Cell
from participants.exports.selection import BATCH
from participants.exports.table import csv_pieces
from participants.exports.workbook import CONTENT_TYPE, workbook_file
from participants.models import Application, ApplicationMeasure, ApplicationState
from participants.values.folding import fold
from participants.values.languages import default_language
from participants.values.texts_per_language import content_languages

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
        found = [
            key
            for key, reference, name_local, names in rows.iterator()
            if wanted and _has(fold(" ".join([reference, name_local, *names.values()])), wanted)
        ]
        return queryset.filter(pk__in=found)


def _has(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


class InboxListView(IndexView):
    """The list of the inbox."""

    def get_filters_params(self, params: QueryDict | None = None) -> dict[str, Any]:
        """Return what is asked by the filters alone.

        Modeladmin would take any other parameter for a question on a field, such as
        `contact_email__startswith=a`, and so tell what it does not show.
        """
        asked = super().get_filters_params(params)
        return {name: value for name, value in asked.items() if name in PARAMETERS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_decide=may_decide(self.request.user), **kwargs)

    def as_spreadsheet(self, queryset: QuerySet, wanted: str) -> HttpResponseBase:
        """Return the file. wanted: csv or xlsx."""
        keys = list(queryset.values_list("pk", flat=True))
        name = f"{self.get_filename()}.{wanted}"
        if wanted == self.FORMAT_XLSX:
            book = workbook_file("applications", list(columns()), rows(keys))
            return FileResponse(book, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
        return StreamingHttpResponse(
            csv_pieces(list(columns()), rows(keys)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class WaitingSummaryItem(SummaryItem):
    """The number of applications for which it is the office's turn."""

    order = 50
    template_name = "participants/admin/application_summary.html"

    def is_shown(self) -> bool:
        return may_view(self.request.user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "waiting": Application.objects.waiting().count(),
            "address": f"{reverse(LIST)}?state={StateFilter.WAITING}",
        }


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
