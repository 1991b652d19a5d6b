"""What was and is public of the objects that some changes are of."""

from collections.abc import Sequence

from django.apps import apps
from wagtail.models import DraftStateMixin

from cms.delivery.changes.dependencies import ALL, Dependencies, Facts
from cms.delivery.changes.last_known import Key, recall
from cms.delivery.models import Action, Change


class States:
    """What was and is public of the objects of some changes, read for all of them together."""

    def __init__(self, dependencies: Dependencies, changes: Sequence[Change]) -> None:
        self._dependencies = dependencies
        self._before: dict[Key, Facts | None] = {}
        self._now: dict[Key, Facts] = {}
        # The tags of whatever was or is public, of these objects and of what is related to them.
        self._tags: dict[Key, set[str]] = {}
        # The models of which the project knows where their objects are shown.
        self._understood: set[str] = set()
        self.known: dict[Key, object] = {}
        self.gone: set[Key] = set()
        keys: dict[str, set[str]] = {}
        for change in changes:
            keys.setdefault(change.model, set()).add(change.object_id)
        for model, of_model in keys.items():
            self._read(model, sorted(of_model))
        self._read_related()
        self._passed_by = self._passed_by_of(changes)

    def _read(self, model: str, keys: list[str]) -> None:
        found = self._look(model, keys)
        if found is None:
            return
        self._understood.add(model)
        before, now = found
        self._before |= before
        self._now |= now

    def _look(
        self, model: str, keys: list[str]
    ) -> tuple[dict[Key, Facts], dict[Key, Facts]] | None:
        """Return what was and is public of objects, and note what is known of them by that."""
        said = self._dependencies.facts_of(model, keys)
        if said is None:
            return None
        before = {(model, key): facts for key, facts in recall(model, keys).items()}
        now = {(model, key): Facts(**facts) for key, facts in said.items()}
        for key, facts in (*before.items(), *now.items()):
            self._tags.setdefault(key, set()).update(facts.tags)
        self.known |= {(model, key): facts for key, facts in said.items()}
        self.gone |= {(model, key) for key in keys if key not in said}
        return before, now

    def _read_related(self) -> None:
        """Know anew what the objects refer to, or are referred to by, as their tags hang together.

        Once something is gone, nobody could tell any more what showed it.
        """
        keys: dict[str, set[str]] = {}
        for facts in (*self._before.values(), *self._now.values()):
            for model, key in facts.related if facts else ():
                if (model, key) not in self.known and (model, key) not in self.gone:
                    keys.setdefault(model, set()).add(key)
        for model, of_model in keys.items():
            self._look(model, sorted(of_model))

    def _passed_by_of(self, changes: Sequence[Change]) -> set[Key]:
        """Return the objects of which readers may have seen a state that nobody has noted.

        They were published and withdrawn, or published in two versions, since the deliverer looked,
        or withdrawn before it did so for the first time.
        """
        told: set[Key] = set()
        versions: dict[Key, set[int | None]] = {}
        for change in changes:
            key = (change.model, change.object_id)
            if change.model in self._understood and issubclass(
                apps.get_model(change.model), DraftStateMixin
            ):
                versions.setdefault(key, set()).add(change.revision_id)
                if change.action in {Action.PUBLISHED, Action.UNPUBLISHED}:
                    told.add(key)
        withdrawn = told - self._before.keys() - self._now.keys()
        again = {key for key, ids in versions.items() if len(ids - {None}) > 1}
        return withdrawn | (again & self._before.keys())

    def step(self, change: Change) -> tuple[Facts | None, Facts | None]:
        """Return what was public of an object before a change, and what is now."""
        key = (change.model, change.object_id)
        before, after = self._before.get(key), self._now.get(key)
        self._before[key] = after
        return before, after

    def _has_passed_by(self, change: Change) -> bool:
        return (change.model, change.object_id) in self._passed_by

    def is_public(self, change: Change, before: Facts | None, after: Facts | None) -> bool:
        """Tell whether readers could see an object before a change, or can after it."""
        is_unknown = change.model not in self._understood
        return is_unknown or bool(before or after) or self._has_passed_by(change)

    def touched(self, change: Change, before: Facts | None, after: Facts | None) -> list[str]:
        """Return the tags of the answers that a change may have changed."""
        if change.model not in self._understood or self._has_passed_by(change):
            return [ALL]
        present = [facts for facts in (before, after) if facts]
        tags = {tag for facts in present for tag in (*facts.tags, *facts.files)}
        if before is None or after is None or before.shown is None or before.shown != after.shown:
            tags |= {tag for facts in present for tag in self._tags_of_shown(facts)}
        if len(present) == 1:
            tags |= set(present[0].with_it)
        return sorted(tags)

    def _tags_of_shown(self, facts: Facts) -> set[str]:
        shown_by = [self._tags.get((model, key), set()) for model, key in facts.shown_by]
        return set(facts.linked).union(*shown_by)
