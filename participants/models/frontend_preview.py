"""What an editor works on, as a frontend may ask for it with a token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.dispatch import receiver
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, PreviewableMixin, Site

from participants.values.frontends import frontend_address, frontend_addresses

LIFETIME = timedelta(hours=1)
# Begins the names of the preview modes that a frontend shows; the language follows.
MODE = "frontend-"
LABEL = "Frontend"  # the same word in all languages of the admin
_SIGNER = TimestampSigner(salt="participants.frontend-preview")


class FrontendPreview(models.Model):
    """What stood in an editor when its preview was asked for last: one row for each, and user.

    key: random, so that a row that was removed never comes again; object_id: empty for what is
    not saved yet; parent_id: the page below which a new one is made; language: in which it is
    shown; content: as Wagtail serializes a revision; password: ends with the user's password.
    """

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.CASCADE)
    content_type = models.ForeignKey(ContentType, related_name="+", on_delete=models.CASCADE)
    object_id = models.CharField(max_length=255, blank=True)
    parent_id = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=100)
    title = models.CharField(max_length=255)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    password = models.CharField(max_length=128)
    saved_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "content_type", "object_id", "parent_id", "language"],
                name="one_preview_for_each_editor",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def token(self) -> str:
        """Return what lets somebody read the preview until an hour from now."""
        return _SIGNER.sign(self.key.hex)

    @property
    def is_of_same_password(self) -> bool:
        return self.password == self.user.get_session_auth_hash()


def key_in(token: str, *, max_age: timedelta = LIFETIME) -> UUID:
    """Return the key of the row that a token is for. Raises BadSignature, SignatureExpired."""
    try:
        return UUID(hex=_SIGNER.unsign(token, max_age=max_age))
    except ValueError as error:
        raise BadSignature from error


def forget_old_previews() -> int:
    """Remove what no token can be valid for any more, and return how much that was."""
    old = FrontendPreview.objects.filter(saved_at__lt=timezone.now() - LIFETIME)
    return old.delete()[0]


@receiver(user_logged_out, dispatch_uid="participants.frontend_preview")
def forget_previews_of(sender: Any, user: Any, **kwargs: Any) -> None:
    """Let nobody read on in the previews of who has left."""
    if user is not None:
        FrontendPreview.objects.filter(user=user).delete()


def default_host() -> str:
    """Return the host of the site that stands for all."""
    site = Site.objects.filter(is_default_site=True).only("hostname").first()
    return site.hostname if site else ""


class FrontendPreviewMixin(PreviewableMixin):
    """Offer the frontend among the previews where the setting FRONTEND_PREVIEW_URL names one."""

    pk: Any

    def preview_site(self) -> str:
        """Return the host of the site that the object is shown on."""
        raise NotImplementedError

    def preview_languages(self) -> list[str]:
        """Return the languages that the object can be shown in, each in a preview of its own."""
        raise NotImplementedError

    def preview_parent(self) -> str:
        """Return the key of the page below which the object is made, if it is one."""
        return ""

    @property
    def frontend_modes(self) -> list[tuple[str, str]]:
        """Return the preview modes of frontends, with their labels."""
        if not frontend_addresses():
            return []
        languages = self.preview_languages()
        site = self.preview_site()
        shown = [code for code in languages if frontend_address(site, code)]
        if len(languages) == 1:
            return [(f"{MODE}{code}", LABEL) for code in shown]
        return [(f"{MODE}{code}", f"{LABEL} {code.upper()}") for code in shown]

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        return [*super().preview_modes, *self.frontend_modes]

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        in_frontend = self.served_by_frontend(request, mode_name)
        return in_frontend or super().serve_preview(request, mode_name)

    def served_by_frontend(self, request: Any, mode_name: str) -> HttpResponse | None:
        """Return the way to the frontend with a token, or None for another preview mode."""
        if mode_name not in dict(self.frontend_modes):
            return None
        language = mode_name.removeprefix(MODE)
        address = frontend_address(self.preview_site(), language) or ""
        token = self._kept_for(request.user, language).token
        response = HttpResponseRedirect(
            f"{address}{'&' if '?' in address else '?'}{urlencode({'token': token})}"
        )
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    def _kept_for(self, user: Any, language: str) -> FrontendPreview:
        """Keep what the object holds now, saved or not."""
        content = self.serializable_data()
        content.pop(COMMENTS_RELATION_NAME, None)
        identity: dict[str, Any] = {
            "user": user,
            "content_type": ContentType.objects.get_for_model(type(self)),
            "object_id": str(self.pk or ""),
            "parent_id": self.preview_parent() if self.pk is None else "",
            "language": language,
        }
        if self.pk is None:
            # It may be another new one than before: whoever has the link to that must not see it.
            FrontendPreview.objects.filter(**identity).delete()
        preview, _is_new = FrontendPreview.objects.update_or_create(
            **identity,
            defaults={
                "title": str(self)[:255] or "–",
                "content": content,
                "password": user.get_session_auth_hash(),
                "saved_at": timezone.now(),
            },
        )
        return preview
