"""What all endpoints of the public API share."""

import inspect
import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http.request import HttpRequest, split_domain_port
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from participants.registry.compiled_query import CompiledQuery
from participants.registry.listing.parameters import are_links_relative

_COLUMNS = [field.attname for field in Site._meta.concrete_fields]
_SITES = CompiledQuery(lambda: Site.objects.order_by("pk").values_list(*_COLUMNS))


def remember_site(request: HttpRequest) -> None:
    """Let `Site.find_for_request` know the answer; its own question costs as much as a list."""
    request._wagtail_site = _site_for(  # type: ignore[attr-defined]  # where Wagtail looks first
        split_domain_port(request._get_raw_host())[0],  # type: ignore[attr-defined]  # as Wagtail
        request.get_port(),
    )


def _site_for(hostname: str, port: str) -> Site | None:
    """Return the site of a host as Wagtail chooses it.

    That is the one of the host and port, or else the default one if it has the host, or else the
    only one of the host, or else the default one.
    """
    sites: list[Any] = [Site.from_db(None, _COLUMNS, row) for row in _SITES.rows()]
    of_host = [site for site in sites if site.hostname == hostname]
    default = next((site for site in sites if site.is_default_site), None)
    exact = next((site for site in of_host if str(site.port) == port), None)
    if exact or default in of_host:
        return exact or default
    if len(of_host) == 1:
        return of_host[0]
    return default


MOST_BYTES = 1_000_000
# The file beside the endpoints of a module, written by docs/api_examples.py.
EXAMPLES = "answers.json"


@cache
def _examples(file: Path) -> Mapping[str, Any]:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


class BoundedJSONRenderer(JSONRenderer):
    """Write compact JSON, and a 400 instead of an answer that would be too large.

    What editors have written decides how large a page of a list becomes, so that no limit of
    items or fields could promise it.
    """

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        answer = super().render(data, accepted_media_type, renderer_context)
        if len(answer) <= MOST_BYTES or renderer_context is None:
            return answer
        renderer_context["response"].status_code = HTTPStatus.BAD_REQUEST
        message = "the answer would be larger than 1 MB; lower it, or name fewer fields."
        return super().render({"message": f"limit: {message}"}, accepted_media_type, {})


class OneFormat(DefaultContentNegotiation):
    """Answer in the one format that an address has, whatever the client would rather have.

    `?format=` is therefore a parameter like any other, and one address has one answer.
    """

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class PublicAPIViewSet(BaseAPIViewSet):
    """Answer anonymously, in compact JSON, with times in UTC and errors in one shape.

    Nobody is signed in here: a session would make the answers differ from reader to reader.
    """

    authentication_classes: list[type] = []
    permission_classes: list[type] = []
    content_negotiation_class = OneFormat
    renderer_classes = [BoundedJSONRenderer]
    # What is had here, in a sentence for those who write frontends.
    about = ""
    # Whether answers have a validator by which a client that has them is told so.
    is_kept = True
    # What else is refused than what is malformed: the reasons by status.
    refusals: Mapping[str, str] = {}

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        """Return the query parameters that each path below the endpoint's knows."""
        return {}

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        """Return what query parameters of a path take, where that is the endpoint's own."""
        return {}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        """Return the types of the answers at a path by their status, where they are described."""
        return {}

    @classmethod
    def is_kept_at(cls, path: str) -> bool:
        """Tell whether answers at a path have a validator."""
        return cls.is_kept

    @classmethod
    def files_by_path(cls) -> dict[str, str]:
        """Return the media types of the files that are at a path."""
        return {}

    @classmethod
    def examples_file(cls) -> Path:
        return Path(inspect.getfile(cls)).with_name(EXAMPLES)

    @classmethod
    def examples_at(cls, name: str, path: str) -> Mapping[str, Mapping[str, Any]]:
        """Return answers of the demonstration at a path, by their status and what they show.

        name: of the endpoint in addresses. One that another project derives from ours has none: it
        may answer otherwise.
        """
        return _examples(cls.examples_file()).get(name, {}).get(path, {})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        remember_site(request)
        with timezone.override(UTC):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Also where an answer happens to hold no link.
        are_links_relative(request.GET)

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if "detail" in response.data:
            response.data = {"message": str(response.data["detail"])}
        return response

    def get_renderer_context(self) -> dict[str, Any]:
        return {**super().get_renderer_context(), "indent": None}
