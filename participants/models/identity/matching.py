"""Which participants may be the same authority: the one matcher of editor, importer, inbox, API.

Two likenesses are told apart. The same: of one country, of kinds that can mean one authority, and
of a same name and not known to lie far apart, or of names spelt alike within a few kilometres; that
keeps a second one from being published until somebody has said that it is another authority. Near:
all else that people should compare; that is told and keeps nobody from anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext

from participants.models.identity.authority import Identity, own_names
from participants.values.place import Point
from participants.values.text import fold

if TYPE_CHECKING:
    from participants.models import Participant
    from participants.models.querysets import ParticipantQuerySet

# Words are compared that begin alike, which the word index finds, or end alike: a typing error is
# not at both ends. Of short words fewer last letters are looked at.
FIRST_LETTERS = LAST_LETTERS = 3
SHORTEST_ENDING = 2


def identity_of(participant: Participant) -> Identity:
    """Return what a participant is told apart by, from its rows in memory."""
    names = [*(text.name for text in participant.texts.all()), participant.name_local]
    return Identity(
        country=participant.country,
        kind=participant.kind,
        names=own_names(names),
        place=position(participant.latitude, participant.longitude),
        slug=participant.slug,
        # In a draft that API v3 has stored it can be anything.
        distinct_from=frozenset(map(str, participant.distinct_from or ())),
        former=tuple(
            _note(event.note)
            for event in participant.events.all()
            if event.kind == "renamed" and event.note
        ),
    )


class IdentityRow(NamedTuple):
    """The columns that a participant is told apart by, as they are stored."""

    slug: str
    country: str
    kind: str
    search_text: str
    latitude: Decimal | None
    longitude: Decimal | None
    distinct_from: list[str]

    @classmethod
    def of(cls, participant: Participant) -> IdentityRow:
        """Return the columns of a participant in memory, whose derived ones are in line."""
        return cls(*(getattr(participant, name) for name in cls._fields))

    def identity(self, renamings: Iterable[str]) -> Identity:
        """Return what it is told apart by. renamings: its folded notes."""
        return Identity(
            self.country,
            self.kind,
            own_names(names_in(self.search_text)),
            position(self.latitude, self.longitude),
            self.slug,
            frozenset(self.distinct_from),
            tuple(renamings),
        )


@dataclass(frozen=True)
class Alike:
    """Who may be the same authority. same, near: as said above, with their names loaded."""

    same: list[Participant]
    near: list[Participant]

    def __iter__(self) -> Iterator[Participant]:
        yield from self.same
        yield from self.near

    def __bool__(self) -> bool:
        return bool(self.same or self.near)


def alike(identity: Identity, among: ParticipantQuerySet) -> Alike:
    """Return who among some participants may be the authority, in four queries at most.

    Those of the country that have a name with a word that begins or ends alike, or that have been
    renamed, are compared, drafts included. The participant itself is left out by the caller.
    """
    same, near = [], []
    for pk, other in _candidates(identity, among):
        if identity.is_same_as(other):
            same.append(pk)
        elif identity.is_near(other):
            near.append(pk)
    loaded = _loaded([*same, *near], among)
    return Alike(
        [other for other in loaded if other.pk in set(same)],
        [other for other in loaded if other.pk not in set(same)],
    )


def same_public(identity: Identity, among: ParticipantQuerySet) -> list[Participant]:
    """Return the published ones that are the same, save those it has been told apart from."""
    found = [
        pk
        for pk, other in _candidates(identity, among.filter(live=True))
        if identity.is_same_as(other) and not identity.is_told_apart_from(other)
    ]
    return _loaded(found, among)


def refusal(others: Sequence[Participant]) -> str:
    """Say in sentences why a participant is not published beside others, and the way out."""
    reason = gettext("This may be the same authority as one that is public: %(names)s.") % {
        "names": ", ".join(map(described, others))
    }
    way_out = gettext(
        "If it is another authority, say so in the editor; in a file and in the API, write "
        "%(slugs)s into “distinct_from”."
    ) % {"slugs": ", ".join(other.slug for other in others)}
    return f"{reason} {way_out}"


def described(participant: Participant) -> str:
    """Return what tells a participant from others of its name: “Megara” (city, number 12)."""
    details = [str(participant.get_kind_display())]
    if participant.number is not None:
        details.append(gettext("number %(number)d") % {"number": participant.number})
    words = {"name": participant, "details": ", ".join(details)}
    return gettext("“%(name)s” (%(details)s)") % words


def _loaded(keys: list[int], among: ParticipantQuerySet) -> list[Participant]:
    return list(among.filter(pk__in=keys).with_names()) if keys else []


def _candidates(identity: Identity, among: ParticipantQuerySet) -> Iterator[tuple[int, Identity]]:
    if not (identity.names and identity.country):
        return
    of_country = among.in_country(identity.country).order_by()
    renamings = notes_of_renamings(of_country, "pk")
    comparable = Q(pk__in=list(renamings))
    words = {word for name in identity.names for word in name}
    for beginning in sorted({word[:FIRST_LETTERS] for word in words}):
        comparable |= Q(search_text__has_words=[beginning])
    for ending in sorted({word[FIRST_LETTERS:][-LAST_LETTERS:] for word in words}):
        if len(ending) >= SHORTEST_ENDING:
            comparable |= Q(search_text__contains=f"{ending} ")
    for pk, *row in of_country.filter(comparable).values_list("pk", *IdentityRow._fields):
        yield pk, IdentityRow(*row).identity(renamings.get(pk, ()))


def notes_of_renamings(among: ParticipantQuerySet, key: str) -> dict[Any, list[str]]:
    """Return the folded notes of renamings, by a column of their participants."""
    found: dict[Any, list[str]] = defaultdict(list)
    renamed = among.filter(events__kind="renamed", events__note__gt="").order_by()
    for value, note in renamed.values_list(key, "events__note"):
        found[value].append(_note(note))
    return found


def names_in(search_text: str) -> list[str]:
    """Return the folded names that the word index keeps of a participant, without its number."""
    parts = (part.strip() for part in search_text.split("|"))
    return [part for part in parts if part and not part.isdigit()]


def _note(text: str) -> str:
    return f" {fold(text)} "


def position(latitude: Any, longitude: Any) -> Point | None:
    """Return the place that two numbers of degrees name, or None where one is missing or none."""
    try:
        degrees = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None
    return Point(*degrees) if abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180 else None
