"""What authorities are told apart by: their names, without the words for their kind, and more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from participants.values.place import Point, km_between
from participants.values.text import words
from participants.values.word_lists import word_list

# The words of a name that are its own, folded: "Ville de Mâcon" has ("macon",).
OwnWords = tuple[str, ...]

KINDS_OF_AUTHORITY = frozenset(word_list("kinds_of_authority"))
ABBREVIATIONS = {"st": "saint", "ste": "sainte"}
LEAST_LIKENESS = 0.85
# Letters of the shortest name that is recognised with a wrong one: "Metz" is not "Mehz".
SHORTEST_MISSPELT = 5


def own_words(name: str) -> OwnWords:
    """Return the folded words of a name that are its own: "Ville de Mâcon" gives ("macon",).

    A name that has no other words, such as "Grad", keeps them. "St" is "Saint".
    """
    folded = [ABBREVIATIONS.get(word, word) for word in words(name)]
    return tuple(word for word in folded if word not in KINDS_OF_AUTHORITY) or tuple(folded)


def own_names(names: Iterable[str]) -> tuple[OwnWords, ...]:
    """Return the own words of each name, each once."""
    return tuple(dict.fromkeys(filter(None, map(own_words, names))))


def joined(name: OwnWords) -> str:
    """Return a name as one word: people write "Novi Sad" and "Novisad" for one place."""
    return "".join(name)


def are_spelt_alike(one: OwnWords, other: OwnWords) -> bool:
    """Return whether two names differ by a letter or two; "Praha 1" and "Praha 2" do not."""
    if _digits(one) != _digits(other):
        return False
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    return (
        matcher.real_quick_ratio() >= LEAST_LIKENESS
        and matcher.quick_ratio() >= LEAST_LIKENESS
        and matcher.ratio() >= LEAST_LIKENESS
    )


def are_near(one: OwnWords, other: OwnWords) -> bool:
    """Return whether two names may mean the same authority.

    They have the same words, one has all words of the other, or they differ by a letter or two.
    """
    return (
        set(one) <= set(other)
        or set(other) <= set(one)
        or are_spelt_alike(one, other)
        or _differ_by_a_letter(one, other)
    )


def _differ_by_a_letter(one: OwnWords, other: OwnWords) -> bool:
    """Return whether one letter is wrong, missing or too much in a name that is long enough."""
    shorter, longer = sorted((joined(one), joined(other)), key=len)
    if len(shorter) < SHORTEST_MISSPELT or _digits(one) != _digits(other):
        return False
    differing = (place for place, letter in enumerate(shorter) if letter != longer[place])
    start = next(differing, len(shorter))
    rest = shorter[start:]
    return longer[start + 1 :] in (rest, rest[1:])


def _digits(name: OwnWords) -> str:
    return "".join(character for word in name for character in word if character.isdigit())


# A town and the region around it often share their name, and are two authorities. In Italy and
# Turkey a metropolitan city stands in the place of a province. "other" can be any of them.
LEVELS = {
    "city": "local",
    "municipality": "local",
    "metropolitan_city": "province",
    "county": "province",
    "province": "province",
    "department": "province",
    "region": "region",
}


CLOSE_KM = 5


# Markers of one authority are not found this far apart; villages of one name are.
FAR_KM = 50


def may_be_one_kind(one: str, other: str) -> bool:
    """Return whether two kinds can mean one authority; where one is not known, they can."""
    levels = {LEVELS.get(one), LEVELS.get(other)}
    return len(levels) == 1 or None in levels


@dataclass(frozen=True, slots=True)
class Identity:
    """What an authority is told apart by.

    names: the own words of each, in all languages; distinct_from: slugs of those that somebody
    has told it apart from; former: folded notes of its renamings, in which former names stand.
    """

    country: str
    kind: str
    names: tuple[OwnWords, ...]
    place: Point | None = None
    slug: str = ""
    distinct_from: frozenset[str] = frozenset()
    former: tuple[str, ...] = ()

    def is_told_apart_from(self, other: Identity) -> bool:
        """Return whether somebody has said, at either of them, that they are two."""
        return other.slug in self.distinct_from or (
            self.slug != "" and self.slug in other.distinct_from
        )

    def is_same_as(self, other: Identity) -> bool:
        """Return whether both can only be told apart by people."""
        if self.country != other.country or not may_be_one_kind(self.kind, other.kind):
            return False
        distance = self._km_to(other)
        if self._has_name_of(other):
            return distance is None or distance <= FAR_KM
        return (
            distance is not None
            and distance <= CLOSE_KM
            and any(are_spelt_alike(one, two) for one in self.names for two in other.names)
        )

    def is_near(self, other: Identity) -> bool:
        """Return whether people should compare the two."""
        return self.country == other.country and (
            self._has_name_of(other)
            or any(are_near(one, two) for one in self.names for two in other.names)
        )

    def _has_name_of(self, other: Identity) -> bool:
        own, others = set(map(joined, self.names)), set(map(joined, other.names))
        return not own.isdisjoint(others) or self._had_name_of(other) or other._had_name_of(self)

    def _had_name_of(self, other: Identity) -> bool:
        return any(f" {' '.join(name)} " in note for note in self.former for name in other.names)

    def _km_to(self, other: Identity) -> float | None:
        if self.place is None or other.place is None:
            return None
        return km_between(self.place, other.place)
