"""From changes to entries of the log: what became of an object, and which answers that touches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Locale

from cms.delivery.changes.dependencies import ALL, Dependencies, Facts, registered
from cms.delivery.changes.last_known import (
    OUTDATED,
    WHOLE_SITE,
    Key,
    forget,
    keep,
    note_forgotten,
    recall_site,
)
from cms.delivery.changes.states import States
from cms.delivery.changes.whereabouts import Whereabouts
from cms.delivery.content_version.watched import type_label
from cms.delivery.models import Action, Change, LoggedAction, LoggedChange

# A change that touches more pages is one of the whole site.
MOST_PATHS = 500
PLAIN = {
    Action.PUBLISHED: LoggedAction.CREATED,
    Action.UPDATED: LoggedAction.UPDATED,
    Action.UNPUBLISHED: LoggedAction.UNPUBLISHED,
    Action.DELETED: LoggedAction.DELETED,
    Action.RESTRICTED: LoggedAction.RESTRICTED,
}


@dataclass
class Read:
    """Entries that are to be written, each with its change, and what is known after them.

    touched: the tags of all answers that may be others now, whether that is told or not.
    """

    entries: list[tuple[Change, LoggedChange]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    known: dict[Key, object] = field(default_factory=dict)
    gone: set[Key] = field(default_factory=set)

    def write(self) -> None:
        """Write the entries, which have their numbers then. Call it in a transaction."""
        LoggedChange.objects.bulk_create([entry for _change, entry in self.entries])
        keep(self.known)
        forget(self.gone)


def read_entries(
    changes: Sequence[Change],
    announced: Sequence[Change],
    whereabouts: Whereabouts,
    *,
    is_anew: bool = False,
) -> Read:
    """Return the entries for those of some changes that are announced, in their order.

    Nobody is told of what is hidden, nor of an index that says what it said before. is_anew:
    everything was looked at just now, so that nobody knows what was before the changes.
    """
    dependencies = registered()
    read, states = Read(), States(dependencies, changes)
    locales = _locales_of(announced)
    for change in announced:
        before, after = states.step(change)
        tags = [ALL] if is_anew else states.touched(change, before, after)
        read.touched.update(tags)
        is_told = (change.is_told or before != after) and whereabouts.may_be_told(change)
        if is_told and states.is_public(change, before, after):
            entry = LoggedChange(
                changed_at=change.created_at,
                action=_action(change, before, after),
                type=type_label(change.model, change.content_type_id),
                object_id=change.object_id,
                locale=locales.get(change.locale_id, ""),
                paths_before=before.paths if before else [],
                paths_after=after.paths if after else [],
                tags=tags,
            )
            read.entries.append((change, entry))
    read.known, read.gone = states.known, states.gone
    if ALL in read.touched:
        # What is below a section, say, has come or gone with it, and what shows that is another.
        read.known[OUTDATED, OUTDATED] = True
    if announced:
        _note_site(dependencies, read)
        _find_paths(dependencies, [entry for _change, entry in read.entries])
    return read


def _locales_of(changes: Sequence[Change]) -> dict[int | None, str]:
    """Return language codes by the keys of locales, none where no change names one."""
    if not any(change.locale_id for change in changes):
        return {}
    return dict(Locale.objects.values_list("pk", "language_code"))


def _action(change: Change, before: Facts | None, after: Facts | None) -> LoggedAction:
    if change.action == Action.UPDATED:
        if before and after:
            is_elsewhere = before.paths != after.paths
            return LoggedAction.MOVED if is_elsewhere else LoggedAction.UPDATED
        if before or after:
            return LoggedAction.CREATED if after else LoggedAction.UNPUBLISHED
    return PLAIN[Action(change.action)]


def _note_site(dependencies: Dependencies, read: Read) -> None:
    """Add the tags of what stands around many answers and is another now, to the last entry."""
    before, now = recall_site(), dependencies.whole_site_now()
    changed = {tag for tag in before | now if before.get(tag) != now.get(tag)}
    read.touched |= changed
    if not read.entries:
        # Whoever is told next hears of it.
        return
    _change, last = read.entries[-1]
    last.tags = sorted({*last.tags, *changed})
    read.known |= {(WHOLE_SITE, tag): said for tag, said in now.items()}
    read.gone |= {(WHOLE_SITE, tag) for tag in before.keys() - now.keys()}


def _find_paths(dependencies: Dependencies, entries: list[LoggedChange]) -> None:
    found = dependencies.paths_with({tag for entry in entries for tag in entry.tags})
    for entry in entries:
        own = {*entry.paths_before, *entry.paths_after}
        paths = own.union(*(found.get(tag, ()) for tag in entry.tags))
        if len(paths) > MOST_PATHS:
            paths, entry.tags = own, sorted({*entry.tags, ALL})
        entry.paths = sorted(paths)


def as_told(entry: LoggedChange) -> dict[str, Any]:
    """Return an entry as the API and webhooks tell it."""
    return {
        "seq": entry.pk,
        "time": entry.changed_at,
        "action": entry.action,
        "type": entry.type,
        "id": _key(entry),
        "locale": entry.locale or None,
        "paths": {"before": entry.paths_before, "after": entry.paths_after},
        "affects": {"tags": entry.tags, "paths": entry.paths},
    }


def _key(entry: LoggedChange) -> Any:
    try:
        model = apps.get_model(entry.type)
    except LookupError:
        # Its app has been removed since.
        return entry.object_id
    return model._meta.pk.to_python(entry.object_id)


def forget_old_entries() -> None:
    """Delete what was told longer ago than DELIVERY_LOG_DAYS, 30 by default."""
    oldest = timezone.now() - timedelta(days=getattr(settings, "DELIVERY_LOG_DAYS", 30))
    old = LoggedChange.objects.filter(changed_at__lt=oldest)
    with transaction.atomic():
        last = old.aggregate(last=Max("pk"))["last"]
        if last is not None:
            LoggedChange.objects.filter(pk__lte=last).delete()
            note_forgotten(last)
