"""The pages on which a webhook and a message are shown with all that is known."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry

from cms.delivery.models import State, Webhook


class WebhookInspectView(generic.InspectView):
    """Show a webhook; its secret only to those who may change it."""

    def get_fields(self) -> list[str]:
        shown = ["name", "address", "condition", "actions", "locales", "types", "failing_since"]
        return [*shown, "secret"] if self.user_has_permission("change") else shown

    def get_actions_display_value(self) -> str:
        return listed(self.object.actions)

    def get_types_display_value(self) -> str:
        return listed(self.object.types)

    def get_locales_display_value(self) -> str:
        return listed(self.object.locales)

    def get_failing_since_display_value(self) -> Any:
        return self.object.failing_since or "–"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_change = self.user_has_permission("change")
        return {**super().get_context_data(**kwargs), "may_change": may_change}


class MessageInspectView(generic.InspectView):
    """Show what was sent, and what came back."""

    def get_next_attempt_at_display_value(self) -> Any:
        return self.object.next_attempt_at if self.object.state == State.WAITING else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = policy_registry.get_by_type(Webhook)
        may_change = policy.user_has_permission(self.request.user, "change")
        return {**super().get_context_data(**kwargs), "may_change": may_change}


def listed(chosen: list[str]) -> str:
    """Return what a filter lets pass, in words."""
    return ", ".join(chosen) or _("all")
