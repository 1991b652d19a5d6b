from datetime import timedelta

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The project that puts the two plugins together."""

    name = "cms"
    verbose_name = "Alliance CMS"

    def ready(self) -> None:
        from django.db.models.signals import post_init
        from wagtail.models import Site

        from alliance_pages.content_version import register_content_version
        from alliance_pages.dependencies.facts import all_facts
        from alliance_pages.dependencies.paths import paths_with
        from alliance_pages.dependencies.whole_site import whole_site
        from cms import api_v3
        from cms.access.attempts import forget_old
        from cms.addresses import page_addresses, participant_addresses, read_over_https
        from cms.delivery.changes.dependencies import Dependencies, register_dependencies
        from cms.delivery.changes.whereabouts import register_addresses
        from cms.delivery.content_version.reading import content_version
        from cms.delivery.mail.sending import forget_mail
        from cms.delivery.scheduled_tasks import register_task
        from cms.one_line_text import hold_one_line_text
        from participants.applications.privacy import remove_old
        from participants.extension_points import personal_data_removed
        from participants.models.frontend_preview import forget_old_previews
        from participants.registry.pictures.making import make_missing, retry_failed

        post_init.connect(read_over_https, sender=Site, dispatch_uid="cms.read_over_https")
        hold_one_line_text()
        register_content_version(content_version)
        register_addresses("participants.participant", participant_addresses)
        register_addresses("wagtailcore.page", page_addresses)
        register_dependencies(Dependencies(all_facts(), whole_site, paths_with))
        register_task("old applications", remove_old, timedelta(days=1))
        register_task("failed attempts", forget_old, timedelta(hours=1))
        register_task("preview links", forget_old_previews, timedelta(minutes=10))
        register_task("renditions", make_missing, timedelta(seconds=5))
        register_task("renditions that failed", retry_failed, timedelta(hours=1))
        personal_data_removed.connect(forget_mail, dispatch_uid="cms.delivery.mail.sending")
        api_v3.prepare()
