"""What refers to objects."""

from collections.abc import Sequence

from django.db.models import Model

from alliance_pages.dependencies import tags
from alliance_pages.dependencies.references import Reference, referring_to

# What more objects than this refer to is shown anywhere.
MOST_REFERRERS = 100


class Referring:
    """The pages and participants that refer to some objects of a model, by their keys."""

    def __init__(self, model: type[Model], keys: Sequence[str]) -> None:
        self._references = referring_to(model, keys)

    def to(self, *keys: str) -> list[Reference]:
        """Return what refers to some of the objects; nothing where it is too much to be told."""
        found = {
            reference
            for key in keys
            if not self._is_too_much(key)
            for reference in self._references.get(key, ())
        }
        return sorted(found)

    def tags_for(self, *keys: str) -> list[str]:
        """Return the tag of everything where something is too much to be told."""
        return [tags.ALL] if any(map(self._is_too_much, keys)) else []

    def _is_too_much(self, key: str) -> bool:
        return len(self._references.get(key, ())) > MOST_REFERRERS
