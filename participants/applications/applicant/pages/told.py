"""What an applicant is told of an application; never notes, officers or duplicates."""

from typing import Any

from django.utils.translation import get_language

from participants.addresses import profiles_address
from participants.applications.applicant.pages.timeline import open_questions, timeline
from participants.models import (
    Application,
    ApplicationMessageKind,
    ApplicationState,
    Participant,
)
from participants.values.languages import default_language


def told_of(application: Application) -> dict[str, Any]:
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
