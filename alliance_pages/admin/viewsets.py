"""The snippets of the pages plugin in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from alliance_pages.models import AnnouncementTemplate
from participants.admin.editor_views import CopyFormView
from participants.editing.rows import VersionedRowSnippetEditView


class TemplateReadersOnlyMixin(View):
    """Keep out those who may not see the templates; Wagtail's choosers let in all editors."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = policy_registry.get_by_type(AnnouncementTemplate)
        if not policy.user_has_any_permission(request.user, {"add", "change", "view"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class TemplateChooseView(TemplateReadersOnlyMixin, ChooseView):
    """The chooser with its search form."""


class TemplateChooseResultsView(TemplateReadersOnlyMixin, ChooseResultsView):
    """The chooser's results alone."""


class TemplateChosenView(TemplateReadersOnlyMixin, SnippetChosenView):
    """The answer once one is chosen."""


class TemplateChosenMultipleView(TemplateReadersOnlyMixin, SnippetChosenMultipleView):
    """The answer once several are chosen."""


class TemplateChooserViewSet(SnippetChooserViewSet):
    """Choose a template, for those who may see them."""

    choose_view_class = TemplateChooseView
    choose_results_view_class = TemplateChooseResultsView
    chosen_view_class = TemplateChosenView
    chosen_multiple_view_class = TemplateChosenMultipleView


class AnnouncementTemplateViewSet(SnippetViewSet):
    """Keep the words that announce a new participant, beside the registry in the menu."""

    model = AnnouncementTemplate
    icon = "doc-full-inverse"
    copy_view_class = CopyFormView
    edit_view_class = VersionedRowSnippetEditView
    chooser_viewset_class = TemplateChooserViewSet
    menu_label = _("Announcements")
    menu_hook = "register_registry_menu_item"
    menu_order = 250
    list_display = ["title", Column("locale", label=_("Language"))]
    ordering = ["locale"]
