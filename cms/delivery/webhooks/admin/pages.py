"""The pages of a webhook and of a message, and what can be done there beside editing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.delivery.models import State, Webhook, WebhookMessage
from cms.delivery.webhooks.messages import queue_test


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


class WebhookActionView(PermissionCheckedMixin, View):
    """An action of those who may change webhooks."""

    model = Webhook
    permission_required = "change"
    http_method_names = ["post"]


class SendTestView(WebhookActionView):
    """Queue a message that tells of nothing."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        webhook = get_object_or_404(Webhook, pk=pk)
        if not webhook.is_enabled:
            messages.error(request, _("The webhook is disabled. Enable it first."))
            return redirect("delivery_webhooks:inspect", pk)
        message = queue_test(webhook)
        messages.success(request, _("The test message is being sent. Reload to see its answer."))
        return redirect("delivery_log:inspect", message.pk)


class RotateSecretView(WebhookActionView):
    """Give the webhook a new secret."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        webhook = get_object_or_404(Webhook, pk=pk)
        webhook.rotate_secret()
        log(instance=webhook, action="wagtail.edit", user=request.user)
        messages.success(
            request, _("The webhook has a new secret. The former one signs too for one day.")
        )
        return redirect("delivery_webhooks:inspect", pk)


class SendAgainView(WebhookActionView):
    """Put a message of the log back into the queue."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(WebhookMessage.objects.select_related("webhook"), pk=pk)
        if message.webhook.is_enabled:
            message.send_again()
            messages.success(request, _("The message is being sent again."))
        else:
            messages.error(request, _("The webhook is disabled. Enable it first."))
        return redirect("delivery_log:inspect", pk)
