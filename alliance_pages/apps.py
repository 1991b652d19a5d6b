from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlliancePagesConfig(AppConfig):
    """The page types of the Alliance's site."""

    name = "alliance_pages"
    verbose_name = _("Pages of the Alliance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done

        from alliance_pages import signals  # noqa: F401  registers the receiver
        from alliance_pages.announcing import draft_announcement
        from alliance_pages.models.shared import keep_legacy_number
        from alliance_pages.site.addresses import profiles_address_on_site
        from participants.extension_points import participant_admitted, register_profiles_address

        register_profiles_address(profiles_address_on_site)
        copy_for_translation_done.connect(keep_legacy_number, dispatch_uid="keep_legacy_number")
        participant_admitted.connect(draft_announcement, dispatch_uid="draft_announcement")
