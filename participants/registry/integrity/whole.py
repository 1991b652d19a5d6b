"""Checks of what only shows in all participants together."""

from collections.abc import Callable, Iterator

from django.db.models import Count, QuerySet
from wagtail.models import Locale

from participants.models import (
    EventKind,
    InitiativeText,
    IssuedNumber,
    MembershipEvent,
    Participant,
    ParticipantText,
    RegistryState,
)
from participants.registry.integrity.finding import REGISTRY, Finding, label_of
from participants.values.texts_per_language import content_languages


def state() -> Iterator[Finding]:
    """Find out whether there is exactly one state."""
    if list(RegistryState.objects.values_list("pk", flat=True)) != [1]:
        yield Finding(REGISTRY, "there is not exactly one row that names its state.")


def twins() -> Iterator[Finding]:
    """Find numbers and slugs that several have."""
    for name in ("number", "slug"):
        known = Participant.objects.exclude(**{name: None}).order_by(name).values(name)
        for row in known.annotate(size=Count("pk")).filter(size__gt=1):
            yield Finding(REGISTRY, f"{row['size']} participants have the {name} {row[name]}.")


def issued() -> Iterator[Finding]:
    """Find issued numbers below 1."""
    for number in IssuedNumber.objects.filter(number__lt=1).values_list("number", flat=True):
        yield Finding(REGISTRY, f"the number {number} has been issued; numbers begin with 1.")


def languages() -> Iterator[Finding]:
    """Find texts in a language that the site does not have."""
    known = Locale.objects.filter(language_code__in=content_languages()).values("pk")
    texts = ParticipantText.objects.exclude(locale__in=known).values_list("participant", flat=True)
    yield from _about(texts, "it has a text in a language that the site does not have.")
    words = InitiativeText.objects.exclude(locale__in=known)
    yield from _about(
        words.values_list("initiative__participant", flat=True),
        "an initiative has a text in a language that the site does not have.",
    )


def mergers() -> Iterator[Finding]:
    """Find mergers into nobody, and those that lead back to where they began."""
    events = MembershipEvent.objects.filter(kind=EventKind.MERGED)
    lost = events.exclude(successor__in=Participant.objects.values("pk"))
    yield from _about(
        lost.values_list("participant", flat=True), "it merged into an authority that is not there."
    )
    successors = dict(events.order_by("sort_order").values_list("participant", "successor"))
    in_circles = [key for key in successors if _comes_back(key, successors)]
    yield from _about(in_circles, "its mergers lead back to itself.")


def _comes_back(start: int, successors: dict[int, int | None]) -> bool:
    seen: set[int] = set()
    place = successors.get(start)
    while place is not None and place not in seen:
        if place == start:
            return True
        seen.add(place)
        place = successors.get(place)
    return False


def _about(keys: QuerySet | list[int], sentence: str) -> Iterator[Finding]:
    for participant in Participant.objects.with_names().filter(pk__in=keys).order_by("pk"):
        yield Finding(label_of(participant), sentence)


WHOLE_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    state,
    twins,
    issued,
    languages,
    mergers,
)
