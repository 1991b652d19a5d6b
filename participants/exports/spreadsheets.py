"""What the office takes out of the admin's listing: the flat table, drafts included."""

from array import array
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import View

from participants.exports.columns import Column, columns, rows
from participants.exports.selection import BATCH
from participants.exports.table import csv_pieces
from participants.exports.workbook import CONTENT_TYPE, workbook_file
from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.latest_revisions import NewestVersions

# Without it, Excel takes UTF-8 for the code page of the machine and spoils every accent.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

LIVE = Column(
    "live",
    _("Whether it is published: yes or no."),
    lambda row: "yes" if row.participant.live else "no",
    is_computed=True,
)


class SpreadsheetsMixin(View):
    """Give what the listing's filters and its search keep as CSV or XLSX, in canonical order.

    Wagtail would load all of it at once, and write names and dates for readers instead of codes.
    """

    is_export: bool
    get_queryset: Callable[[], ParticipantQuerySet]
    get_filename: Callable[[], str]
    show_export_buttons = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_export:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]  # the listing's
        return self.as_spreadsheet(self.get_queryset(), request.GET["export"])

    def as_spreadsheet(self, found: ParticipantQuerySet, wanted: str) -> HttpResponseBase:
        """Return the file. wanted: csv or xlsx."""
        chosen = [*columns(includes_drafts=True).values(), LIVE]
        names = [column.name for column in chosen]
        batches = rows(chosen, loaded(found.canonical().prefetch_related(None).keys()))
        name = f"{self.get_filename()}.{wanted}"
        if wanted == "xlsx":
            book = workbook_file("participants", names, batches)
            return FileResponse(book, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
        return StreamingHttpResponse(
            chain([BYTE_ORDER_MARK], csv_pieces(names, batches)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def loaded(keys: array) -> Iterator[list[Participant]]:
    """Yield the participants of the keys: the public ones as visitors see them, the drafts anew.

    Wagtail keeps what is changed in a draft in its revision alone.
    """
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        versions = NewestVersions(some)
        yield [
            versions.live(key) if versions.stored[key].live else versions.newest(key)
            for key in some
            if key in versions.stored
        ]
