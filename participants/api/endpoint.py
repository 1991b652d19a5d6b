"""`participants/`: the registry in Wagtail's API v2."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError, get_full_url

from participants.api.base import PublicAPIViewSet
from participants.api.files import FilesMixin
from participants.api.parameters import (
    check_parameters,
    read_choices,
    read_limit,
    read_position,
    read_whole_number,
    refuse,
    select_fields,
)
from participants.api.question import Question
from participants.api.representations import FIELDS, LISTING_FIELDS, Reader, represent
from participants.api.summary import represent_summary
from participants.languages import default_language
from participants.models import Participant
from participants.place import distance_km
from participants.querysets import ParticipantQuerySet
from participants.texts_per_language import content_languages

LISTING_PARAMETERS = frozenset({"after", "fields", "limit", "locale", "offset", "order"})
DETAIL_PARAMETERS = frozenset({"fields", "locale"})
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

    def listing_view(self, request: Request) -> Response:
        """Answer with the participants that the filters keep. Raises BadRequestError."""
        question = Question(request.GET, LISTING_PARAMETERS)
        reader = self.reader(request, question.day)
        names = select_fields(request.GET, list(FIELDS), LISTING_FIELDS)
        limit = read_limit(request.GET)
        keys = question.ordered.keys(question.standing)
        start = read_position(request.GET, keys)
        page = keys[start : start + limit]
        with override(reader.language):
            items = [
                self.item(participant, reader, names)
                for participant in self.page(page, names, question)
            ]
        meta: dict[str, Any] = {"total_count": len(keys), "next": None}
        if page and start + limit < len(keys):
            meta["next"] = self.next_url(request, f"{page[-1]}.{start + limit}")
        return Response({"meta": meta, "items": items})

    def summary_view(self, request: Request) -> Response:
        """Answer with totals and facets of what the filters keep. Raises BadRequestError."""
        question = Question(request.GET, frozenset({"locale"}))
        reader = self.reader(request, question.day)
        with override(reader.language):
            return Response(represent_summary(question, reader))

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

    def page(self, keys: Sequence[int], names: list[str], question: Question) -> list[Participant]:
        """Return the participants of these keys, in their order."""
        found = self.loaded(self.get_queryset().filter(pk__in=keys), names)
        if question.day:
            found = found.with_parts("events")
        if question.point:
            found = found.annotate(distance_km=distance_km(question.point))
        by_key = {participant.pk: participant for participant in found}
        return [by_key[key] for key in keys if key in by_key]

    @staticmethod
    def item(participant: Participant, reader: Reader, names: list[str]) -> dict[str, Any]:
        """Return a participant as the list shows it, with its distance where one is asked for."""
        answer = represent(participant, reader, names)
        if hasattr(participant, "distance_km"):
            answer["distance_km"] = round(participant.distance_km, 1)
        return answer

    @staticmethod
    def next_url(request: Request, after: str) -> str:
        """Return the address of the next page of the list."""
        query = request.GET.copy()
        query.pop("offset", None)
        query["after"] = after
        return f"{get_full_url(request, request.path)}?{query.urlencode(safe=',')}"

    @staticmethod
    def reader(request: HttpRequest, day: date | None = None) -> Reader:
        """Return who asks, in the language of the `locale` parameter or the main one."""
        languages = dict.fromkeys(content_languages())
        wanted = read_choices(request.GET, "locale", languages)
        if len(wanted) > 1:
            refuse("locale", "name one language.")
        return Reader(request, wanted[0] if wanted else default_language(), day)

    @staticmethod
    def loaded(found: ParticipantQuerySet, names: list[str]) -> ParticipantQuerySet:
        """Load just the parts that the chosen fields print."""
        parts = dict.fromkeys(FIELDS[name].part for name in names if FIELDS[name].part)
        return found.with_parts(*parts)
