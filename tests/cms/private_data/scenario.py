"""An application in every state, with a canary in every field, through the steps of the road."""

from django.core.files.base import ContentFile

from participants.applications import mails
from participants.applications import transitions as steps
from participants.applications.office.acceptance import accept
from participants.applications.submission.letters import hold_letter
from participants.applications.transitions import log_step
from participants.models import Application, ApplicationState
from tests.cms.private_data.canaries import FIELDS, HIDDEN, LETTER, canary
from tests.factories import make_application

TEXT = canary("text")


def sent(place: int) -> Application:
    """Return an application that was just sent. place: its number, for what must be unique."""
    application = make_application(
        is_confirmed=False,
        letter=f"%PDF {LETTER}".encode(),
        measures=[canary("title")],
        **{**FIELDS, "contact_email": f"{place}{FIELDS['contact_email']}"},
        **{name: f"{word}{place}" for name, word in HIDDEN.items()},
    )
    letter = ContentFile(f"%PDF {LETTER}".encode())
    application.letter.save(f"{canary('letter')}.pdf", letter)
    application.measures.update(description=canary("description"))
    log_step(application, "send")
    mails.ask_for_confirmation(application)
    return application


def in_every_state(officer) -> dict[str, Application]:
    """Return an application for each state, after the steps that lead there."""
    hold_letter(ContentFile(LETTER.encode(), name="held.pdf"))
    found = {}
    for place, state in enumerate(ApplicationState):
        application = sent(place)
        if state != ApplicationState.UNCONFIRMED:
            steps.confirm(application)
        if state not in {ApplicationState.UNCONFIRMED, ApplicationState.RECEIVED}:
            steps.assign(application, officer, user=officer)
            steps.note(application, TEXT, user=officer)
            steps.ask(application, TEXT, user=officer)
        if state not in {
            ApplicationState.UNCONFIRMED,
            ApplicationState.RECEIVED,
            ApplicationState.QUESTION_ASKED,
        }:
            steps.answer(application, TEXT)
        if state == ApplicationState.DECLINED:
            steps.decline(application, canary("reason"), user=officer)
        elif state == ApplicationState.ACCEPTED:
            accept(application, user=officer, when=None)
        elif state == ApplicationState.WITHDRAWN:
            steps.withdraw(application)
        found[str(state)] = Application.objects.get(pk=application.pk)
        assert found[str(state)].state == state
    return found
