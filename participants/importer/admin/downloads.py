"""The files that the import's pages offer."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.generic import View

from participants.importer.admin.page import ImportMixin
from participants.importer.admin.uploads import Upload
from participants.importer.planning.corrections import template

CSV = "text/csv; charset=utf-8"


class CorrectionsView(ImportMixin, View):
    """Give the rows that could not be applied as a file to correct."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        upload = Upload.of(kwargs["signed"], request.user)
        file = upload.name.rpartition(".")[0] or upload.name
        name = gettext("corrections-%(file)s.csv") % {"file": file}
        return FileResponse(
            upload.corrections(), as_attachment=True, filename=name, content_type=CSV
        )


class TemplateFileView(ImportMixin, View):
    """Give an empty file with the names of the columns."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        disposition = 'attachment; filename="participants.csv"'
        return HttpResponse(
            template(), content_type=CSV, headers={"Content-Disposition": disposition}
        )
