"""The steps of an application besides acceptance, each one transaction that is logged."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry
from wagtail.log_actions import log as write_log

from participants.applications import mails
from participants.applications.personal_data import remove_personal_data
from participants.models import (
    Application,
    ApplicationMessage,
    ApplicationMessageKind,
    ApplicationState,
)
from participants.models.applications.parts import delete_after_commit
from participants.values.languages import default_language

PREFIX = "participants.application."

ACTIONS = {
    "send": (_("Send"), _("Sent by the applicant")),
    "confirm": (_("Confirm"), _("E-mail address confirmed by the applicant")),
    "assign": (_("Assign"), _("Assigned to an officer")),
    "ask": (_("Ask"), _("A question was sent to the applicant")),
    "answer": (_("Answer"), _("The applicant has answered")),
    "note": (_("Note"), _("An internal note was added")),
    "accept": (_("Accept"), _("Accepted")),
    "reverse": (_("Take back"), _("The acceptance was taken back")),
    "decline": (_("Decline"), _("Declined")),
    "withdraw": (_("Withdraw"), _("Withdrawn by the applicant")),
    "publish": (_("Publish"), _("What was drafted for it was published")),
    "read_letter": (_("Read letter"), _("The letter was opened")),
    "export_person": (_("Export personal data"), _("The personal data were exported")),
    "erase": (_("Remove personal data"), _("The personal data were removed")),
}


def log_step(application: Application, step: str, user: Any = None, **data: Any) -> None:
    """Write a step into Wagtail's log. user: None for the applicant and for scripts."""
    with override(default_language()):
        write_log(instance=application, action=f"{PREFIX}{step}", user=user, data=data)


def register_steps(actions: LogActionRegistry) -> None:
    """Name the steps for the history."""
    for step, (label, message) in ACTIONS.items():
        actions.register_action(f"{PREFIX}{step}", label, message)


class StepError(Exception):
    """Says in a sentence why a step cannot be taken now; nothing has happened then."""


def locked(application: Application, *states: str) -> Application:
    """Return the application as it stands now, and let nobody else change it until the end.

    Call it in a transaction. Raises StepError where its state is none of those given.
    """
    found = Application.objects.select_for_update().filter(pk=application.pk).first()
    if found is None:
        raise StepError(gettext("The application is no longer there."))
    if states:
        check_state(found, *states)
    return found


def check_state(application: Application, *states: str) -> None:
    """Raise StepError where the state of an application is none of those given."""
    if application.state not in states:
        raise StepError(
            gettext("That cannot be done now: the application is “%(state)s”.")
            % {"state": ApplicationState(application.state).label}
        )


@transaction.atomic
def confirm(application: Application) -> Application:
    """Put an application into the inbox, now that its e-mail address is known to be right.

    Confirming again changes nothing.
    """
    application = locked(application)
    if application.confirmed_at is None and application.state == ApplicationState.UNCONFIRMED:
        application.state = ApplicationState.RECEIVED
        application.confirmed_at = timezone.now()
        application.save(update_fields=["state", "confirmed_at"])
        log_step(application, "confirm")
        mails.to_applicant(application, "receipt")
        mails.to_office(application, "arrival")
    return application


@transaction.atomic
def assign(application: Application, officer: Any, *, user: Any) -> Application:
    """Give an application to an officer, which begins the review; None gives it to nobody."""
    application = locked(application, *ApplicationState.open())
    application.assigned_to = officer
    if officer is not None and application.state == ApplicationState.RECEIVED:
        application.state = ApplicationState.IN_REVIEW
    application.save(update_fields=["assigned_to", "state"])
    log_step(application, "assign", user, officer=officer.pk if officer else None)
    return application


@transaction.atomic
def ask(application: Application, question: str, *, user: Any) -> Application:
    """Send a question to the contact person."""
    application = locked(application, *ApplicationState.open())
    _write(application, ApplicationMessageKind.QUESTION, question, user)
    application.state = ApplicationState.QUESTION_ASKED
    application.save(update_fields=["state"])
    log_step(application, "ask", user)
    mails.to_applicant(application, "question", question=question)
    return application


@transaction.atomic
def answer(application: Application, text: str, letter: ContentFile | None = None) -> Application:
    """Keep what the applicant answers, and the letter that came with it in place of the old one.

    letter: cleaned. The same answer again, as from a double click, changes nothing. Raises
    StepError.
    """
    application = locked(application, *ApplicationState.open())
    if letter is None and _is_latest_answer(application, text):
        return application
    if text:
        _write(application, ApplicationMessageKind.ANSWER, text, None)
    if letter is not None:
        delete_after_commit(application.letter)
        application.letter.save(str(letter.name), letter, save=False)
    if text and application.state == ApplicationState.QUESTION_ASKED:
        application.state = ApplicationState.IN_REVIEW
    application.save(update_fields=["state", "letter"])
    log_step(application, "answer")
    mails.to_office(application, "answer")
    return application


@transaction.atomic
def note(application: Application, text: str, *, user: Any) -> Application:
    """Keep a note that only officers who may decide can read.

    Raises StepError once the personal data are removed: nothing would remove the note any more.
    """
    application = locked(application)
    if application.erased_at is not None:
        check_state(application)
    _write(application, ApplicationMessageKind.NOTE, text, user)
    log_step(application, "note", user)
    return application


@transaction.atomic
def decline(application: Application, reason: str, *, user: Any) -> Application:
    """Decline an application, and tell the contact person why."""
    application = locked(application, *ApplicationState.open())
    application.reason = reason
    _decide(application, ApplicationState.DECLINED, user)
    log_step(application, "decline", user)
    mails.to_applicant(application, "refusal")
    return application


@transaction.atomic
def withdraw(application: Application) -> Application:
    """End an application at the applicant's wish; what names persons is removed at once."""
    application = locked(application, *ApplicationState.open())
    _decide(application, ApplicationState.WITHDRAWN, None)
    log_step(application, "withdraw")
    mails.to_office(application, "withdrawal")
    remove_personal_data(application)
    return application


def _is_latest_answer(application: Application, text: str) -> bool:
    talk = application.messages.exclude(kind=ApplicationMessageKind.NOTE)
    latest = talk.last()
    if latest is None:
        return False
    return latest.kind == ApplicationMessageKind.ANSWER and latest.text == text


def _decide(application: Application, state: str, user: Any) -> None:
    application.state = state
    application.decided_at = timezone.now()
    application.decided_by = user
    application.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def _write(application: Application, kind: str, text: str, author: Any) -> None:
    message = ApplicationMessage(application=application, kind=kind, text=text, author=author)
    message.full_clean()
    message.save()
