"""`participants/`: the registry in Wagtail's API v2."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

from participants.api.base import PublicAPIViewSet
from participants.api.filters import FILTER_PARAMETERS, filtered, ordered
from participants.api.parameters import (
    check_parameters,
    read_choices,
    read_limit,
    read_whole_number,
    select_fields,
)
from participants.api.representations import FIELDS, LISTING_FIELDS, Reader, represent
from participants.languages import default_language
from participants.models import Participant
from participants.querysets import ParticipantQuerySet
from participants.texts_per_language import content_languages

LISTING_PARAMETERS = FILTER_PARAMETERS | {"fields", "limit", "locale", "offset", "order"}
DETAIL_PARAMETERS = frozenset({"fields", "locale"})
FIND_PARAMETERS = ("id", "number", "slug")


class ParticipantsAPIViewSet(PublicAPIViewSet):
    """Serve the public participants, and nothing else of the registry."""

    name = "participants"
    model = Participant
    body_fields: list[str] = []
    meta_fields: list[str] = []

    def get_queryset(self) -> ParticipantQuerySet:
        return Participant.objects.public()

    def listing_view(self, request: Request) -> Response:
        """Answer with the participants that the filters keep. Raises BadRequestError."""
        query = request.GET
        check_parameters(query, LISTING_PARAMETERS)
        reader = self.reader(request)
        names = select_fields(query, list(FIELDS), LISTING_FIELDS)
        limit, offset = read_limit(query), read_whole_number(query, "offset", 0)
        found = filtered(self.get_queryset(), query)
        page = self.loaded(ordered(found, query), names)[offset : offset + limit]
        with override(reader.language):
            items = [represent(participant, reader, names) for participant in page]
        return Response({"meta": {"total_count": found.count()}, "items": items})

    def detail_view(self, request: Request, pk: int) -> Response:
        """Answer with one participant; one that is not public is not found."""
        check_parameters(request.GET, DETAIL_PARAMETERS)
        reader = self.reader(request)
        names = select_fields(request.GET, list(FIELDS), list(FIELDS))
        participant = self.loaded(self.get_queryset(), names).filter(pk=pk).first()
        if participant is None:
            raise Http404("There is no such participant.")
        with override(reader.language):
            return Response(represent(participant, reader, names))

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
        address = str(self.reader(request).detail_url(participant))
        return redirect(f"{address}?{rest.urlencode()}" if rest else address)

    @staticmethod
    def reader(request: HttpRequest) -> Reader:
        """Return who asks, in the language of the `locale` parameter or the main one."""
        languages = dict.fromkeys(content_languages())
        wanted = read_choices(request.GET, "locale", languages)
        if len(wanted) > 1:
            raise BadRequestError("locale: name one language.")
        return Reader(request, wanted[0] if wanted else default_language())

    @staticmethod
    def loaded(found: ParticipantQuerySet, names: list[str]) -> ParticipantQuerySet:
        """Load just the parts that the chosen fields print."""
        parts = dict.fromkeys(FIELDS[name].part for name in names if FIELDS[name].part)
        return found.with_parts(*parts)
