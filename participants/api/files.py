"""`participants/export.…`: the registry as files of open data."""

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from rest_framework.request import Request

from participants.api.base import PublicAPIViewSet
from participants.exports import CSVW, FILE_FORMATS, METADATA, Selection, table_address
from participants.registry.listing.filters import FILTER_PARAMETERS, Question


class FilesMixin(PublicAPIViewSet):
    """Serve what the filters keep as CSV, GeoJSON and JSON, while it is being read.

    Beside the CSV stand two documents that say what its columns mean.
    """

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *(
                path(
                    f"export.{name}",
                    cls.as_view({"get": "export_view"}),
                    {"file_format": name},
                    name=f"export-{name}",
                )
                for name in FILE_FORMATS
            ),
            *(
                path(name, cls.as_view({"get": "metadata_view"}), {"name": name}, name=name)
                for name in METADATA
            ),
        ]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        files = {f"export.{name}": FILTER_PARAMETERS for name in FILE_FORMATS}
        files |= dict.fromkeys(METADATA, FILTER_PARAMETERS)
        return super().parameters_by_path() | files

    def export_view(self, request: Request, file_format: str) -> HttpResponseBase:
        """Answer with the file, from its first line on. Raises BadRequestError before that."""
        chosen = FILE_FORMATS[file_format]
        selection = Selection(Question(request.GET))
        pieces = chosen.write(selection)
        name = f"participants-{selection.date.isoformat()}.{file_format}"
        answer = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(pieces)
        answer.headers["Content-Type"] = chosen.content_type
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        if file_format == "csv":
            address = table_address(selection, CSVW)
            answer.headers["Link"] = (
                f'<{address}>; rel="describedby"; type="{METADATA[CSVW].content_type}"'
            )
        return answer

    def metadata_view(self, request: Request, name: str) -> HttpResponse:
        """Answer with what describes the CSV of the same filters. Raises BadRequestError."""
        metadata = METADATA[name]
        described = metadata.describe(Selection(Question(request.GET)))
        return JsonResponse(
            described,
            content_type=metadata.content_type,
            json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        )
