"""Wagtail's own endpoints, untouched, and pages as its tutorial serves them."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path, re_path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.models import Page, Site
from wagtail.urls import serve_pattern

from participants.models import Participant


class StockParticipantsAPIViewSet(BaseAPIViewSet):
    """The registry through the endpoint that Wagtail offers for any model."""

    name = "participants"
    model = Participant


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("participants", StockParticipantsAPIViewSet)


def serve(request: HttpRequest, path: str) -> TemplateResponse:
    """Answer with Wagtail's own context of a page, and what a first template shows of it."""
    page = Page.route_for_request(request, path).page
    root = Site.find_for_request(request).root_page.localized
    context = {**Page.get_context(page, request), "menu": root.get_children().live().in_menu()}
    return TemplateResponse(request, "stock_page.html", context)


urlpatterns = [
    path("api/v2/", router.urls),
    *i18n_patterns(re_path(serve_pattern, serve, name="wagtail_serve")),
]
