"""How participants are listed and chosen in the admin."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import django_filters
from django.core.exceptions import EmptyResultSet, PermissionDenied
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.models import Revision, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import IndexView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from participants.exports.tables import SpreadsheetsMixin
from participants.importer.admin.access import ImportButtonMixin
from participants.models import Kind, Participant, Status, Theme
from participants.models.querysets import ParticipantQuerySet
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import country_choices


class RegistryPaginator(WagtailPaginator):
    """Count a list of participants once for each state of the registry.

    A database counts by reading every row, and does so again for every page that is looked at.
    """

    @cached_property
    def count(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return super().count
        try:
            question = self.object_list.order_by().query.sql_with_params()
        except EmptyResultSet:
            return 0
        return RegistryVersion.now().remember(("count", question), self.object_list.count)


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
    def filter(self, objects: ParticipantQuerySet) -> ParticipantQuerySet:
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return objects.matching(query)


def may_read(user: Any, model: type[Model]) -> bool:
    """Tell whether somebody may see the objects of a model in the admin."""
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_any_permission(user, {"add", "change", "publish", "view"}))


class ReadersChooserViewSet(SnippetChooserViewSet):
    """Choose among objects, for those who may see them; Wagtail lets in all editors."""

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns: list[URLPattern] = super().get_urlpatterns()
        return list(decorate_urlpatterns(patterns, self._for_readers))

    def _for_readers(self, view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may_read(request.user, self.model):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded


class ParticipantChooseMixin(BaseSnippetChooseView):
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


class ParticipantChooserViewSet(ReadersChooserViewSet):
    page_title = _("Choose")  # Wagtail translates its own once, when the server starts
    choose_view_class = ParticipantChooseView
    choose_results_view_class = ParticipantChooseResultsView
