"""The report on what the registry lacks: one finding for each fault of each participant."""

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from participants.admin.quality import Fault, Question, questions
from participants.models import Participant
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import country_choices
from participants.values.text import neutralised

MOST_IN_MEMORY = 500

# The tab of the editor on which each fault is mended; participants/admin/panels.py names them.
TABS = {
    Fault.TRANSLATION: "texts",
    Fault.OLD_FIGURE: "figures",
    Fault.COORDINATES: "place",
    Fault.IMAGE_RIGHTS: "place",
    Fault.DATE: "membership",
}


@dataclass(frozen=True)
class Finding:
    """One fault of one participant, in the active language."""

    participant: Participant
    fault: Fault
    details: str

    @property
    def tab(self) -> str:
        return TABS[self.fault]

    @property
    def fault_name(self) -> str:
        return capfirst(str(self.fault.label))


class Findings:
    """All findings, fault after fault and by name, of which no more is loaded than is looked at."""

    def __init__(self, faults: Collection[str] = (), countries: Collection[str] = ()) -> None:
        self.faults = faults
        self.countries = countries

    @cached_property
    def questions(self) -> list[Question]:
        return [
            question for question in questions() if not self.faults or question.fault in self.faults
        ]

    @cached_property
    def keys(self) -> list[array]:
        """Return the primary keys of each question's rows, asked for once for each state."""
        version = RegistryVersion.now()
        return [self._keys(question, version) for question in self.questions]

    def _keys(self, question: Question, version: RegistryVersion) -> array:
        keys = question.narrowed(self.countries).values_list("pk", flat=True)
        if not question.is_watched:
            return array("q", keys)
        key = ("quality", keys.query.sql_with_params())
        return version.remember(key, lambda: array("q", keys.iterator(chunk_size=10_000)))

    def count(self) -> int:
        """Return how many findings there are, as paginators ask for it."""
        return sum(map(len, self.keys))

    __len__ = count

    def __getitem__(self, places: slice) -> list[Finding]:
        """Return a page of findings in a number of queries that does not depend on the registry."""
        found: list[tuple[Question, Any]] = []
        start, stop, _step = places.indices(self.count())
        for question, keys in zip(self.questions, self.keys, strict=True):
            wanted = keys[max(start, 0) : max(stop, 0)]
            if wanted:
                rows = question.rows.in_bulk(wanted)
                found += [(question, rows[key]) for key in wanted if key in rows]
            start, stop = start - len(keys), stop - len(keys)
        return _findings(found)

    def __iter__(self) -> Iterator[Finding]:
        """Yield all findings, a few hundred in memory at a time."""
        for start in range(0, self.count(), MOST_IN_MEMORY):
            yield from self[start : start + MOST_IN_MEMORY]


def _findings(found: list[tuple[Question, Any]]) -> list[Finding]:
    keys = {question.key(row) for question, row in found}
    participants = Participant.objects.with_names().in_bulk(keys)
    return [
        Finding(participants[question.key(row)], question.fault, capfirst(question.details(row)))
        for question, row in found
        if question.key(row) in participants
    ]


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
