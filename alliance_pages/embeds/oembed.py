"""`oembed/`: how another site shows a profile that somebody has named there."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.http import Http404
from django.urls import URLPattern, path
from django.utils.translation import override
from pydantic import Field
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from typing_extensions import TypedDict
from wagtail.models import Site

from alliance_pages.embeds.codes import code_of
from alliance_pages.models import ParticipantIndexPage
from alliance_pages.site.languages import language_of
from alliance_pages.site.page_context import PageContext
from alliance_pages.site.resolution import LONGEST_PATH, Redirected, Shown, resolve_address
from participants.api.base import PublicAPIViewSet
from participants.api.openapi.operations import Error
from participants.models import Participant
from participants.registry.listing.parameters import (
    check_parameters,
    read_choices,
    read_whole_number,
    refuse,
)
from participants.registry.listing.shapes import Address, Text
from participants.values.languages import default_language

FORMATS = ("json", "xml")
# Some programs ask with `dnt=1` that nobody be followed, which nobody is.
PARAMETERS = frozenset({"url", "format", "maxwidth", "maxheight", "dnt"})
LONGEST_URL = LONGEST_PATH + 300
# What a frame needs at least. Pixels.
SMALLEST = 100


class OEmbed(TypedDict):
    """How a page is shown on another site, in the words of https://oembed.com."""

    type: Literal["rich"]
    version: Literal["1.0"]
    title: Text
    provider_name: Text
    provider_url: Address
    html: Annotated[str, Field(description="The element to put into the page.")]
    width: Annotated[int, Field(description="In pixels.")]
    height: Annotated[int, Field(description="In pixels.")]


class NotImplementedFormatError(APIException):
    """The format is one of oEmbed that is not written here."""

    status_code = HTTPStatus.NOT_IMPLEMENTED


class OEmbedAPIViewSet(PublicAPIViewSet):
    """Answer with the frame for a profile of this site; there is none for other addresses."""

    name = "oembed"
    about = "How other sites show a profile (https://oembed.com)."
    model = Site

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "oembed_view"}), name="oembed")]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": PARAMETERS}

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        pixels = {"type": "integer", "minimum": SMALLEST, "maximum": 999_999_999}
        return {
            "url": {
                "type": "string",
                "maxLength": LONGEST_URL,
                "description": "The address of a profile on this site.",
            },
            "format": {"type": "string", "enum": list(FORMATS), "default": FORMATS[0]},
            "maxwidth": {**pixels, "description": "How wide the frame may be, in pixels."},
            "maxheight": {**pixels, "description": "How high it may be, in pixels."},
            "dnt": {"type": "string", "description": "Makes no difference."},
        }

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        return {"": {"200": OEmbed, "404": Error, "501": Error}}

    def oembed_view(self, request: Request) -> Response:
        """Answer for an address. Raises BadRequestError, Http404, NotImplementedFormatError."""
        query = request.GET
        check_parameters(query, PARAMETERS)
        chosen = read_choices(query, "format", dict.fromkeys(FORMATS))
        most = {name: self.read_most(request, f"max{name}") for name in ("width", "height")}
        address = query.get("url", "")
        if not address:
            refuse("url", "must be given: the address of a profile on this site.")
        if len(address) > LONGEST_URL:
            refuse("url", f"cannot be longer than {LONGEST_URL} characters.")
        if "xml" in chosen:
            raise NotImplementedFormatError("format: only json is written here.")
        shown = self.profile_at(request, address)
        language = language_of(shown.page)
        with override(language):
            around = PageContext(shown.page, language, request=request)
            slug = shown.below.strip("/")
            found = Participant.objects.public().with_parts("texts").filter(slug=slug).first()
            if found is None:
                raise Http404("There is no such participant.")
            code = code_of(found, around)
            name, home = around.site_context.name, around.site_context.home_address
            width, height = most["width"] or code.width, most["height"] or code.height
            fitted = code.within(width, height)
            return Response(
                {
                    "type": "rich",
                    "version": "1.0",
                    "title": fitted.title,
                    "provider_name": name,
                    "provider_url": around.absolute(home or "/"),
                    "html": fitted.html,
                    "width": fitted.width,
                    "height": fitted.height,
                }
            )

    @staticmethod
    def read_most(request: Request, name: str) -> int:
        """Return how many pixels there may be, 0 where nothing is said. Raises BadRequestError."""
        most = read_whole_number(request.GET, name, 0)
        if name in request.GET and most < SMALLEST:
            refuse(name, f"must be at least {SMALLEST}.")
        return most

    @staticmethod
    def profile_at(request: Request, address: str) -> Shown:
        """Return the profile at an address of this site, or to which it leads. Raises Http404."""
        with override(default_language()):
            found = resolve_address(request, address, for_everybody=True)
            if isinstance(found, Redirected):
                found = resolve_address(request, found.location, for_everybody=True)
        if (
            not isinstance(found, Shown)
            or found.page.specific_class is not ParticipantIndexPage
            or found.route != "profile"
        ):
            raise Http404("There is no profile at this address.")
        return found
