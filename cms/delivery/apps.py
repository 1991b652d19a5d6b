from datetime import timedelta

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """What leaves the building, fast and exactly fresh."""

    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from cms.delivery.changes.log import forget_old_entries
        from cms.delivery.content_version.install import install
        from cms.delivery.mail.sending import forget_given_up
        from cms.delivery.outage import limit_waiting
        from cms.delivery.response_cache.cacheability import note_page
        from cms.delivery.scheduled_tasks import register_task
        from cms.delivery.webhooks.messages import forget_old_messages

        hooks.register("before_serve_page", note_page)
        register_task("delivery log", forget_old_messages, every=timedelta(hours=1))
        register_task("log of changes", forget_old_entries, every=timedelta(hours=1))
        register_task("given-up mail", forget_given_up, every=timedelta(hours=1))
        post_migrate.connect(install, sender=self, dispatch_uid="delivery.content_version")
        connection_created.connect(limit_waiting, dispatch_uid="delivery.outage")
