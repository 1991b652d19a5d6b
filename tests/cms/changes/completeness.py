"""Is all that a change has changed among what it names, and how much does it name?"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median

from django.core.exceptions import ValidationError
from django.test import Client

from cms.delivery.models import LoggedChange
from cms.delivery.outbox.changes import take_changes
from tests.cms.changes.crawl import addresses, look
from tests.cms.changes.random_changes import RandomChanges

SITE_WIDE = re.compile(r"all|counts|site:..|ways|way:.*")
# Paths are those of pages and profiles; what lies below them is told by tags.
NO_PATH_OF_A_PAGE = re.compile(r"\?|/(?:feed|changes|calendar|on)/")


@dataclass
class Found:
    """missed: kind, address and what was named, where it was not enough; shares: how much of all
    addresses each change named, and how much it changed."""

    missed: list = field(default_factory=list)
    untagged: set = field(default_factory=set)
    named: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    by_kind: dict = field(default_factory=dict)

    @property
    def median_named(self):
        return median(self.named)

    @property
    def median_changed(self):
        return median(self.changed)


def deliver():
    while take_changes():
        pass


def measure(count: int, seed: int, tell=lambda text: None, only: str = "") -> Found:
    """Make random changes one after the other, and compare all addresses before and after."""
    client, changes, found = Client(), RandomChanges(seed), Found()
    deliver()
    before = {address: look(client, address) for address in addresses()}
    for number in range(count):
        name, change = changes.draw()
        if only and only not in name:
            continue
        last = LoggedChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        # What is refused, such as a name that has been published, changes nothing.
        with suppress(ValidationError):
            change()
        deliver()
        entries = list(LoggedChange.objects.filter(pk__gt=last))
        tags = {tag for entry in entries for tag in entry.tags}
        paths = {path for entry in entries for path in entry.paths}
        known = dict.fromkeys([*before, *addresses()])
        after = {address: look(client, address) for address in known}
        kept = {a for a in before if before[a].is_kept}
        changed = {a for a in kept if before[a].digest != after[a].digest}
        named = {a for a in before if before[a].tags & tags}
        by_path = {
            a
            for a in before
            if a.startswith(("/en/", "/fr/")) and not re.search(NO_PATH_OF_A_PAGE, a)
        }
        for address in changed:
            if not before[address].tags & tags:
                found.missed.append((name, address, "tags", sorted(tags)))
            on_all = any(SITE_WIDE.fullmatch(tag) for tag in tags & before[address].tags)
            if address in by_path and address not in paths and not on_all:
                found.missed.append((name, address, "paths", sorted(paths)))
        found.untagged |= {a for a in after if after[a].is_kept and not after[a].tags}
        if entries:
            found.named.append(len(named) / len(before))
            found.changed.append(len(changed) / len(before))
            found.by_kind.setdefault(name, []).append((len(named), len(changed), len(before)))
        tell(f"{number} {name} named {len(named)} changed {len(changed)} of {len(before)}")
        before = after
    return found
