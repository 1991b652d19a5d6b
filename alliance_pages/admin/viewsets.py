"""The snippets of the pages plugin in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    SnippetViewSet,
    WorkflowActionView,
    WorkflowPreviewView,
)

from alliance_pages.models import AnnouncementTemplate, SiteSettings, WithdrawnAddress
from participants.admin.editor_views import CopyFormView
from participants.admin.listing import ReadersChooserViewSet, may_read
from participants.editing.decisions import ModeratedMixin, SeenDecisionMixin
from participants.editing.rows import VersionedRowSnippetEditView
from participants.editing.views import VersionedSnippetEditView


class AnnouncementTemplateViewSet(SnippetViewSet):
    """Keep the words that announce a new participant, beside the registry in the menu."""

    model = AnnouncementTemplate
    icon = "doc-full-inverse"
    copy_view_class = CopyFormView
    edit_view_class = VersionedRowSnippetEditView
    chooser_viewset_class = ReadersChooserViewSet
    menu_label = _("Announcements")
    menu_hook = "register_registry_menu_item"
    menu_order = 250
    list_display = ["title", Column("locale", label=_("Language"))]
    ordering = ["locale"]


class ModeratedSettingsMixin(ModeratedMixin):
    """Keep out those who may neither see the settings nor decide on them."""

    def is_seen_by(self, user: Any) -> bool:
        return may_read(user, SiteSettings)


class SettingsDecisionView(ModeratedSettingsMixin, SeenDecisionMixin, WorkflowActionView):
    """A moderator's decision from the first page of the admin."""


class SettingsDecisionDataView(ModeratedSettingsMixin, CollectWorkflowActionDataView):
    """What a moderator says to a decision in the editor."""


class SettingsCancellationView(ModeratedSettingsMixin, ConfirmWorkflowCancellationView):
    """The question whether publishing may end the workflow."""


class SettingsTaskPreviewView(ModeratedSettingsMixin, WorkflowPreviewView):
    """What a moderator decides on."""


class SiteSettingsViewSet(SnippetViewSet):
    """Keep what surrounds every page, one row for each language, in the menu of settings."""

    model = SiteSettings
    icon = "cog"
    add_to_settings_menu = True
    menu_label = _("Site settings")
    menu_order = 50
    copy_view_enabled = False
    edit_view_class = VersionedSnippetEditView
    workflow_action_view_class = SettingsDecisionView
    collect_workflow_action_data_view_class = SettingsDecisionDataView
    confirm_workflow_cancellation_view_class = SettingsCancellationView
    workflow_preview_view_class = SettingsTaskPreviewView
    chooser_viewset_class = ReadersChooserViewSet
    list_display = ["locale", LiveStatusTagColumn()]
    ordering = ["locale"]


class WithdrawnAddressViewSet(SnippetViewSet):
    """Keep what was at old addresses and is not on this site, below the redirects."""

    model = WithdrawnAddress
    icon = "redirect"
    add_to_settings_menu = True
    menu_order = 860
    copy_view_enabled = False
    edit_view_class = VersionedRowSnippetEditView
    chooser_viewset_class = ReadersChooserViewSet
    list_display = ["title", "path", Column("locale", label=_("Language"))]
    ordering = ["path"]
