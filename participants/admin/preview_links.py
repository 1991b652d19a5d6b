"""The links by which previews are open in frontends: seen and revoked by those who made them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from participants.models import FrontendPreview
from participants.values.frontends import frontend_addresses

ADMIN = "wagtailadmin.access_admin"


def links_of(user: Any) -> QuerySet[FrontendPreview]:
    """Return the links that a user may revoke."""
    links = FrontendPreview.objects.select_related("user", "content_type")
    return links if user.is_superuser else links.filter(user=user)


class OwnLinksPolicy(BasePermissionPolicy):
    """Let editors see and revoke their own links, and administrators all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "delete"} and user.has_perm(ADMIN)

    def users_with_any_permission(self, actions: Any) -> Any:
        return get_user_model().objects.filter(is_active=True)


class LinksIndexView(generic.IndexView):
    """The links of whoever asks, the newest first."""

    def get_base_queryset(self) -> QuerySet[FrontendPreview]:
        return links_of(self.request.user)


class RevokeView(generic.DeleteView):
    """Revoke a link: whoever has its token reads nothing more."""

    page_title = _("Revoke the link")
    confirmation_message = _("Whoever has this link can no longer open the preview.")

    def get_queryset(self) -> QuerySet[FrontendPreview]:
        return links_of(self.request.user)


class LinksMenuItem(MenuItem):
    """The place of the links in the menu, where there are frontends."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(frontend_addresses())


class PreviewLinkViewSet(ModelViewSet):
    """The links by which frontends show previews; the panel of the editor makes them."""

    model = FrontendPreview
    name = "preview_links"
    url_prefix = "preview-links"
    icon = "view"
    menu_label = _("Preview links")
    menu_hook = "register_reports_menu_item"
    menu_item_class = LinksMenuItem
    index_view_class = LinksIndexView
    delete_view_class = RevokeView
    list_display = [
        Column("title", label=_("Title")),
        Column("content_type.name", label=_("Type")),
        Column("user", label=_("Who")),
        DateColumn("saved_at", label=_("When"), sort_key="saved_at"),
    ]
    ordering = "-saved_at"
    form_fields = ()
    copy_view_enabled = False
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add", "edit", "history", "usage", "inspect")
        nothing = dict.fromkeys((f"{view}_url_name" for view in absent), None)
        return super().get_common_view_kwargs(**{**nothing, **kwargs})

    def register_admin_url_finder(self) -> None:
        """Register none: nobody edits a link."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("delete/<uuid:pk>/", self.delete_view, name="delete"),
        ]
