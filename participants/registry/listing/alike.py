"""Participants whose names are spelt much like a text, for those who have found nobody."""

from functools import reduce
from operator import or_

from django.db.models import Q

from participants.models import Participant
from participants.models.identity.matching import names_in
from participants.values.text import fold, trigrams, words

MOST_PROPOSED = 5
# Of what two names have in common, as a share of what both have.
LEAST_LIKENESS = 0.4


def spelt_like(text: str) -> list[int]:
    """Return the keys of the public participants whose names are most like a text, best first.

    One query, for those that share three letters in a row with it or begin like one of its words.
    """
    wanted = fold(text)
    pieces = {piece.lstrip() for piece in trigrams(wanted) if " " not in piece.strip()}
    shared = [Q(search_text__contains=piece) for piece in pieces if len(piece) == 3]
    shared += [Q(search_text__contains=f" {word[:2]}") for word in words(text)]
    if not shared:
        return []
    found = Participant.objects.public().filter(reduce(or_, shared)).order_by("sort_name", "pk")
    ranked = [
        (max(_likeness(wanted, name) for name in names_in(search_text)), key)
        for key, search_text in found.values_list("pk", "search_text")
    ]
    near = [pair for pair in ranked if pair[0] >= LEAST_LIKENESS]
    # Equals stay in the order of their names.
    return [key for _likeness, key in sorted(near, key=lambda pair: -pair[0])[:MOST_PROPOSED]]


def _likeness(wanted: str, name: str) -> float:
    """Return how much a text has in common with a name or one word of it, 1 for the same."""
    return max(_common(trigrams(wanted), trigrams(part)) for part in (name, *name.split()))


def _common(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
