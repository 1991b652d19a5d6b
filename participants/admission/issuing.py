"""Admission: a number is issued once, together with the event that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from participants.extension_points import participant_admitted
from participants.models import (
    Application,
    EventKind,
    IssuedNumber,
    MembershipEvent,
    Participant,
    RegistryState,
    Status,
)
from participants.models.identity.matching import refusal
from participants.models.parts.membership import sequence_errors
from participants.values.dates import PartialDate

ACTION = "participants.admit"


class AdmissionError(Exception):
    """Says in a sentence why somebody cannot be admitted.

    field: the argument of `admit` that is at fault, or None.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Admission:
    """What came of an admission. drafted: pages that other apps have prepared, unpublished."""

    number: int
    participant: Participant
    drafted: list[models.Model]


@transaction.atomic
def admit(
    participant: Participant,
    *,
    user: Any,
    when: PartialDate | None,
    source_url: str = "",
    note: str = "",
) -> Admission:
    """Admit the newest draft of a participant with the next number; publish nothing.

    user: the author of the revision, or None for a script.
    A participant that withdrew keeps its number. Raises AdmissionError, and changes nothing then.
    """
    RegistryState.change()
    # Read anew: while this waited for its turn, somebody else may have admitted it.
    stored = Participant.objects.filter(pk=participant.pk).first()
    if stored is None:
        raise AdmissionError(gettext("It has been deleted in the meantime."))
    draft = admissible_draft(stored, user)
    if others := draft.same_public():
        raise AdmissionError(refusal(others))
    application = Application.objects.filter(participant=stored).first()
    kept = kept_number(stored, draft)
    _add_event(draft, when, source_url=source_url, note=note)
    return _admit(draft, kept, user=user, application=application)


@transaction.atomic
def admit_new(
    participant: Participant,
    *,
    application: Application,
    user: Any,
    when: PartialDate | None,
    note: str = "",
) -> Admission:
    """Store a participant, made of an application, as a draft, and admit it as `admit` does."""
    RegistryState.change()
    _add_event(participant, when, source_url="", note=note)
    return _admit(participant, None, user=user, application=application)


def _admit(
    draft: Participant, kept: int | None, *, user: Any, application: Application | None
) -> Admission:
    number = kept or IssuedNumber.next()
    draft.number = number
    _check(draft)
    draft = _write(draft, user)
    IssuedNumber.record(draft)
    answers: list[Any] = participant_admitted.send(
        sender=Participant,
        participant=draft,
        number=number,
        user=user,
        application=application,
        is_new_number=kept is None,
    )
    drafted = [page for _receiver, pages in answers for page in pages or ()]
    return Admission(number=number, participant=draft, drafted=drafted)


def admissible_draft(stored: Participant, user: Any) -> Participant:
    """Return the newest draft of a participant that the user may admit.

    Raises AdmissionError where it takes part already, has merged, or is locked.
    """
    draft: Participant = stored.get_latest_revision_as_object()
    statuses = {draft.membership.status, stored.status if stored.live else None}
    if statuses & set(Status.taking_part()):
        raise AdmissionError(gettext("It takes part already."))
    if Status.MERGED in statuses:
        raise AdmissionError(gettext("It has merged into another authority."))
    lock = stored.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        raise AdmissionError(
            gettext("It is locked, scheduled for publication or waiting for somebody’s approval.")
        )
    return draft


def kept_number(stored: Participant, draft: Participant) -> int | None:
    """Return the number that the participant has had before, or None if it gets a new one.

    Raises AdmissionError where a number was typed, or lost, that nobody can vouch for.
    """
    issued = IssuedNumber.objects.filter(participant=stored).first()
    if issued is not None:
        return issued.number
    took_part = any(event.kind == EventKind.ADMITTED for event in draft.events.all())
    if draft.number is None:
        if took_part:
            raise AdmissionError(
                gettext(
                    "It took part before, under a number that is not recorded. Enter that number, "
                    "or leave it unknown and add the event “admitted” in the editor."
                )
            )
        return None
    if not took_part:
        raise AdmissionError(
            gettext(
                "Somebody has entered the number %(number)d. Empty it to have the next one "
                "issued, or add the event “admitted” in the editor."
            )
            % {"number": draft.number}
        )
    if IssuedNumber.objects.filter(number=draft.number).exists():
        raise AdmissionError(
            gettext("Its number %(number)d has been issued to somebody else.")
            % {"number": draft.number}
        )
    return draft.number


def _add_event(draft: Participant, when: PartialDate | None, *, source_url: str, note: str) -> None:
    if when is not None and when.earliest > timezone.localdate():
        raise AdmissionError(gettext("This date lies in the future."), "when")
    event = MembershipEvent(
        kind=EventKind.ADMITTED,
        date=when.isoformat() if when else "",
        source_url=source_url,
        note=note,
    )
    events = [*draft.events.all(), event]
    for place, row in enumerate(events):
        row.sort_order = place
    if errors := sequence_errors(events):
        raise AdmissionError(" ".join(map(str, errors)), "when")
    draft.events.set(events)


def _check(draft: Participant) -> None:
    draft.prepare()
    try:
        draft.full_clean()
    except ValidationError as error:
        raise AdmissionError(
            gettext("The draft is not in order: %(faults)s") % {"faults": " ".join(error.messages)}
        ) from error


def _write(draft: Participant, user: Any) -> Participant:
    """Write the draft, and return it with all of its rows loaded."""
    if not draft.live:
        # Nobody sees the row, and the listing shows from it who has been admitted.
        # Otherwise it is read as a whole again for each of its rows.
        with disable_reference_index_auto_update():
            draft.save()
        draft = Participant.objects.with_everything().get(pk=draft.pk)
        ReferenceIndex.create_or_update_for_object(draft)
    revision = draft.save_revision(user=user, clean=False)
    log(
        instance=draft,
        action=ACTION,
        user=user,
        revision=revision,
        content_changed=True,
        data={"number": draft.number},
    )
    return draft
