"""Telling people that a webhook has been disabled."""

import logging

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from cms.delivery.models import Webhook

logger = logging.getLogger(__name__)

TEMPLATE = "delivery/email/webhook_disabled.txt"


def tell_disabled(webhook: Webhook) -> None:
    """Write to everybody who may change webhooks, each in their language."""
    policy = policy_registry.get_by_type(Webhook)
    path = reverse("delivery_webhooks:inspect", args=[webhook.pk])
    address = getattr(settings, "WAGTAILADMIN_BASE_URL", "") + path
    for user in policy.users_with_permission("change").exclude(email="").order_by("pk"):
        with override(UserProfile.get_for_user(user).get_preferred_language()):
            # A name may hold line breaks, a subject may not.
            name = " ".join(webhook.name.split())
            subject = _("Webhook disabled: %(name)s") % {"name": name}
            text = render_to_string(
                TEMPLATE,
                {
                    "webhook": webhook,
                    "reason": _(webhook.disabled_reason),
                    "address": address,
                },
            )
            try:
                send_mail(subject, text, [user.email])
            except ValueError:
                # An account may have been given any address. The administration shows it too.
                logger.warning("A notice could not be mailed to the user %s", user.pk)
