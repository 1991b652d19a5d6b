"""The registry in the admin."""

from collections import defaultdict
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.models import Revision, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
    WorkflowPreviewView,
)

from participants.admin.editor_views import (
    CopyFormView,
    ParticipantCopyView,
    ParticipantCreateView,
    ParticipantDecisionView,
    ParticipantEditView,
)
from participants.admin.paginators import RegistryPaginator
from participants.admin.panels import participant_tabs
from participants.editing.rows import VersionedRowSnippetEditView
from participants.exports.spreadsheets import SpreadsheetsMixin
from participants.importer.admin.access import ImportButtonMixin
from participants.models import Kind, Participant, Status, Theme
from participants.models.querysets import ParticipantQuerySet
from participants.values.countries import country_choices


class ParticipantFilterSet(WagtailFilterSet):
    """Narrow the listing by country, kind, theme, status and live state."""

    # No row can match twice, so none needs to be told apart; that would sort the whole table.
    country = django_filters.MultipleChoiceFilter(
        label=_("Country"), choices=country_choices, distinct=False
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Kind.choices, distinct=False
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), method="filter_theme"
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, distinct=False
    )
    live = django_filters.BooleanFilter(label=_("Live"))

    class Meta:
        model = Participant
        fields: list[str] = []

    def filter_theme(self, found: ParticipantQuerySet, name: str, theme: Theme) -> QuerySet:
        return found.on_theme(theme.slug)


class ParticipantIndexView(ImportButtonMixin, SpreadsheetsMixin, IndexView):
    """Search names in any language without regard to accents, case and script."""

    paginator_class = RegistryPaginator

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Column:
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.label, column.sort_key = _("Name"), "sort_name"
        return column

    def paginate_queryset(self, queryset: ParticipantQuerySet, page_size: int) -> tuple:
        page = super().paginate_queryset(queryset, page_size)
        load_publication_states(list(page[2]))
        return page

    def search_queryset(self, queryset: ParticipantQuerySet) -> ParticipantQuerySet:
        return queryset.matching(self.search_query) if self.is_searching else queryset


def load_publication_states(participants: list[Participant]) -> None:
    """Load the schedules and workflows of a page of the listing in two queries.

    Wagtail's status tag asks for them row by row.
    """
    keys = {
        "base_content_type": Participant.get_base_content_type(),
        "object_id__in": [str(participant.pk) for participant in participants],
    }
    scheduled = {
        revision.object_id: revision
        for revision in Revision.objects.filter(approved_go_live_at__isnull=False, **keys)
    }
    workflows = defaultdict(list)
    for state in WorkflowState.objects.active().filter(**keys):
        workflows[state.object_id].append(state)
    for participant in participants:
        participant.scheduled_revision = scheduled.get(str(participant.pk))
        participant._current_workflow_states = workflows[str(participant.pk)]


class ParticipantSearchForm(SearchFilterMixin, BaseFilterForm):
    """The chooser's search, by any name."""

    def filter(self, objects: ParticipantQuerySet) -> ParticipantQuerySet:
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return objects.matching(query)


class RegistryReadersOnlyMixin(View):
    """Keep out those who may not see the registry; Wagtail's choosers let in all editors."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_open_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_open_to(self, user: Any) -> bool:
        policy = policy_registry.get_by_type(Participant)
        return bool(policy.user_has_any_permission(user, {"add", "change", "publish", "view"}))


class ParticipantChooseMixin(RegistryReadersOnlyMixin, BaseSnippetChooseView):
    """List and find participants by any of their names."""

    filter_form_class = ParticipantSearchForm
    paginator_class = RegistryPaginator

    def get_object_list(self) -> ParticipantQuerySet:
        return Participant.objects.with_names()

    def get_results_page(self, request: HttpRequest) -> Page:
        page = super().get_results_page(request)
        load_publication_states(list(page.object_list))
        return page

    @property
    def columns(self) -> list[Column]:
        """Tell places of the same name apart."""
        name, *others, publication = super().columns
        name.label, publication.label = _("Name"), _("Publication")
        return [
            name,
            Column("number", label=_("Number")),
            Column("country_name", label=_("Country")),
            Column("get_kind_display", label=_("Kind")),
            Column("get_status_display", label=_("Status")),
            *others,
            publication,
        ]


class ParticipantChooseView(ParticipantChooseMixin, ChooseView):
    """The chooser with its search form."""


class ParticipantChooseResultsView(ParticipantChooseMixin, ChooseResultsView):
    """The chooser's results alone."""


class ParticipantChosenView(RegistryReadersOnlyMixin, SnippetChosenView):
    """The answer once one is chosen."""


class ParticipantChosenMultipleView(RegistryReadersOnlyMixin, SnippetChosenMultipleView):
    """The answer once several are chosen."""


class ParticipantChooserViewSet(SnippetChooserViewSet):
    """Choose a participant by any of its names."""

    page_title = _("Choose")  # Wagtail translates its own once, when the server starts
    choose_view_class = ParticipantChooseView
    choose_results_view_class = ParticipantChooseResultsView
    chosen_view_class = ParticipantChosenView
    chosen_multiple_view_class = ParticipantChosenMultipleView


class ModeratedMixin(RegistryReadersOnlyMixin):
    """Keep out those who may neither see the registry nor decide on the participant.

    Wagtail names the participant, the workflow and the task before it asks.
    """

    object: Participant

    def is_open_to(self, user: Any) -> bool:
        task = self.object.current_workflow_task
        return super().is_open_to(user) or bool(task and task.get_actions(self.object, user))


class ModeratedDecisionView(ModeratedMixin, ParticipantDecisionView):
    """A moderator's decision from the first page of the admin."""


class ModeratedDecisionDataView(ModeratedMixin, CollectWorkflowActionDataView):
    """What a moderator says to a decision in the editor."""


class ModeratedCancellationView(ModeratedMixin, ConfirmWorkflowCancellationView):
    """The question whether publishing may end the workflow."""


class ModeratedPreviewView(ModeratedMixin, WorkflowPreviewView):
    """What a moderator decides on."""


class ParticipantViewSet(SnippetViewSet):
    """List, edit, preview, compare, copy, inspect and export participants."""

    model = Participant
    icon = "site"
    copy_view_enabled = True
    inspect_view_enabled = True
    inspect_view_fields = [
        "name",
        "number",
        "slug",
        "name_local",
        "kind",
        "country",
        "status",
        "joined",
        "left",
        "figure_statements",
        "themes",
        "latitude",
        "longitude",
        "website",
        "source_url",
        "image",
        "live",
        "last_published_at",
    ]
    index_view_class = ParticipantIndexView
    add_view_class = ParticipantCreateView
    edit_view_class = ParticipantEditView
    copy_view_class = ParticipantCopyView
    workflow_action_view_class = ModeratedDecisionView
    collect_workflow_action_data_view_class = ModeratedDecisionDataView
    confirm_workflow_cancellation_view_class = ModeratedCancellationView
    workflow_preview_view_class = ModeratedPreviewView
    chooser_viewset_class = ParticipantChooserViewSet
    filterset_class = ParticipantFilterSet
    list_per_page = 50
    ordering = ["sort_name", "pk"]
    list_display = [
        "name",
        Column("number", label=_("Number"), sort_key="number"),
        Column("country_name", label=_("Country"), sort_key="country"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("joined", label=_("Joined"), sort_key="joined_on"),
        Column("get_status_display", label=_("Status"), sort_key="status"),
        LiveStatusTagColumn(label=_("Publication")),
    ]
    edit_handler = participant_tabs

    def get_queryset(self, request: HttpRequest) -> ParticipantQuerySet:
        return Participant.objects.with_names()


class ThemeViewSet(SnippetViewSet):
    """Keep the vocabulary of themes."""

    model = Theme
    icon = "tag"
    copy_view_class = CopyFormView
    edit_view_class = VersionedRowSnippetEditView
    list_display = ["label", Column("slug", label=_("Slug"), sort_key="slug")]
    ordering = ["name"]


class RegistryViewSetGroup(SnippetViewSetGroup):
    """The registry's place in the menu."""

    menu_label = _("Registry")
    menu_icon = "globe"
    menu_order = 150
    submenu_hook = "register_registry_menu_item"
    items = (ParticipantViewSet, ThemeViewSet)
