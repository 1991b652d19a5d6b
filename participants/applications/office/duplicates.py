"""Whom the office should compare an application with: who may be the same authority."""

from dataclasses import dataclass

from participants.models import Application, Participant
from participants.models.identity.matching import Identity, alike
from participants.models.identity.names import own_names

MOST_CANDIDATES = 500


@dataclass(frozen=True)
class Duplicates:
    """Participants, drafts and withdrawn ones included, and applications of a like name.

    same: the published ones among the participants that are told apart from it by people only.
    """

    participants: list[Participant]
    same: list[Participant]
    applications: list[Application]

    def __bool__(self) -> bool:
        return bool(self.participants or self.applications)


def duplicates_of(application: Application) -> Duplicates:
    """Return what of the same country has a name, in any language, like one of the application's.

    For the office only: what an applicant is told depends on none of them. What the application's
    own acceptance has made is left out.
    """
    identity = applying_authority(application)
    found = alike(identity, Participant.objects.exclude(application=application))
    others = Application.objects.confirmed().filter(country=application.country)
    return Duplicates(
        list(found),
        [participant for participant in found.same if participant.live],
        [
            other
            for other in others.exclude(pk=application.pk)[:MOST_CANDIDATES]
            if identity.is_near(applying_authority(other))
        ],
    )


def applying_authority(application: Application) -> Identity:
    """Return what the authority of an application is told apart by."""
    return Identity(application.country, application.kind, own_names(application.all_names))
