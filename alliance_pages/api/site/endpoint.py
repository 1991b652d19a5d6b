"""`site/`: answering with the document."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response

from alliance_pages.api.site.representation import represent_site
from alliance_pages.api.site.shapes import SiteDocument
from alliance_pages.models import SiteSettings
from alliance_pages.site.page_context import PageContext
from participants.api.base import PublicAPIViewSet
from participants.api.reader import Reader
from participants.registry.listing.parameters import LINKS, check_parameters, read_language

PARAMETERS = frozenset({LINKS, "locale"})


class SiteAPIViewSet(PublicAPIViewSet):
    """Answer with what the site's own templates print around every page of a language.

    It is the same whatever page it surrounds, so that a client asks for it once.
    """

    name = "site"
    model = SiteSettings
    about = "What surrounds every page of a language."

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "site_view"}), name="site")]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": PARAMETERS}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        return {"": {"200": SiteDocument}}

    def site_view(self, request: Request) -> Response:
        """Answer with the document of a language. Raises BadRequestError."""
        check_parameters(request.GET, PARAMETERS)
        language = read_language(request.GET)
        with override(language):
            context = PageContext(None, language, request=request._request)
            return Response(represent_site(context.site_context, Reader(request, language)))
