"""Taking in what an authority has sent: once, however often it is sent."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from participants.applications import mails
from participants.applications.submission.form import ApplicationForms, keyed_hash
from participants.applications.submission.rates import (
    SENT_BY_EMAIL,
    SENT_FROM_ADDRESS,
    TooManyError,
    check_all,
)
from participants.applications.transitions import log_step
from participants.models import Application


class KeyReusedError(Exception):
    """Says that the key of a sending came before, with another content."""


@dataclass(frozen=True)
class Sent:
    """What came of a sending; not new where it had been taken in before."""

    application: Application
    is_new: bool


def send(forms: ApplicationForms, *, key: str, address: str) -> Sent:
    """Keep a valid application, and ask its contact person to confirm the e-mail address.

    key: chosen by the sender, the same for the same sending; address: of the sender's network.
    Raises KeyReusedError and TooManyError; nothing has been kept then.
    """
    hashed = keyed_hash("sending", key)
    if earlier := _sent_before(hashed, forms.digest):
        return earlier
    try:
        check_all(
            (SENT_FROM_ADDRESS, address),
            (SENT_BY_EMAIL, forms.application.cleaned_data["contact_email"]),
        )
        with transaction.atomic():
            application = forms.save(sending_key=hashed, sent_digest=forms.digest)
            log_step(application, "send")
            mails.ask_for_confirmation(application)
    except (IntegrityError, TooManyError):
        # The same was sent at the same moment, and taken in first.
        if earlier := _sent_before(hashed, forms.digest):
            return earlier
        raise
    return Sent(application, is_new=True)


def letter_sent_with(key: str) -> ContentFile | None:
    """Return the letter of the application that was sent with a key, or None."""
    earlier = Application.objects.filter(sending_key=keyed_hash("sending", key)).first()
    if earlier is None or not earlier.letter:
        return None
    with earlier.letter.open() as file:
        return ContentFile(file.read(), name=str(earlier.letter.name))


def _sent_before(key: str, digest: str) -> Sent | None:
    earlier = Application.objects.filter(sending_key=key).first()
    if earlier is None:
        return None
    if earlier.sent_digest != digest:
        raise KeyReusedError
    return Sent(earlier, is_new=False)
