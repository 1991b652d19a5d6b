"""The snippets of the pages plugin in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from alliance_pages.models import AnnouncementTemplate
from participants.editor_views import CopyFormView


class AnnouncementTemplateViewSet(SnippetViewSet):
    """Keep the words that announce a new participant, beside the registry in the menu."""

    model = AnnouncementTemplate
    icon = "doc-full-inverse"
    copy_view_class = CopyFormView
    menu_label = _("Announcements")
    menu_hook = "register_registry_menu_item"
    menu_order = 250
    list_display = ["title", Column("locale", label=_("Language"))]
    ordering = ["locale"]
