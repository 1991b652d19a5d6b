from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.signals import published


class ParticipantsConfig(AppConfig):
    """The registry of cities and regions that take part in the Alliance."""

    name = "participants"
    verbose_name = _("Registry of participants")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.admin.widgets import AdminAutoHeightTextInput

        from participants import checks  # noqa: F401  registers the system checks
        from participants.applications.mails import welcome
        from participants.models import Participant
        from participants.registry.database import install
        from participants.values.fields import RunningTextField

        # Wagtail gives its widget to Django's own class of field alone.
        register_form_field_override(
            RunningTextField, override={"widget": AdminAutoHeightTextInput}
        )
        published.connect(welcome, sender=Participant, dispatch_uid="participants.welcome")
        post_migrate.connect(install, sender=self, dispatch_uid="participants.registry.database")
