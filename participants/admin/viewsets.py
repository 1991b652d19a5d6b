"""The registry in the admin."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from participants.admin.editor_views import (
    CopyFormView,
    ModeratedCancellationView,
    ModeratedDecisionDataView,
    ModeratedDecisionView,
    ModeratedPreviewView,
    ParticipantCopyView,
    ParticipantCreateView,
    ParticipantEditView,
)
from participants.admin.listing import (
    ParticipantChooserViewSet,
    ParticipantFilterSet,
    ParticipantIndexView,
)
from participants.admin.panels import participant_tabs
from participants.editing.rows import VersionedRowSnippetEditView
from participants.models import LINKS, Participant, Theme
from participants.models.querysets import ParticipantQuerySet


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
        *LINKS,
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
    model = Theme
    icon = "tag"
    copy_view_class = CopyFormView
    edit_view_class = VersionedRowSnippetEditView
    list_display = ["label", Column("slug", label=_("Slug"), sort_key="slug")]
    ordering = ["name"]


class RegistryViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Registry")
    menu_icon = "globe"
    menu_order = 150
    submenu_hook = "register_registry_menu_item"
    items = (ParticipantViewSet, ThemeViewSet)
