"""Who may come in with a token: the editor's own right, and nothing beyond it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.signing import BadSignature, SignatureExpired
from django.http import QueryDict
from django.utils import timezone

from participants.api.previewing.previewed import Previewed
from participants.api.previewing.refusals import AT, TOKEN, not_found, refused_token
from participants.models import FrontendPreview
from participants.models.frontend_preview import key_in
from participants.registry.listing.parameters import read_date, refuse

ADMIN = "wagtailadmin.access_admin"


def read_preview(query: QueryDict) -> FrontendPreview:
    """Return the row that the token is for. Raises BadRequestError, RefusedError."""
    token = query.get(TOKEN)
    if not token:
        refuse(TOKEN, "must be given, as the preview panel of the editor hands it to the frontend.")
    try:
        key = key_in(token)
    except SignatureExpired as error:
        raise refused_token("has expired after an hour; open the preview anew.") from error
    except BadSignature as error:
        raise refused_token("is none of this site.") from error
    rows = FrontendPreview.objects.select_related("user", "content_type")
    preview = rows.filter(pk=key).first()
    if preview is None:
        raise refused_token("has been revoked; open the preview anew.")
    return preview


def check_right(previewed: Previewed) -> None:
    """Refuse what the editor may not edit now. Raises RefusedError."""
    preview = previewed.preview
    user: Any = preview.user
    if not user.is_active or not user.has_perm(ADMIN) or not preview.is_of_same_password:
        raise refused_token("its editor has a new password, or may not enter the admin any more.")
    if previewed.is_gone:
        raise not_found(TOKEN, "what it was for has been deleted.")
    if not previewed.may_be_edited():
        raise refused_token("its editor may not edit this any more.")
    if previewed.is_private():
        raise refused_token("this is private, and the public API never tells it.")


def read_day(query: QueryDict) -> datetime | None:
    """Return the last moment of the day that is asked about, or None for now.

    Raises BadRequestError.
    """
    day = read_date(query, AT)
    if day is None:
        return None
    if day < timezone.localdate():
        refuse(AT, "must be today or a day to come.")
    try:
        return timezone.make_aware(datetime.combine(day, time.min)) + timedelta(days=1)
    except OverflowError:
        refuse(AT, "is too far away.")
