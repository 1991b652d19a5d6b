from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    """The registry of cities and regions that take part in the Alliance."""

    name = "participants"
    verbose_name = _("Registry of participants")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from participants import checks  # noqa: F401  registers the system checks
        from participants.database import install

        post_migrate.connect(install, sender=self, dispatch_uid="participants.database")
