"""What can be done with a webhook or a message beside editing it. Each changes something: POST."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from cms.delivery.models import Webhook, WebhookMessage
from cms.delivery.webhooks.messages import queue_test


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
