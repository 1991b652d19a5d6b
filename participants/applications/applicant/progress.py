"""How far an application has come, for the applicant; never notes, officers or duplicates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from participants.extension_points import profiles_address
from participants.models import (
    Application,
    ApplicationMessage,
    ApplicationMessageKind,
    ApplicationState,
    Participant,
)
from participants.values.languages import default_language

ENDS: dict[str, str | Promise] = {
    ApplicationState.ACCEPTED: _("Accepted"),
    ApplicationState.DECLINED: _("Declined"),
    ApplicationState.WITHDRAWN: pgettext_lazy("application", "Withdrawn"),
}

TALK: dict[str, str | Promise] = {
    ApplicationMessageKind.QUESTION: _("We have asked a question"),
    ApplicationMessageKind.ANSWER: _("You have answered"),
}


@dataclass(frozen=True)
class Stage:
    """One stage. at: when it was reached, None where nobody knows or it is still to come."""

    label: str | Promise
    at: datetime | None = None
    is_current: bool = False
    is_to_come: bool = False


def timeline(application: Application, messages: list[ApplicationMessage]) -> list[Stage]:
    """Return the stages in their order. messages: without internal notes."""
    reached = list(_reached(application, messages))
    reached[-1] = replace(reached[-1], is_current=True)
    if application.state in ENDS:
        return reached
    coming = [Stage(_("Decision"), is_to_come=True)]
    if application.state == ApplicationState.RECEIVED:
        coming.insert(0, Stage(_("In review"), is_to_come=True))
    return reached + coming


def _reached(application: Application, messages: list[ApplicationMessage]) -> Iterator[Stage]:
    yield Stage(pgettext_lazy("application", "Received"), application.received_at)
    for message in messages:
        yield Stage(TALK[message.kind], message.written_at)
    if application.state == ApplicationState.IN_REVIEW:
        yield Stage(_("In review"))
    elif application.state in ENDS:
        yield Stage(ENDS[application.state], application.decided_at)


def open_questions(messages: list[ApplicationMessage]) -> list[ApplicationMessage]:
    """Return the questions since the last answer."""
    found: list[ApplicationMessage] = []
    for message in messages:
        if message.kind == ApplicationMessageKind.QUESTION:
            found.append(message)
        else:
            found.clear()
    return found


def status_context(application: Application) -> dict[str, Any]:
    """Return what the status page shows beside the application itself."""
    talk = application.messages.exclude(kind=ApplicationMessageKind.NOTE)
    messages = list(talk.defer("author"))
    is_open = application.state in ApplicationState.open()
    return {
        "stages": timeline(application, messages),
        "questions": open_questions(messages) if is_open else [],
        "is_open": is_open,
        "is_letter_missing": is_open and not application.letter,
        "measures_count": application.measures.count(),
        "profile_url": _profile_url(application),
    }


def _profile_url(application: Application) -> str | None:
    """Return the address of the public profile, or None while there is none."""
    if application.participant_id is None:
        return None
    public = Participant.objects.public().filter(pk=application.participant_id)
    slug = public.values_list("slug", flat=True).first()
    address = profiles_address(get_language() or default_language())
    return f"{address}{slug}/" if slug and address else None
