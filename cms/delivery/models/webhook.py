"""A receiver that is told of public changes."""

import base64
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.delivery.content_version.watched import type_labels
from cms.delivery.models.outbox import Action
from cms.delivery.targets import ForbiddenTargetError, checked

# How long a receiver has for taking over a new secret.
OVERLAP = timedelta(days=1)


def make_secret() -> str:
    """Return a new secret: "whsec_" and 32 random bytes in base64, as Standard Webhooks has it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class Webhook(models.Model):
    """An address that gets a signed message for each public change that its filters let pass.

    actions, types ("app_label.model") and locales (language codes): empty lists let everything
    pass; what has no locale passes that filter. former_secret: signs beside the secret for a
    day after `rotated_at`. failures: attempts that failed since the last success, the first of
    them at `failing_since`; nothing is sent before `resting_until`.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    address = models.CharField(
        _("address"), max_length=2000, help_text=_("Where messages are posted to: an https URL.")
    )
    is_enabled = models.BooleanField(_("enabled"), default=True)
    actions = models.JSONField(_("events"), default=list, blank=True)
    types = models.JSONField(_("types of content"), default=list, blank=True)
    locales = models.JSONField(_("languages"), default=list, blank=True)
    secret = models.CharField(_("secret"), max_length=100, default=make_secret, editable=False)
    former_secret = models.CharField(max_length=100, default="", editable=False)
    rotated_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(_("failed attempts"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    resting_until = models.DateTimeField(null=True, editable=False)
    disabled_at = models.DateTimeField(_("disabled at"), null=True, editable=False)
    disabled_reason = models.TextField(_("disabled because"), default="", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        try:
            checked(self.address)
        except ForbiddenTargetError as error:
            errors["address"] = str(error)
        for field, known in (
            ("actions", [action.value for action in Action.announced()]),
            ("types", type_labels()),
            ("locales", Locale.objects.values_list("language_code", flat=True)),
        ):
            value = getattr(self, field)
            if not isinstance(value, list) or not all(
                isinstance(item, str) and item in known for item in value
            ):
                errors[field] = _("Choose from the list, or nothing for everything.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Begin anew when somebody enables a webhook that had been disabled."""
        if self.is_enabled and self.disabled_at:
            self.disabled_at, self.disabled_reason = None, ""
            self.failures, self.failing_since, self.resting_until = 0, None, None
        super().save(*args, **kwargs)

    def rotate_secret(self) -> None:
        """Give the webhook a new secret; the present one signs beside it for a day."""
        self.former_secret, self.secret = self.secret, make_secret()
        self.rotated_at = timezone.now()
        self.save(update_fields=["secret", "former_secret", "rotated_at"])

    @property
    def secrets_in_force(self) -> list[str]:
        """Return the secrets that sign a message now, the newest first."""
        if self.rotated_at and timezone.now() < self.rotated_at + OVERLAP:
            return [self.secret, self.former_secret]
        return [self.secret]

    @property
    def is_healthy(self) -> bool:
        """Tell whether messages arrive, as far as is known."""
        return self.is_enabled and self.failing_since is None

    @property
    def condition(self) -> str:
        """Return in words whether messages are sent, and why not."""
        if self.disabled_at:
            day = date_format(localtime(self.disabled_at), "SHORT_DATETIME_FORMAT")
            reason = gettext(self.disabled_reason)
            return gettext("Disabled by itself, %(day)s: %(reason)s") % {
                "day": day,
                "reason": reason,
            }
        if not self.is_enabled:
            return gettext("Disabled")
        return gettext("Enabled") if self.is_healthy else gettext("Failing")

    def wants(self, action: str, type_label: str, locale: str | None) -> bool:
        """Tell whether the filters let a change pass."""
        return (
            (not self.actions or action in self.actions)
            and (not self.types or type_label in self.types)
            and (not self.locales or locale is None or locale in self.locales)
        )
