"""How far an application has come, told to the applicant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.models import (
    Application,
    ApplicationMessage,
    ApplicationMessageKind,
    ApplicationState,
)

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
