"""Taking in what was sent to the office: once, however often it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from participants.applications import mails
from participants.applications.submission.form import ApplicationForms, keyed_hash
from participants.applications.submission.rates import (
    SENT_BY_EMAIL,
    SENT_FROM_ADDRESS,
    Rate,
    TooManyError,
    check_all,
)
from participants.applications.transitions import log_step
from participants.models import Application, CorrectionReport


class KeyReusedError(Exception):
    """Says that the key of a sending came before, with another content."""


Row = TypeVar("Row", Application, CorrectionReport)


@dataclass(frozen=True)
class Sent(Generic[Row]):
    """What came of a sending; not new where it had been taken in before."""

    row: Row
    is_new: bool


def send(forms: ApplicationForms, *, key: str, address: str) -> Sent[Application]:
    """Keep a valid application, and ask its contact person to confirm the e-mail address.

    key: chosen by the sender, the same for the same sending; address: of the sender's network.
    Raises KeyReusedError and TooManyError; nothing has been kept then.
    """

    def keep(**keys: str) -> Application:
        application = forms.save(**keys)
        log_step(application, "send")
        mails.ask_for_confirmation(application)
        return application

    limits = (
        (SENT_FROM_ADDRESS, address),
        (SENT_BY_EMAIL, forms.application.cleaned_data["contact_email"]),
    )
    return take_in(Application, key, forms.digest, limits, keep)


def take_in(
    model: type[Row],
    key: str,
    digest: str,
    limits: Iterable[tuple[Rate, str]],
    keep: Callable[..., Row],
) -> Sent[Row]:
    """Keep what was sent, unless the same came before with the same key.

    keep: stores it in a row with the `sending_key` and `sent_digest` that it is given.
    Raises KeyReusedError and TooManyError; nothing has been kept then.
    """
    hashed = keyed_hash("sending", key)
    if earlier := _sent_before(model, hashed, digest):
        return earlier
    try:
        check_all(*limits)
        with transaction.atomic():
            return Sent(keep(sending_key=hashed, sent_digest=digest), is_new=True)
    except (IntegrityError, TooManyError):
        # The same was sent at the same moment, and taken in first.
        if earlier := _sent_before(model, hashed, digest):
            return earlier
        raise


def letter_sent_with(key: str) -> ContentFile | None:
    """Return the letter of the application that was sent with a key, or None."""
    earlier = Application.objects.filter(sending_key=keyed_hash("sending", key)).first()
    if earlier is None or not earlier.letter:
        return None
    with earlier.letter.open() as file:
        return ContentFile(file.read(), name=str(earlier.letter.name))


def _sent_before(model: type[Row], key: str, digest: str) -> Sent[Row] | None:
    earlier = model.objects.filter(sending_key=key).first()
    if earlier is None:
        return None
    if earlier.sent_digest != digest:
        raise KeyReusedError
    return Sent(earlier, is_new=False)
