"""`participants/export.…`: the registry as files of open data."""

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from rest_framework.request import Request

from participants.api.base import PublicAPIViewSet
from participants.api.question import FILTER_PARAMETERS, Question
from participants.exports import FILE_FORMATS, Selection


class FilesMixin(PublicAPIViewSet):
    """Serve what the filters keep as CSV, GeoJSON and JSON, while it is being read."""

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
        ]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        files = {f"export.{name}": FILTER_PARAMETERS for name in FILE_FORMATS}
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
        return answer
