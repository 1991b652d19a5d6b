"""Registration with Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.access.viewsets import AttemptViewSet
from cms.demo.completion import ACTION


@hooks.register("register_log_actions")
def name_the_demonstration_in_the_log(actions: LogActionRegistry) -> None:
    """Name the entry that says when the demonstration content was loaded."""
    actions.register_action(
        ACTION, _("Load demonstration content"), _("Loaded the demonstration content")
    )


@hooks.register("register_admin_viewset")
def register_failed_attempts() -> AttemptViewSet:
    """Give failed attempts and locks their place under Settings."""
    return AttemptViewSet()
