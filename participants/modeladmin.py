"""The applications to join, as a list to read in the admin."""

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from participants.models import Application


class ReadingOnly(PermissionHelper):
    """Let nobody write an application in the authority's place, or change what it has sent."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Application) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Application) -> bool:
        return False


class ApplicationAdmin(ModelAdmin):
    """Show what authorities have sent to those who may view applications."""

    model = Application
    permission_helper_class = ReadingOnly
    menu_icon = "mail"
    menu_order = 160
    list_display = ("reference", "name", "country_name", "kind", "state", "received_at")
    list_filter = ("state", "kind", "received_at")
    search_fields = ("reference", "name_local", "contact_name")
    inspect_view_enabled = True
    inspect_view_fields_exclude = ("id", "letter")
