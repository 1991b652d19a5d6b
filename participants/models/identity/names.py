"""Names of authorities, compared without the words that say what sort of authority it is."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from participants.values.folding import words

# The words of a name that are its own, folded: "Ville de Mâcon" has ("macon",).
OwnWords = tuple[str, ...]

# Folded, as authorities of the area begin or end their names.
KINDS_OF_AUTHORITY = frozenset(
    (
        "municipality municipalite commune comune concello concelho municipio municipal "
        "council city town ville cite stadt gemeinde gmina miasto obec mesto obcina opcina "
        "opstina opshtina obshtina grad orasul municipiul oras comuna komuna bashkia "
        "belediyesi dimos demos kommune kommun county province provincia region departement "
        "department district judetul metropolitan metropolitaine of de del della di du des do "
        "da la le les the l d"
    ).split()
)
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
