"""Whom the office should compare an application with: who may be the same authority."""

from dataclasses import dataclass

from django.db.models import Q

from participants.applications.names import are_near, names_of, own_words
from participants.models import Application, Participant

# A typing error is rarely among the first letters, and the word index finds beginnings.
FIRST_LETTERS = 3
MOST_CANDIDATES = 500


@dataclass(frozen=True)
class Duplicates:
    """Participants, drafts and withdrawn ones included, and applications of a like name."""

    participants: list[Participant]
    applications: list[Application]

    def __bool__(self) -> bool:
        return bool(self.participants or self.applications)


def duplicates_of(application: Application) -> Duplicates:
    """Return what of the same country has a name, in any language, like one of the application's.

    For the office only: what an applicant is told depends on none of them. What the application's
    own acceptance has made is left out.
    """
    names = names_of(application)
    participants = (
        participant
        for participant in _candidates(application, names)
        if _is_near(names, _names_in(participant.search_text))
    )
    others = Application.objects.confirmed().filter(country=application.country)
    applications = (
        other
        for other in others.exclude(pk=application.pk)[:MOST_CANDIDATES]
        if _is_near(names, names_of(other))
    )
    return Duplicates(list(participants), list(applications))


def _candidates(application: Application, names: list[tuple[str, ...]]) -> list[Participant]:
    beginnings = {word[:FIRST_LETTERS] for name in names for word in name}
    begins_alike = Q()
    for beginning in sorted(beginnings):
        begins_alike |= Q(search_text__has_words=[beginning])
    found = Participant.objects.in_country(application.country).filter(begins_alike)
    return list(found.exclude(pk=application.participant_id).with_names()[:MOST_CANDIDATES])


def _names_in(search_text: str) -> list[tuple[str, ...]]:
    """Return the own words of each name that the word index keeps of a participant."""
    parts = (part.strip() for part in search_text.split("|"))
    return [own_words(part) for part in parts if part and not part.isdigit()]


def _is_near(names: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> bool:
    return any(are_near(name, other) for name in names for other in others)
