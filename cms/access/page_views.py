"""Who may open Wagtail's page chooser at a page, and the history of the site.

Wagtail shows the title of any page, drafts included, and what was done to it, to whoever may enter
the admin. The addresses here stand before Wagtail's.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models.base import public_pages
from participants.models import Participant


class PermittedBrowseView(BrowseView):
    """Open the chooser for who works with pages, at one that is public or that the user may see.

    The list names a public page by the title of its draft.
    """

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
        """Raise PermissionDenied for another page."""
        if parent_page_id is not None and not self._is_seen(request, parent_page_id):
            raise PermissionDenied
        return super().get(request, parent_page_id)

    @staticmethod
    def _is_seen(request: HttpRequest, key: int) -> bool:
        seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
        found = (Page.objects.filter(depth=1), public_pages(), seen)
        return seen.exists() and any(pages.filter(pk=key).exists() for pages in found)


class PermittedHistoryView(LogEntriesView):
    """Show the history to those who work with pages or participants."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied for others."""
        works_with_pages = policy_registry.get_by_type(Page).explorable_instances(request.user)
        registry = policy_registry.get_by_type(Participant)
        if not (
            registry.user_has_any_permission(request.user, ("add", "change", "publish", "view"))
            or works_with_pages.exists()
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def guarded_page_urls() -> list[URLPattern]:
    """Return the addresses that stand before Wagtail's, without their names."""
    views = {
        "choose-page/<int:parent_page_id>/": PermittedBrowseView.as_view(),
        "reports/site-history/": PermittedHistoryView.as_view(),
        "reports/site-history/results/": PermittedHistoryView.as_view(results_only=True),
    }
    return [path(address, require_admin_access(view)) for address, view in views.items()]
