"""Which answers show an object: asked of the project, which alone knows its pages."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError

logger = logging.getLogger(__name__)

Said = TypeVar("Said")

# Carried by every public answer.
ALL = "all"


@dataclass(frozen=True)
class Facts:
    """What readers see of a public object.

    paths: on the site, where it is shown by itself; tags: of the answers that any change of it may
    change; files: further ones, of the files that are public by it; shown: what others show of it,
    as JSON has it, None where that is all; linked: further tags, of the answers that show that;
    shown_by: model and key of what shows it, of which the tags are touched then too; with_it: what
    is touched besides when it comes or goes; related: model and key of all whose facts follow from
    its own, such as what it refers to, what refers to it, and its translations.
    """

    paths: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    shown: Any = None
    linked: list[str] = field(default_factory=list)
    shown_by: list[list[str]] = field(default_factory=list)
    with_it: list[str] = field(default_factory=list)
    related: list[list[str]] = field(default_factory=list, compare=False)


# Given primary keys as text, returns for these objects, as far as public, the members of `Facts`.
ReadFacts = Callable[[Sequence[str]], Mapping[str, Mapping[str, Any]]]
# Returns all primary keys that there may be facts of, as text.
ReadKeys = Callable[[], Iterable[str]]


@dataclass
class Dependencies:
    """How a project answers, registered by it when it starts.

    facts: by "app_label.model", pages as "wagtailcore.page"; what is not named there may be shown
    anywhere. whole_site: what stands around all answers with a tag, each in a form that is equal
    as long as nothing of it has changed. paths: of the answers that carry some tags, by tag.
    """

    facts: dict[str, tuple[ReadFacts, ReadKeys]] = field(default_factory=dict)
    whole_site: Callable[[], Mapping[str, str]] = dict
    paths: Callable[[Collection[str]], Mapping[str, Iterable[str]]] = lambda tags: {}

    def facts_of(self, model: str, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]] | None:
        """Return the facts of objects of a model, or None where the project cannot tell."""
        readers = self.facts.get(model)
        return _ask(lambda: readers[0](keys), None) if readers else None

    def keys_of(self, model: str) -> list[str]:
        """Return the keys of the objects of a model that there may be facts of."""
        return _ask(lambda: list(self.facts[model][1]()), [])

    def whole_site_now(self) -> dict[str, str]:
        """Return what stands around all answers with a tag."""
        return _ask(lambda: dict(self.whole_site()), {})

    def paths_with(self, tags: Collection[str]) -> Mapping[str, Iterable[str]]:
        """Return the paths of the answers that carry some tags, by tag."""
        return _ask(lambda: self.paths(tags), {})


def _ask(question: Callable[[], Said], otherwise: Said) -> Said:
    """Return what the project says; code of its own must not stop the outbox."""
    try:
        return question()
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The project cannot say what a change touches")
        return otherwise


_registered = Dependencies()


def register_dependencies(dependencies: Dependencies) -> None:
    """Let a project answer what a change touches, in the place of whoever was registered before."""
    global _registered  # noqa: PLW0603  one for the process, replaced as a whole
    _registered = dependencies


def registered() -> Dependencies:
    """Return how the project answers."""
    return _registered
