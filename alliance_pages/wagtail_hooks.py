"""Registration with Wagtail."""

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from alliance_pages.admin.page_editor import (
    VersionedDocumentEditView,
    VersionedPageViewSet,
    VersionedRedirectEditView,
)
from alliance_pages.admin.viewsets import (
    AnnouncementTemplateViewSet,
    SiteSettingsViewSet,
    WithdrawnAddressViewSet,
)
from alliance_pages.announcing import expected_drafts
from alliance_pages.dependencies.answers import note_page
from alliance_pages.maps.europe import MapPoint, europe_map
from alliance_pages.models.base import is_live
from alliance_pages.site.languages import content_language, has_languages_in_addresses, language_of
from alliance_pages.site.links import PublicPageLinkHandler
from alliance_pages.site.media import is_used_in_public, may_see_file

register_snippet(AnnouncementTemplateViewSet)
register_snippet(SiteSettingsViewSet)
register_snippet(WithdrawnAddressViewSet)


@hooks.register("register_rich_text_features", order=100)
def link_to_public_pages_only(features: FeatureRegistry) -> None:
    """Let rich text print the address of public pages only."""
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("before_serve_page")
def serve_live_pages_only(page: Page, request: HttpRequest, *_route: object) -> None:
    """Keep visitors from a page that is past its expiry, or below one that is not live.

    Wagtail looks at the page's own flag alone, and the flag changes only when a scheduler runs.
    Where the home page of a language is not live, Wagtail would serve another language's pages
    at its addresses.
    """
    if not is_live(page):
        raise Http404
    if has_languages_in_addresses(request) and language_of(page) != content_language():
        raise Http404


hooks.register("before_serve_page", note_page)


@hooks.register("before_serve_document")
def serve_documents_of_public_pages_only(document: AbstractDocument, request: HttpRequest) -> None:
    """Keep a draft's attachment from visitors; Wagtail asks for the collection's password."""
    if not (is_used_in_public(document) or may_see_file(request, document)):
        raise Http404


@hooks.register("participants_position_map")
def draw_position(latitude: float, longitude: float, country: str) -> str:
    """Draw where an authority lies, for whoever reads its application. WGS 84 degrees."""
    point = MapPoint("", "", latitude, longitude)
    drawn = europe_map([point], highlighted=[country], focus=country)
    return render_to_string("alliance_pages/admin/position_map.html", {"map": drawn})


hooks.register("participants_expected_drafts", expected_drafts)


@hooks.register("register_admin_viewset")
def edit_pages_by_version() -> VersionedPageViewSet:
    """Let the page editor save only over the version that it shows."""
    return VersionedPageViewSet()


@hooks.register("register_admin_urls", order=-1)
def edit_files_and_redirects_by_version() -> list[URLPattern]:
    """Put the editors that notice others before Wagtail's own, at the same addresses."""
    return [
        path("documents/edit/<int:document_id>/", VersionedDocumentEditView.as_view()),
        path("redirects/<int:redirect_id>/", VersionedRedirectEditView.as_view()),
    ]
