"""Names of authorities, compared without the words that say what sort of authority it is."""

from difflib import SequenceMatcher

from participants.folding import words
from participants.models import Application

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
LEAST_LIKENESS = 0.85


def own_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name that are its own: "Ville de Mâcon" gives ("macon",).

    A name that has no other words, such as "Grad", keeps them.
    """
    folded = words(name)
    return tuple(word for word in folded if word not in KINDS_OF_AUTHORITY) or tuple(folded)


def names_of(application: Application) -> list[tuple[str, ...]]:
    """Return the own words of each of its names, each once."""
    names = [*application.names.values(), application.name_local]
    return list(dict.fromkeys(filter(None, map(own_words, names))))


def are_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names may mean the same authority.

    They have the same words, one has all words of the other, or they differ by a letter or two.
    """
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    return matcher.quick_ratio() >= LEAST_LIKENESS and matcher.ratio() >= LEAST_LIKENESS
