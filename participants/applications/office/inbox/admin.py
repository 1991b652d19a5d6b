"""The inbox as Wagtail's modeladmin has it: the list, one application, its history."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.utils import get_user_display_name
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import HistoryView

from participants.applications.office.inbox.access import InboxPermissions, may_view
from participants.applications.office.inbox.filters import FILTERS
from participants.applications.office.inbox.inspecting import InspectView
from participants.applications.office.inbox.listing import InboxListView, NameSearch, columns
from participants.applications.office.inbox.pages import HISTORY, INSPECT, LIST, inbox_applications
from participants.models import Application

ADDRESS = "participants/application/"


class NoButtons(ButtonHelper):
    """Leave out the buttons below each name, which leads to the application by itself."""

    def get_buttons_for_obj(self, obj: Application, *args: Any, **kwargs: Any) -> list[Any]:
        return []


class InspectURLFinder(ModelAdminURLFinder):
    """Leads from Wagtail's reports to an application, for those who may see it."""

    def get_edit_url(self, instance: Application) -> str | None:
        is_allowed = self.user is None or may_view(self.user)
        return reverse(INSPECT, args=[instance.pk]) if is_allowed else None


class HistoryPage(HistoryView):
    """The history, with the ways back that modeladmin leaves out."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": gettext("Applications")},
            {"url": reverse(INSPECT, args=[self.instance.pk]), "label": str(self.instance)},
            {"url": "", "label": self.get_page_title()},
        ]


class ApplicationAdmin(ModelAdmin):
    """Show confirmed applications, those that wait longest first; nothing is edited here."""

    model = Application
    permission_helper_class = InboxPermissions
    button_helper_class = NoButtons
    index_view_class = InboxListView
    history_view_class = HistoryPage
    search_handler_class = NameSearch
    menu_label = _("Applications")
    menu_icon = "mail"
    menu_order = 160
    inspect_view_enabled = True
    history_view_enabled = True
    index_view_extra_css = ["participants/inbox.css"]
    index_template_name = "participants/admin/application_index.html"
    list_display = ("name", "reference", "country", "kind", "state", "age", "officer")
    list_filter = FILTERS
    list_select_related = ("assigned_to",)
    list_per_page = 50
    search_fields = ("reference", "names", "name_local")
    ordering = ("turn", "open_since", "-decided_at")
    export_filename = "applications"

    @display(description=_("age in days"), ordering="-confirmed_at")
    def age(self, application: Application) -> int | None:
        """Return for how many days it has waited, or waited until it was decided."""
        return application.age

    @display(description=_("assigned to"), empty_value="–")
    def officer(self, application: Application) -> str | None:
        """Return the name of the officer."""
        officer = application.assigned_to
        return get_user_display_name(officer) if officer else None

    def get_list_export(self, request: HttpRequest) -> list[str]:
        return list(columns())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return Application.objects.confirmed().with_turn()

    def inspect_view(self, request: HttpRequest, instance_pk: int) -> HttpResponseBase:
        return InspectView.as_view()(request, pk=instance_pk)

    def history_view(self, request: HttpRequest, instance_pk: int) -> HttpResponseBase:
        # Modeladmin's own view asks neither who wants to see it nor whether it is in the inbox.
        if not may_view(request.user):
            raise PermissionDenied
        get_object_or_404(inbox_applications(), pk=instance_pk)
        response: HttpResponseBase = super().history_view(request, str(instance_pk))
        return response

    def get_admin_urls_for_registration(self) -> list[URLPattern]:
        """Return the addresses of the views that there are: nothing is created, edited, deleted."""
        return [
            path(ADDRESS, self.index_view, name=LIST),
            path(f"{ADDRESS}inspect/<int:instance_pk>/", self.inspect_view, name=INSPECT),
            path(f"{ADDRESS}history/<int:instance_pk>/", self.history_view, name=HISTORY),
        ]

    def register_admin_url_finders(self) -> None:
        register_admin_url_finder(Application, InspectURLFinder)
