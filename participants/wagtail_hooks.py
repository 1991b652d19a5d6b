"""Registration with Wagtail."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from participants.admin.other_authorities import URL_NAME as ALIKE_URL_NAME
from participants.admin.other_authorities import AlikeView
from participants.admin.participant_links import register_participant_links
from participants.admin.preview_links import OwnLinksPolicy, PreviewLinkViewSet
from participants.admin.quality_report import URL_NAME as REPORT_URL_NAME
from participants.admin.quality_report import QualityReportMenuItem, QualityReportView
from participants.admin.viewsets import RegistryViewSetGroup
from participants.admission.issuing import ACTION
from participants.admission.views import URL_NAME, AdmitView, admission_buttons
from participants.applications.office.admin import ApplicationAdmin, WaitingSummaryItem
from participants.applications.transitions import register_steps
from participants.editing.decisions import DecisionsPanel
from participants.editing.rows import VersionedImageEditView
from participants.importer.admin.access import UPLOAD, ImportMenuItem
from participants.importer.admin.history import LIST as IMPORTS
from participants.importer.admin.urls import import_urls
from participants.importer.applying.records import register_imports
from participants.models import FrontendPreview, Participant
from participants.registry.bulk.side_tables import follow_deleted_rows
from participants.values.frontends import frontend_addresses

register_snippet(RegistryViewSetGroup)
modeladmin_register(ApplicationAdmin)
follow_deleted_rows()
register_permission_policy(FrontendPreview, OwnLinksPolicy(FrontendPreview))


@hooks.register("register_admin_viewset")
def list_preview_links() -> PreviewLinkViewSet:
    """Let editors revoke the links by which frontends show previews."""
    return PreviewLinkViewSet()


@hooks.register("register_admin_urls")
def add_pages() -> list[URLPattern]:
    """Give the pages that are no views of a model their addresses."""
    report, address = QualityReportView, "reports/registry-quality/"
    results = report.as_view(results_only=True)
    return [
        path("participants/<int:pk>/admit/", AdmitView.as_view(), name=URL_NAME),
        path("participants/alike/", AlikeView.as_view(), name=ALIKE_URL_NAME),
        path(address, report.as_view(), name=REPORT_URL_NAME),
        path(f"{address}results/", results, name=f"{REPORT_URL_NAME}_results"),
        *import_urls(),
    ]


hooks.register("register_rich_text_features", register_participant_links)


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """Let the history say which number was issued, which step taken and which file imported."""
    register_steps(actions)
    register_imports(actions)

    @actions.register_action(ACTION)
    class AdmissionFormatter(LogFormatter):
        label = _("Admit")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Admitted with the number %(number)d") % log_entry.data


@hooks.register("register_snippet_listing_buttons")
def offer_admission(snippet: Model, user: Any, next_url: str | None = None) -> Iterable[Button]:
    """Offer in the listing to admit those who do not take part."""
    if isinstance(snippet, Participant):
        yield from admission_buttons(snippet, user, Button, snippet.status)


@hooks.register("register_reports_menu_item")
def list_the_quality_report() -> QualityReportMenuItem:
    """Put the report on what the registry lacks into the menu of reports."""
    return QualityReportMenuItem(
        _("Registry quality"),
        reverse(REPORT_URL_NAME),
        name="registry-quality",
        icon_name="clipboard-list",
        order=150,
    )


@hooks.register("register_registry_menu_item")
def list_the_import() -> ImportMenuItem:
    """Put the import into the registry's menu."""
    return ImportMenuItem(
        _("Import"), reverse(UPLOAD), name="import", icon_name="upload", order=300
    )


@hooks.register("register_registry_menu_item")
def list_the_imports() -> ImportMenuItem:
    """Put the imports that there have been into the registry's menu."""
    return ImportMenuItem(
        _("Imports"), reverse(IMPORTS), name="imports", icon_name="history", order=310
    )


@hooks.register("construct_homepage_summary_items")
def count_waiting_applications(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Say on the first page how many applications wait for the office."""
    items.append(WaitingSummaryItem(request))


@hooks.register("construct_homepage_panels")
def bind_decisions_to_versions(request: HttpRequest, panels: list[Component]) -> None:
    """Let the buttons of the first page say which version they are about."""
    for place, panel in enumerate(panels):
        if type(panel) is WorkflowObjectsToModeratePanel:
            panels[place] = DecisionsPanel()


@hooks.register("insert_editor_js")
def keep_autosave_in_step() -> SafeString:
    """Let editors know the version that autosave makes, and stop it once a button is pressed."""
    return format_html('<script src="{}"></script>', static("participants/editing.js"))


@hooks.register("insert_editor_js")
def follow_who_types() -> SafeString:
    """Let previews in frontends follow whoever types."""
    if not frontend_addresses():
        return SafeString()
    return format_html('<script src="{}"></script>', static("participants/preview.js"))


@hooks.register("register_admin_urls", order=-1)
def edit_images_by_version() -> list[URLPattern]:
    """Put the editor of images that notices others before Wagtail's own, at the same address."""
    return [path("images/<int:image_id>/", VersionedImageEditView.as_view())]
