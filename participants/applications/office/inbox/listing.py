"""The list of the inbox: what it is narrowed by, and the files that are taken out of it."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.request import QueryDict
from django.http.response import HttpResponseBase
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.views import IndexView

from participants.applications.office.inbox.access import may_decide
from participants.applications.office.inbox.filters import FILTERS
from participants.applications.office.inbox.table import columns, rows
from participants.exports.table import csv_pieces
from participants.exports.workbook import CONTENT_TYPE, workbook_file
from participants.values.folding import fold

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
