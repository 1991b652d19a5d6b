"""Whose website an address is: those of all authorities, compared without scheme and "www."."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from participants.querysets import ParticipantQuerySet

MOST_OWNERS = 2  # kept of one address, so that one is left where the other is meant itself

Site = tuple[str, str]


def site_of(address: str) -> Site | None:
    """Return the host and the path of a website; None where it names no host."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return (host, parts.path.strip("/").casefold()) if host else None


class WebsiteIndex:
    """The websites of many authorities in memory, for files of a hundred thousand rows.

    An owner is a primary key, or the slug of one that has none yet.
    """

    def __init__(self) -> None:
        self.owners: dict[Site, tuple[int | str, ...]] = {}
        self.below: dict[str, tuple[int | str, ...]] = {}

    def add(self, address: str, owner: int | str) -> None:
        """Take an authority's website in."""
        if site := site_of(address):
            _put(self.owners, site, owner)
            _put(self.below, site[0], owner)

    def owners_of(self, address: str, *, but: int | str) -> list[int | str]:
        """Return who else has the address, or the site on which it is a page; of many the first."""
        site = site_of(address)
        if site is None:
            return []
        host, path = site
        found = self.owners.get(site, ()) if path else self.below.get(host, ())
        if path:
            found = (*found, *self.owners.get((host, ""), ()))
        return [owner for owner in dict.fromkeys(found) if owner != but][:1]


def _put(index: dict, key: object, owner: int | str) -> None:
    present = index.get(key, ())
    if owner not in present and len(present) < MOST_OWNERS:
        index[key] = (*present, owner)


def owners_of(address: str, among: ParticipantQuerySet) -> list[str]:
    """Return the names of those among some participants who have an address, in two queries."""
    site = site_of(address)
    if site is None:
        return []
    host, path = site
    candidates = among.filter(website__icontains=host).order_by("sort_name", "pk")
    keys = []
    for pk, website in candidates.values_list("pk", "website").iterator(chunk_size=500):
        other = site_of(website)
        if other is not None and other[0] == host and (other[1] == path or not (other[1] and path)):
            keys.append(pk)
            break
    return [str(participant) for participant in among.filter(pk__in=keys).with_names()]
