"""`changes/`: what has changed of all that is public, for whoever keeps copies of it."""

import re
from datetime import datetime
from http import HTTPStatus
from itertools import accumulate
from typing import Annotated, Any

from django.urls import URLPattern, path
from pydantic import Field
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import TypedDict

from cms.delivery.changes.last_known import Begun, begun
from cms.delivery.changes.log import as_told
from cms.delivery.models import LoggedAction, LoggedChange
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.operations import Error
from participants.api.openapi.parameters import LIMIT
from participants.registry.listing.parameters import check_parameters, read_limit, refuse
from participants.registry.listing.shapes import Text, codes

CURSOR = re.compile(r"([0-9a-f]{8})-([0-9]{1,18})")
PARAMETERS = frozenset({"limit", "since"})
# Before the deliverer of an installation has run; what was asked with it is gone afterwards.
NOT_BEGUN = Begun(name="00000000", forgotten=0)
# Tags and paths in an answer, which is therefore well below what the API gives at most.
MOST_NAMES = 4_000
BEGIN = "Ask without since, fetch everything anew, then go on from meta.next of that answer."


class Paths(TypedDict):
    """Where an object is shown on the site by itself, as paths."""

    before: list[Text]
    after: list[Text]


class Affects(TypedDict):
    """The public answers that are no longer what they were."""

    tags: Annotated[list[Text], Field(description="Each as in the header Cache-Tag.")]
    paths: Annotated[
        list[Text],
        Field(description="On the site, but for the tags of what is on all pages of a language."),
    ]


class PublicChange(TypedDict):
    """A change of something public."""

    seq: Annotated[int, Field(description="Higher than that of every change before.")]
    time: datetime
    action: Annotated[str, codes(LoggedAction)]
    type: Annotated[Text, Field(description="Such as participants.participant.")]
    id: int | Text
    locale: Text | None
    paths: Paths
    affects: Affects


class ChangesMeta(TypedDict):
    """How to go on."""

    next: Annotated[Text, Field(description="The value of since for what comes after.")]
    has_more: bool


class Changes(TypedDict):
    """Changes in their order."""

    meta: ChangesMeta
    items: list[PublicChange]


class GoneError(APIException):
    """The cursor is of a log, or a part of one, that there is no more."""

    status_code = HTTPStatus.GONE


class ChangesAPIViewSet(PublicAPIViewSet):
    """Answer with the changes after a cursor, each at least once and in order.

    The deliverer writes the log, after a change has been made. The answer is therefore not kept
    with those that hold for a state of the content.
    """

    name = "changes"
    about = "What has changed, in order, and which answers that touches."
    model = LoggedChange

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "changes_view"}), name="changes")]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": PARAMETERS}

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        cursor = {"type": "string", "pattern": f"^{CURSOR.pattern}$"}
        return {
            "limit": {**LIMIT, "minimum": 1},
            "since": {**cursor, "description": "A cursor from `meta.next`."},
        }

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        return {"": {"200": Changes, "410": Error}}

    def changes_view(self, request: Request) -> Response:
        """Answer with what came after `since`, or where to begin. Raises BadRequestError."""
        check_parameters(request.GET, PARAMETERS)
        limit = read_limit(request.GET)
        if not limit:
            refuse("limit", "must be at least 1.")
        log = begun() or NOT_BEGUN
        last = LoggedChange.objects.order_by("-pk").values_list("pk", flat=True).first()
        last = max(last or 0, log.forgotten)
        if "since" not in request.GET:
            return answer(request, log, [], last, has_more=False)
        since = read_since(request.GET["since"], log, last)
        found = list(LoggedChange.objects.filter(pk__gt=since)[: limit + 1])
        shown = as_far_as_it_fits(found[:limit])
        reached = shown[-1].pk if shown else since
        return answer(request, log, shown, reached, has_more=len(found) > len(shown))


def read_since(text: str, log: Begun, last: int) -> int:
    """Return the number in a cursor. Raises BadRequestError and GoneError."""
    cursor = CURSOR.fullmatch(text)
    if cursor is None:
        refuse("since", "must be a cursor from meta.next.")
    name, number = cursor[1], int(cursor[2])
    if name != log.name:
        raise GoneError(f"since: is a cursor of another log. {BEGIN}")
    if number > last:
        refuse("since", "is a cursor that nobody has been given yet.")
    if number < log.forgotten:
        raise GoneError(f"since: is older than what is kept. {BEGIN}")
    return number


def as_far_as_it_fits(entries: list[LoggedChange]) -> list[LoggedChange]:
    """Return the first entries, at least one, that an answer of usual size has room for."""
    sizes = accumulate(len(entry.paths) + len(entry.tags) for entry in entries)
    return [
        entry
        for place, (entry, size) in enumerate(zip(entries, sizes, strict=True))
        if place == 0 or size <= MOST_NAMES
    ]


def answer(
    request: Request, log: Begun, entries: list[LoggedChange], reached: int, *, has_more: bool
) -> Response:
    """Return the answer, or that nothing is new to who has it already."""
    cursor = f"{log.name}-{reached}"
    headers = {"ETag": f'"{cursor}"', "Cache-Control": "public, no-cache"}
    known = request.headers.get("If-None-Match", "")
    if not entries and f'"{cursor}"' in known:
        return Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    meta = {"next": cursor, "has_more": has_more}
    return Response({"meta": meta, "items": list(map(as_told, entries))}, headers=headers)
