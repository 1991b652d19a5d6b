from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlliancePagesConfig(AppConfig):
    """The page types of the Alliance's site."""

    name = "alliance_pages"
    verbose_name = _("Pages of the Alliance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, post_save
        from wagtail.signals import copy_for_translation_done

        from alliance_pages import signals  # noqa: F401  registers the receiver
        from alliance_pages.announcing import draft_announcement
        from alliance_pages.models.home import register_search
        from alliance_pages.models.page_words.keeping import install, keep_words
        from alliance_pages.models.shared import keep_legacy_number
        from alliance_pages.search.page import answer_search
        from alliance_pages.site.addresses import profiles_address_on_site
        from participants.extension_points import participant_admitted, register_profiles_address

        register_profiles_address(profiles_address_on_site)
        register_search(answer_search)
        copy_for_translation_done.connect(keep_legacy_number, dispatch_uid="keep_legacy_number")
        post_save.connect(keep_words, dispatch_uid="alliance_pages.page_words")
        post_migrate.connect(install, sender=self, dispatch_uid="alliance_pages.page_words")
        participant_admitted.connect(draft_announcement, dispatch_uid="draft_announcement")
