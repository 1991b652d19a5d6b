"""Registration with Wagtail."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models.base import public_pages
from cms.access.named_items import PermittedDocumentsViewSet, PermittedImagesViewSet
from cms.access.viewsets import AttemptViewSet, versioned_urls
from cms.demo.loader import ACTION


@hooks.register("register_log_actions")
def name_the_demonstration_in_the_log(actions: LogActionRegistry) -> None:
    """Name the entry that says when the demonstration content was loaded."""
    actions.register_action(
        ACTION, _("Load demonstration content"), _("Loaded the demonstration content")
    )


@hooks.register("insert_editor_js")
def show_the_first_error() -> SafeString:
    """Let the editors of pages and snippets open the tab in which a save was refused."""
    return format_html('<script src="{}"></script>', static("cms/first_error.js"))


@hooks.register("register_admin_viewset")
def register_failed_attempts() -> AttemptViewSet:
    """Give failed attempts and locks their place under Settings."""
    return AttemptViewSet()


@hooks.register("register_admin_urls", order=-1)
def edit_accounts_sites_and_webhooks_by_version() -> list[URLPattern]:
    """Put the editors that notice others before the stock ones, at the same addresses."""
    return versioned_urls()


@hooks.register("construct_page_chooser_queryset")
def choose_among_visible_pages(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer who works with pages the public ones, and others that they may see in the admin."""
    seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
    if not seen.exists():
        return pages.none()
    return pages.filter(Q(pk__in=public_pages().values("pk")) | Q(pk__in=seen.values("pk")))


@hooks.register("construct_admin_api", order=1)
def list_permitted_files_only(router: WagtailAPIRouter) -> None:
    """Take the place of Wagtail's lists, which answer everybody who may enter the admin."""
    router.register_endpoint("images", PermittedImagesViewSet)
    router.register_endpoint("documents", PermittedDocumentsViewSet)
