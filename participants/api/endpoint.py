"""`participants/`: the registry in Wagtail's API v2."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

from participants.api.base import PublicAPIViewSet
from participants.api.files import FilesMixin
from participants.api.reader import Reader
from participants.api.representations import (
    DISTANCE,
    FIELDS,
    LISTING_FIELDS,
    reads_of,
    represent_all,
    represent_rows,
)
from participants.api.summary import represent_summary
from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.cursors import next_address, read_start
from participants.registry.listing.filters import FILTER_PARAMETERS, Question
from participants.registry.listing.parameters import (
    check_parameters,
    read_choices,
    read_limit,
    read_whole_number,
    refuse,
    select_fields,
)
from participants.values.languages import default_language
from participants.values.texts_per_language import content_languages

LISTING_PARAMETERS = frozenset({"after", "fields", "limit", "locale", "offset", "order"})
DETAIL_PARAMETERS = frozenset({"fields", "locale"})
SUMMARY_PARAMETERS = frozenset({"locale"})
HIGHEST_KEY = 2**63 - 1
FIND_PARAMETERS = ("id", "number", "slug")


class ParticipantsAPIViewSet(FilesMixin, PublicAPIViewSet):
    """Serve the public participants, and nothing else of the registry."""

    name = "participants"
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
        ]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {
            "": FILTER_PARAMETERS | LISTING_PARAMETERS,
            "{id}/": DETAIL_PARAMETERS,
            "find/": DETAIL_PARAMETERS | set(FIND_PARAMETERS),
            "summary/": FILTER_PARAMETERS | SUMMARY_PARAMETERS,
            **super().parameters_by_path(),
        }

    def listing_view(self, request: Request) -> Response:
        """Answer with the participants that the filters keep. Raises BadRequestError."""
        question = Question(request.GET, LISTING_PARAMETERS)
        reader = self.reader(request, question.day)
        names = select_fields(request.GET, list(FIELDS), LISTING_FIELDS)
        if "near" in question.filters:
            names.append(DISTANCE)
        limit, start = read_limit(request.GET), read_start(request, question.listing)
        page = question.page(start, limit, reads_of(names, reader))
        items = represent_rows(page.rows, reader, names)
        meta = {
            "total_count": len(question.keys),
            "next": next_address(request, page.next, question.listing),
        }
        return Response({"meta": meta, "items": items})

    def summary_view(self, request: Request) -> Response:
        """Answer with totals and facets of what the filters keep. Raises BadRequestError."""
        question = Question(request.GET, SUMMARY_PARAMETERS)
        reader = self.reader(request, question.day)
        with override(reader.language):
            return Response(represent_summary(question, reader))

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

    @staticmethod
    def reader(request: HttpRequest, day: date | None = None) -> Reader:
        """Return who asks, in the language of the `locale` parameter or the main one."""
        languages = dict.fromkeys(content_languages())
        wanted = read_choices(request.GET, "locale", languages)
        if len(wanted) > 1:
            refuse("locale", "name one language.")
        return Reader(request, wanted[0] if wanted else default_language(), day)
