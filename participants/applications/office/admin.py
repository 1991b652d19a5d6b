"""The inbox as Wagtail's modeladmin has it: the list, one application, its history, its steps."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.request import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.utils import get_user_display_name
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from participants.applications.office.accept_views import AcceptView, PublishView, ReverseView
from participants.applications.office.listing import (
    FILTERS,
    PARAMETERS,
    NameSearch,
    StateFilter,
    columns,
    rows,
)
from participants.applications.office.pages import (
    HISTORY,
    INSPECT,
    LIST,
    InboxPermissions,
    inbox_applications,
    may_decide,
    may_view,
)
from participants.applications.office.step_views import AskView, AssignView, DeclineView, NoteView
from participants.applications.office.views import (
    ERASE,
    EXPORT,
    PERSON,
    HistoryPage,
    InspectView,
    LetterView,
    PersonEraseView,
    PersonExportView,
    PersonView,
)
from participants.exports.tables import CONTENT_TYPE, csv_pieces, workbook_file
from participants.models import Application

ADDRESS = "participants/application/"
NAME = "participants_application"
# Each at an address of its own below that of an application.
PAGES = {
    "assign": AssignView,
    "ask": AskView,
    "note": NoteView,
    "decline": DeclineView,
    "accept": AcceptView,
    "publish": PublishView,
    "reverse": ReverseView,
    "letter": LetterView,
}


class InboxListView(IndexView):
    def get_filters_params(self, params: QueryDict | None = None) -> dict[str, Any]:
        """Return what is asked by the filters alone.

        Modeladmin would take any other parameter for a question on a field, such as
        `contact_email__startswith=a`, and so tell what it does not show.
        """
        given = super().get_filters_params(params)
        return {name: value for name, value in given.items() if name in PARAMETERS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_decide=may_decide(self.request.user), **kwargs)

    def as_spreadsheet(self, queryset: QuerySet, wanted: str) -> HttpResponseBase:
        """Return the file. wanted: csv or xlsx."""
        keys = list(queryset.values_list("pk", flat=True))
        name = f"{self.get_filename()}.{wanted}"
        if wanted == self.FORMAT_XLSX:
            book = workbook_file("applications", list(columns()), rows(keys))
            return FileResponse(book, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
        return StreamingHttpResponse(
            csv_pieces(list(columns()), rows(keys)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class WaitingSummaryItem(SummaryItem):
    """The number of applications for which it is the office's turn."""

    order = 50
    template_name = "participants/admin/application_summary.html"

    def is_shown(self) -> bool:
        return may_view(self.request.user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "waiting": Application.objects.waiting().count(),
            "address": f"{reverse(LIST)}?state={StateFilter.WAITING}",
        }


class NoButtons(ButtonHelper):
    """Leave out the buttons below each name, which leads to the application by itself."""

    def get_buttons_for_obj(self, obj: Application, *args: Any, **kwargs: Any) -> list[Any]:
        return []


class InspectURLFinder(ModelAdminURLFinder):
    """Leads from Wagtail's reports to an application, for those who may see it."""

    def get_edit_url(self, instance: Application) -> str | None:
        is_allowed = self.user is None or may_view(self.user)
        return reverse(INSPECT, args=[instance.pk]) if is_allowed else None


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
            path(f"{ADDRESS}personal-data/", PersonView.as_view(), name=PERSON),
            path(f"{ADDRESS}personal-data/export/", PersonExportView.as_view(), name=EXPORT),
            path(f"{ADDRESS}personal-data/erase/", PersonEraseView.as_view(), name=ERASE),
            *(
                path(f"{ADDRESS}<int:pk>/{what}/", view.as_view(), name=f"{NAME}_{what}")
                for what, view in PAGES.items()
            ),
        ]

    def register_admin_url_finders(self) -> None:
        register_admin_url_finder(Application, InspectURLFinder)
