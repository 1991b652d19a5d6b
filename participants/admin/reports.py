"""The report on what the registry lacks."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from participants.admin.quality import Finding, Findings
from participants.admin.quality_questions import Fault
from participants.models import Participant
from participants.values.cells import neutralised
from participants.values.countries import country_choices

READERS = ["add", "change", "publish", "view"]
URL_NAME = "registry_quality"


class QualityFilterSet(WagtailFilterSet):
    """Narrow the report by fault and by country."""

    fault = django_filters.MultipleChoiceFilter(
        label=_("Fault"), choices=Fault.choices, widget=forms.CheckboxSelectMultiple
    )
    country = django_filters.MultipleChoiceFilter(label=_("Country"), choices=country_choices)

    class Meta:
        model = Participant
        fields: list[str] = []


class QualityReportView(ReportView):
    """List the faults of the registry, each with the place where it is mended."""

    model = Participant
    any_permission_required = READERS
    template_name = "participants/admin/quality_report.html"
    page_title = _("Registry quality")
    header_icon = "clipboard-list"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = QualityFilterSet
    export_filename = "registry-quality"
    list_export = [
        "participant.number",
        "participant.name",
        "participant.country_name",
        "fault_name",
        "details",
    ]
    export_headings = {
        "participant.number": _("Number"),
        "participant.name": _("Participant"),
        "participant.country_name": _("Country"),
        "fault_name": _("Fault"),
        "details": _("Details"),
    }

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "name", label=_("Participant"), accessor="participant.name", get_url=self.mend_url
            ),
            Column("country", label=_("Country"), accessor="participant.country_name"),
            Column("fault", label=_("Fault"), accessor="fault_name"),
            Column("details", label=_("Details"), accessor="details"),
        ]

    @property
    def no_results_message(self) -> str:
        if self.is_filtering:
            return gettext("Nothing of this kind is missing.")
        return gettext("Nothing is missing from the registry.")

    def mend_url(self, finding: Finding) -> str:
        """Return the address of the tab that mends it, or of what a reader may see."""
        key = finding.participant.pk
        viewset = Participant.snippet_viewset
        if self.user_has_permission("change"):
            return f"{reverse(viewset.get_url_name('edit'), args=[key])}#tab-{finding.tab}"
        return reverse(viewset.get_url_name("inspect"), args=[key])

    def get_queryset(self) -> Findings:
        return Findings()

    def filter_queryset(self, queryset: Findings) -> Findings:
        if not (self.filters and self.filters.is_valid()):
            return queryset
        chosen = self.filters.form.cleaned_data
        return Findings(chosen["fault"], chosen["country"])

    def stream_csv(self, queryset: Findings) -> Iterator[bytes]:
        return in_language(get_language(), super().stream_csv(queryset))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        is_text = isinstance(value, str) and export_format == self.FORMAT_CSV
        return neutralised(value) if is_text else value


def in_language(language: str | None, lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines made in a language: they are sent when the request has left it already."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


class QualityReportMenuItem(MenuItem):
    """The report's place in the menu of those who may open it."""

    def is_shown(self, request: Any) -> bool:
        policy = policy_registry.get_by_type(Participant)
        return policy.user_has_any_permission(request.user, READERS)
