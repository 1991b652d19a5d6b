"""The right spelling of a word in an address."""

from unicodedata import normalize

from django.db.models import Q, QuerySet

from participants.values.folding import fold, words

# Databases differ in what they know of letters beyond ASCII; those are compared in Python.
BEYOND_ASCII = r"[^\x01-\x7f]"


def fold_case(text: str) -> str:
    """Return the text so that case and the normal form of Unicode make no difference."""
    return normalize("NFC", text).casefold()


def right_spelling(word: str, things: QuerySet) -> str | None:
    """Return the slug that a word means among those of some things, or None.

    Case, normal form and accents do not matter, in this order; two slugs that are meant alike are
    none. One query.
    """
    alike = Q(slug__iexact=normalize("NFC", word)) | Q(slug__regex=BEYOND_ASCII)
    if folded := "-".join(words(word)):
        alike |= Q(slug__iexact=folded)
    slugs = set(things.filter(alike).order_by().values_list("slug", flat=True))
    for spelled in (str, fold_case, fold):
        wanted = spelled(word)
        meant = [slug for slug in slugs if wanted and spelled(slug) == wanted]
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None
