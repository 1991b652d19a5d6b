"""What was and is public of the objects that some changes are of."""

from collections.abc import Iterable

from cms.delivery.changes.dependencies import ALL, Dependencies, Facts
from cms.delivery.changes.last_known import Key, recall
from cms.delivery.models import Change


class States:
    """What was and is public of the objects of some changes, read for all of them together."""

    def __init__(self, dependencies: Dependencies, changes: Iterable[Change]) -> None:
        self._dependencies = dependencies
        self._before: dict[Key, Facts | None] = {}
        self._now: dict[Key, Facts] = {}
        # The models of which the project knows where their objects are shown.
        self._understood: set[str] = set()
        self.known: dict[Key, object] = {}
        self.gone: set[Key] = set()
        keys: dict[str, set[str]] = {}
        for change in changes:
            keys.setdefault(change.model, set()).add(change.object_id)
        for model, of_model in keys.items():
            self._read(model, sorted(of_model))
        self._read_referred_to()

    def _read(self, model: str, keys: list[str]) -> None:
        now = self._dependencies.facts_of(model, keys)
        if now is None:
            return
        self._understood.add(model)
        self._before |= {(model, key): facts for key, facts in recall(model, keys).items()}
        self._now |= {(model, key): Facts(**said) for key, said in now.items()}
        self.known |= {(model, key): said for key, said in now.items()}
        self.gone |= {(model, key) for key in keys if key not in now}

    def _read_referred_to(self) -> None:
        """Know anew the objects that others have begun, or ceased, to refer to.

        Once they are gone, nobody could tell any more who did.
        """
        keys: dict[str, set[str]] = {}
        for facts in (*self._before.values(), *self._now.values()):
            for model, key in facts.refers if facts else ():
                if (model, key) not in self.known:
                    keys.setdefault(model, set()).add(key)
        for model, of_model in keys.items():
            found = self._dependencies.facts_of(model, sorted(of_model)) or {}
            self.known |= {(model, key): said for key, said in found.items()}

    def step(self, change: Change) -> tuple[Facts | None, Facts | None]:
        """Return what was public of an object before a change, and what is now."""
        key = (change.model, change.object_id)
        before, after = self._before.get(key), self._now.get(key)
        self._before[key] = after
        return before, after

    def is_public(self, change: Change, before: Facts | None, after: Facts | None) -> bool:
        """Tell whether readers could see an object before a change, or can after it."""
        return change.model not in self._understood or bool(before or after)

    def touched(self, change: Change, before: Facts | None, after: Facts | None) -> list[str]:
        """Return the tags of the answers that a change may have changed."""
        if change.model not in self._understood:
            return [ALL]
        present = [facts for facts in (before, after) if facts]
        tags = {tag for facts in present for tag in facts.tags}
        if before is None or after is None or before.shown != after.shown:
            tags |= {tag for facts in present for tag in facts.linked}
        return sorted(tags)
