"""What was last known of public objects, so that it can be told what has gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import token_hex

from cms.delivery.changes.dependencies import Dependencies, Facts
from cms.delivery.models import LastKnown

# What is kept of the site as a whole, each part by its tag.
WHOLE_SITE = "whole site"
# Its row says that all that was public has been looked at once, and names the log begun then.
BEGUN = "begun"
# Its row says that something has changed after which everything has to be looked at anew.
OUTDATED = "outdated"
BATCH = 500

Key = tuple[str, str]


@dataclass(frozen=True)
class Begun:
    """A log. name: of this one and no other; forgotten: the number of the last entry deleted."""

    name: str
    forgotten: int


def begin(dependencies: Dependencies) -> bool:
    """Look at all that is public where it is not known, and tell whether that had to be done.

    Only what changes after that has a state before.
    """
    rows = dict(LastKnown.objects.filter(model__in=[BEGUN, OUTDATED]).values_list("model", "facts"))
    if rows.keys() == {BEGUN}:
        return False
    if OUTDATED in rows:
        LastKnown.objects.exclude(model__in=[BEGUN, OUTDATED]).delete()
    for model in dependencies.facts:
        keys = dependencies.keys_of(model)
        for start in range(0, len(keys), BATCH):
            found = dependencies.facts_of(model, keys[start : start + BATCH]) or {}
            keep({(model, key): facts for key, facts in found.items()})
    keep({(WHOLE_SITE, tag): said for tag, said in dependencies.whole_site_now().items()})
    if BEGUN not in rows:
        keep({(BEGUN, BEGUN): {"name": token_hex(4), "forgotten": 0}})
    if OUTDATED in rows:
        forget([(OUTDATED, OUTDATED)])
    return True


def end() -> None:
    """Forget all that is known, so that the deliverer begins a log of another name."""
    LastKnown.objects.all().delete()


def begun() -> Begun | None:
    """Return which log was begun, or None before the deliverer has looked for the first time."""
    facts = LastKnown.objects.filter(model=BEGUN).values_list("facts", flat=True).first()
    return Begun(**facts) if facts else None


def note_forgotten(number: int) -> None:
    """Note up to which entry the log has been forgotten."""
    if (log := begun()) is not None:
        keep({(BEGUN, BEGUN): {"name": log.name, "forgotten": number}})


def recall(model: str, keys: Iterable[str]) -> dict[str, Facts]:
    """Return what was last known of those objects of a model that were public."""
    rows = LastKnown.objects.filter(model=model, object_id__in=list(keys))
    return {key: Facts(**facts) for key, facts in rows.values_list("object_id", "facts")}


def recall_site() -> dict[str, str]:
    """Return what was last known of the site as a whole, by tag."""
    return dict(LastKnown.objects.filter(model=WHOLE_SITE).values_list("object_id", "facts"))


def keep(known: Mapping[Key, object]) -> None:
    """Keep what is known now."""
    LastKnown.objects.bulk_create(
        (
            LastKnown(model=model, object_id=key, facts=facts)
            for (model, key), facts in known.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["model", "object_id"],
        update_fields=["facts"],
    )


def forget(gone: Iterable[Key]) -> None:
    """Forget what is no longer public."""
    by_model: dict[str, list[str]] = {}
    for model, key in gone:
        by_model.setdefault(model, []).append(key)
    for model, keys in by_model.items():
        LastKnown.objects.filter(model=model, object_id__in=keys).delete()
