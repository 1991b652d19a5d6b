"""The applications to join, as a list to read in the admin."""

from wagtail_modeladmin.options import ModelAdmin

from participants.models import Application


class ApplicationAdmin(ModelAdmin):
    """Show what authorities have sent. Deciding on them is not done here."""

    model = Application
    menu_icon = "mail"
    menu_order = 160
    list_display = ("reference", "name", "country_name", "kind", "state", "received_at")
    list_filter = ("state", "kind", "received_at")
    search_fields = ("reference", "name_local", "contact_name")
    inspect_view_enabled = True
    inspect_view_fields_exclude = ("id",)
