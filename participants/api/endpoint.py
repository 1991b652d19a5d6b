"""`participants/`: the registry in Wagtail's API v2."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

from participants.api.base import PublicAPIViewSet
from participants.api.openapi.patterns import chosen_fields, ordered_by
from participants.api.reader import Reader
from participants.api.representations import (
    ANSWERS,
    DISTANCE,
    FIELDS,
    LISTING_FIELDS,
    PLACE_FIELDS,
    PLACES,
    reads_of,
    represent_all,
    represent_rows,
)
from participants.api.shapes import Summary
from participants.api.summary import FACETS, represent_summary
from participants.exports import CSVW, FILE_FORMATS, METADATA, Selection, table_address
from participants.exports.shapes import PointsFile, RecordsFile
from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.cursors import next_address, read_start
from participants.registry.listing.filters import FILTER_PARAMETERS, ORDERS, Filters
from participants.registry.listing.parameters import (
    LINKS,
    check_parameters,
    read_choices,
    read_language,
    read_limit,
    read_whole_number,
    select_fields,
)
from participants.registry.totals import MOST_PLACES

LISTING_PARAMETERS = frozenset({"after", "fields", "limit", LINKS, "locale", "offset", "order"})
DETAIL_PARAMETERS = frozenset({"fields", LINKS, "locale"})
SUMMARY_PARAMETERS = frozenset({"facets", LINKS, "locale"})
PLACES_PARAMETERS = frozenset({LINKS, "locale"})
HIGHEST_KEY = 2**63 - 1
FIND_PARAMETERS = ("id", "number", "slug")


class ParticipantsAPIViewSet(PublicAPIViewSet):
    """Serve the public participants, and nothing else of the registry.

    The files `export.…` are sent while they are being read; beside the CSV stand two documents
    that say what its columns mean.
    """

    name = "participants"
    about = "The cities and regions of the registry."
    model = Participant
    body_fields: list[str] = []
    meta_fields: list[str] = []

    def get_queryset(self) -> ParticipantQuerySet:
        return Participant.objects.public()

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("summary/", cls.as_view({"get": "summary_view"}), name="summary"),
            path("places/", cls.as_view({"get": "places_view"}), name="places"),
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
        return {
            "": FILTER_PARAMETERS | LISTING_PARAMETERS,
            "{id}/": DETAIL_PARAMETERS,
            "find/": DETAIL_PARAMETERS | set(FIND_PARAMETERS),
            "summary/": FILTER_PARAMETERS | SUMMARY_PARAMETERS,
            "places/": FILTER_PARAMETERS | PLACES_PARAMETERS,
            **{f"export.{name}": FILTER_PARAMETERS for name in FILE_FORMATS},
            **dict.fromkeys(METADATA, FILTER_PARAMETERS),
        }

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        return {"fields": chosen_fields(FIELDS), "order": ordered_by(ORDERS)}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        files: dict[str, dict[str, Any]] = {
            "export.json": {"200": RecordsFile},
            "export.geojson": {"200": PointsFile},
        }
        return ANSWERS | {"summary/": {"200": Summary}, "places/": {"200": PLACES}} | files

    @classmethod
    def files_by_path(cls) -> dict[str, str]:
        exports = {f"export.{name}": chosen.content_type for name, chosen in FILE_FORMATS.items()}
        return exports | {name: metadata.content_type for name, metadata in METADATA.items()}

    def listing_view(self, request: Request) -> Response:
        """Answer with the participants that the filters keep. Raises BadRequestError."""
        filters = Filters(request.GET, LISTING_PARAMETERS)
        reader = self.reader(request, filters.day)
        names = select_fields(request.GET, list(FIELDS), LISTING_FIELDS)
        if "near" in filters.given:
            names.append(DISTANCE)
        limit, start = read_limit(request.GET), read_start(request, filters.listing)
        page = filters.page(start, limit, reads_of(names, reader))
        items = represent_rows(page.rows, reader, names)
        meta = {
            "total_count": len(filters.keys),
            "next": next_address(request, page.next, filters.listing),
        }
        return Response({"meta": meta, "items": items})

    def summary_view(self, request: Request) -> Response:
        """Answer with totals and facets of what the filters keep. Raises BadRequestError."""
        filters = Filters(request.GET, SUMMARY_PARAMETERS)
        reader = self.reader(request, filters.day)
        with override(reader.language):
            with_empty = bool(read_choices(request.GET, "facets", FACETS))
            return Response(represent_summary(filters, reader, with_empty=with_empty))

    def places_view(self, request: Request) -> Response:
        """Answer with what a map shows of all that the filters keep. Raises BadRequestError.

        More than MOST_PLACES are counted and not told.
        """
        filters = Filters(request.GET, PLACES_PARAMETERS)
        reader = self.reader(request, filters.day)
        count = len(filters.keys)
        shown = 0 if count > MOST_PLACES else count
        page = filters.page(0, shown, reads_of(PLACE_FIELDS, reader))
        items = represent_rows(page.rows, reader, PLACE_FIELDS)
        return Response({"meta": {"total_count": count}, "items": items})

    def detail_view(self, request: Request, pk: int) -> Response:
        """Answer with one participant; one that is not public is not found."""
        check_parameters(request.GET, DETAIL_PARAMETERS)
        reader = self.reader(request)
        names = select_fields(request.GET, list(FIELDS), list(FIELDS))
        if pk > HIGHEST_KEY or not (items := represent_all([pk], reader, names)):
            raise Http404("There is no such participant.")
        return Response(items[0])

    def find_view(self, request: Request) -> HttpResponse:
        """Redirect to the participant with a slug, a number or an id."""
        query = request.GET
        check_parameters(query, DETAIL_PARAMETERS | set(FIND_PARAMETERS))
        select_fields(query, list(FIELDS), [])
        given = [name for name in FIND_PARAMETERS if name in query]
        if len(given) != 1:
            raise BadRequestError(f"give one of: {', '.join(FIND_PARAMETERS)}.")
        [name] = given
        value = query[name] if name == "slug" else read_whole_number(query, name, 0)
        participant = self.get_queryset().filter(**{name: value}).only("pk").first()
        if participant is None:
            raise Http404("There is no such participant.")
        rest = query.copy()
        rest.pop(name)
        address = str(self.reader(request).detail_url(participant.pk))
        return redirect(f"{address}?{rest.urlencode()}" if rest else address)

    def export_view(self, request: Request, file_format: str) -> HttpResponseBase:
        """Answer with the file, from its first line on. Raises BadRequestError before that."""
        chosen = FILE_FORMATS[file_format]
        selection = Selection(Filters(request.GET))
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
        described = metadata.describe(Selection(Filters(request.GET)))
        return JsonResponse(
            described,
            content_type=metadata.content_type,
            json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        )

    @staticmethod
    def reader(request: HttpRequest, day: date | None = None) -> Reader:
        """Return who asks, in the language of the `locale` parameter or the main one."""
        return Reader(request, read_language(request.GET), day)
