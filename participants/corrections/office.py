"""The office's queue in the admin: the list, and one report with the buttons that settle it."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import (
    AdminURLFinder,
    ModelAdminURLFinder,
    register_admin_url_finder,
)
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_registry

from participants.applications.transitions import StepError
from participants.corrections.steps import settle
from participants.models import CorrectionReport, CorrectionState, Participant
from participants.models.applications.correction import CorrectionQuerySet
from participants.values.countries import country_name
from participants.values.fields import RunningTextInput

LIST = "participants_corrections"
REPORT = "participants_corrections_report"
ADDRESS = "participants/corrections/"
RESULTS = (CorrectionState.SETTLED, CorrectionState.UNFOUNDED)


def may_settle(user: Any) -> bool:
    """Tell whether the user may settle reports, and read who has sent them."""
    return bool(user.has_perm("participants.settle_correctionreport"))


def may_view(user: Any) -> bool:
    """Tell whether the user may see reports without what is private in them."""
    return bool(user.has_perm("participants.view_correctionreport")) or may_settle(user)


def reports() -> CorrectionQuerySet:
    """Return all reports, with what the queue says of them."""
    participants = Prefetch("participant", Participant.objects.with_names())
    found: CorrectionQuerySet = CorrectionReport.objects.select_related("settled_by")
    return found.prefetch_related(participants)


class QueueMixin(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_view(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def _countries(_request: Any = None) -> list[tuple[str, str]]:
    codes = CorrectionReport.objects.order_by().values_list("participant__country", flat=True)
    named = [(code, str(country_name(code))) for code in codes.distinct()]
    return sorted(named, key=lambda choice: choice[1])


class CorrectionFilterSet(WagtailFilterSet):
    """Narrow the queue by what came of a report, and by the country that it is about."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=CorrectionState.choices)
    country = django_filters.ChoiceFilter(
        label=_("Country"), field_name="participant__country", choices=_countries
    )

    class Meta:
        model = CorrectionReport
        fields: list[str] = []


class QueueView(QueueMixin, IndexView):
    """The reports, the newest first."""

    model = CorrectionReport
    any_permission_required = None
    filterset_class = CorrectionFilterSet
    page_title = _("Corrections")
    header_icon = "comment"
    index_url_name = LIST
    index_results_url_name = f"{LIST}_results"
    default_ordering = "-received_at"
    paginate_by = 50
    columns: Sequence[BaseColumn] = [
        TitleColumn(
            "participant.name",
            label=_("Participant"),
            get_url=lambda report: reverse(REPORT, args=[report.pk]),
        ),
        Column("country_name", label=_("Country")),
        Column("reference", label=_("Reference")),
        Column("get_state_display", label=_("State"), sort_key="state"),
        DateColumn("received_at", label=_("Received"), sort_key="received_at"),
        DateColumn("settled_at", label=_("Settled"), sort_key="settled_at"),
        Column("settled_by", label=_("Settled by")),
    ]

    def get_base_queryset(self) -> QuerySet[CorrectionReport]:
        return reports()


def _words(name: str, rows: int) -> RunningTextInput:
    column: Any = CorrectionReport._meta.get_field(name)
    return RunningTextInput(
        required=False, max_length=column.max_length, widget=forms.Textarea({"rows": rows})
    )


class SettleForm(forms.Form):
    """What came of a report. state: said by the button."""

    state = forms.ChoiceField(choices=[(state.value, state.label) for state in RESULTS])
    note = _words("note", 3)
    is_answered = forms.BooleanField(required=False)
    reply = _words("reply", 6)

    def __init__(self, report: CorrectionReport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Internal note")
        self.fields["is_answered"].label = _("Say by e-mail what came of it")
        self.fields["reply"].label = _("Words of your own for the mail")
        self.fields["reply"].help_text = gettext(
            "They stand below a sentence that says what came of it. Language: %(language)s."
        ) % {"language": report.get_language_display()}
        if not report.contact_email:
            del self.fields["is_answered"], self.fields["reply"]


class ReportView(QueueMixin, WagtailAdminTemplateMixin, FormView):
    """Show a report, and settle it."""

    form_class = SettleForm
    template_name = "participants/admin/correction.html"
    page_title = _("Correction")
    header_icon = "comment"

    @cached_property
    def report(self) -> CorrectionReport:
        """Return the report that the address names."""
        return get_object_or_404(reports(), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "report": self.report}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_settle(request.user):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SettleForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            settle(
                self.report,
                CorrectionState(said["state"]),
                user=self.request.user,
                note=said["note"],
                reply=said["reply"] if said.get("is_answered") else None,
            )
        except StepError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, gettext("The report has been settled."))
        return redirect(REPORT, self.report.pk)

    def get_page_subtitle(self) -> str:
        return str(self.report)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": gettext("Corrections")},
            {"url": "", "label": str(self.report)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, participant = self.request.user, self.report.participant
        return super().get_context_data(
            report=self.report,
            edit_url=AdminURLFinder(user).get_edit_url(participant),
            public_url=participant.get_absolute_url() if participant.is_public else None,
            may_settle=may_settle(user),
            is_open=self.report.state == CorrectionState.OPEN,
            results=[(state.value, capfirst(state.label)) for state in RESULTS],
            history=log_registry.get_logs_for_instance(self.report).select_related("user"),
            **kwargs,
        )


class QueueMenuItem(MenuItem):
    """The place of the queue in the menu, with the number of open reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_view(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := CorrectionReport.objects.open().count():
            component.label = f"{self.label} ({waiting})"
        return component


class ReportURLFinder(ModelAdminURLFinder):
    """Leads from Wagtail's reports to a report of a mistake, for those who may see it."""

    def get_edit_url(self, instance: CorrectionReport) -> str | None:
        is_allowed = self.user is None or may_view(self.user)
        return reverse(REPORT, args=[instance.pk]) if is_allowed else None


register_admin_url_finder(CorrectionReport, ReportURLFinder)


def queue_urls() -> list[URLPattern]:
    return [
        path(ADDRESS, QueueView.as_view(), name=LIST),
        path(f"{ADDRESS}results/", QueueView.as_view(results_only=True), name=f"{LIST}_results"),
        path(f"{ADDRESS}<int:pk>/", ReportView.as_view(), name=REPORT),
    ]


def queue_menu_item() -> QueueMenuItem:
    address = f"{reverse(LIST)}?state={CorrectionState.OPEN}"
    return QueueMenuItem(
        _("Corrections"), address, name="corrections", icon_name="comment", order=161
    )
