"""What refers to objects, and the tags of the answers that show it."""

from collections.abc import Sequence

from django.db.models import Model
from wagtail.models import Page

from alliance_pages.dependencies import tags
from alliance_pages.dependencies.own_tags import (
    loaded_pages,
    loaded_participants,
    own_tags_of_pages,
    own_tags_of_participants,
)
from alliance_pages.dependencies.references import Reference, label_of, referring_to
from participants.models import Participant

# What more objects than this refer to is shown anywhere.
MOST_REFERRERS = 100


class Referring:
    """The public pages and participants that refer to some objects of a model, by their keys."""

    def __init__(self, model: type[Model], keys: Sequence[str]) -> None:
        self._references = referring_to(model, keys)
        by_label: dict[str, set[str]] = {}
        for key in self._references:
            for label, other in self.to(key):
                by_label.setdefault(label, set()).add(other)
        pages = loaded_pages(sorted(by_label.get(label_of(Page), ())))
        rows = loaded_participants(sorted(by_label.get(label_of(Participant), ())))
        self._own = {
            label_of(Page): own_tags_of_pages(pages),
            label_of(Participant): own_tags_of_participants(rows),
        }

    def to(self, *keys: str) -> list[Reference]:
        """Return what refers to some of the objects; nothing where it is too much to be told."""
        return [
            reference
            for key in keys
            if len(found := self._references.get(key, ())) <= MOST_REFERRERS
            for reference in found
        ]

    def tags_for(self, *keys: str) -> set[str]:
        """Return the own tags of what refers to some of the objects."""
        if any(len(self._references.get(key, ())) > MOST_REFERRERS for key in keys):
            return {tags.ALL}
        return {tag for label, other in self.to(*keys) for tag in self._own[label].get(other, ())}
