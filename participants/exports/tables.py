"""The flat table as CSV (RFC 4180) and XLSX: open data, and what the office takes out."""

import csv
from array import array
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import View
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from participants.exports.columns import PARTS, Cell, Column, columns, rows
from participants.exports.selection import BATCH, Selection
from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.latest_revisions import NewestVersions
from participants.values.text import cell_text, neutralised


def table_file(selection: Selection) -> Iterator[bytes]:
    """Return the pieces of the file: the names of the columns, then the rows, and nothing else."""
    chosen = columns(day=selection.filters.day)
    return csv_pieces(list(chosen), rows(list(chosen.values()), selection.batches(*PARTS)))


def csv_pieces(names: list[str], batches: Iterable[list[list[Cell]]]) -> Iterator[bytes]:
    """Yield the table: the names at once, then batch by batch."""
    yield _lines([names])
    for batch in batches:
        yield _lines(map(cell_text, row) for row in batch)


def _lines(lines: Iterable[Iterable[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()


CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_file(title: str, names: list[str], batches: Iterable[list[list[Cell]]]) -> IO[bytes]:
    """Return the workbook as a file on disk that vanishes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(names)
    for batch in batches:
        for row in batch:
            sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, neutralised(ILLEGAL_CHARACTERS_RE.sub("", value)))
    # Otherwise openpyxl takes text such as “=1+1” or “#N/A” for what it looks like.
    cell.data_type = "s"
    return cell


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
