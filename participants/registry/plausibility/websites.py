"""Whose website an address is: those of all authorities, compared without scheme and "www."."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from participants.models.querysets import ParticipantQuerySet


def site_of(address: str) -> str:
    """Return the host and the path of a website, "megara.gr/en"; "" where it names no host."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return f"{host}/{parts.path.strip('/').casefold()}" if host else ""


def sites_around(address: str) -> tuple[str, ...]:
    """Return the site that an address is, and the one of which it is a page."""
    site = site_of(address)
    whole = f"{site.partition('/')[0]}/"
    return tuple(dict.fromkeys((site, whole))) if site else ()


class WebsiteIndex:
    """The websites of many authorities in memory, for files of a hundred thousand rows.

    An owner is a primary key, or the name of one that has none yet.
    """

    def __init__(self) -> None:
        self.owners: dict[str, int | str] = {}

    def add(self, address: str, owner: int | str) -> None:
        """Take an authority's website in; of several owners the first counts."""
        if site := site_of(address):
            self.owners.setdefault(site, owner)

    def owner_of(self, address: str, *, but: int | str) -> int | str | None:
        """Return who else has the address, or the site on which it is a page."""
        found = (self.owners.get(site) for site in sites_around(address))
        return next((owner for owner in found if owner not in {None, but}), None)


def owners_of(address: str, among: ParticipantQuerySet) -> list[str]:
    """Return the name of one among some participants who has the address, in two queries."""
    sites = sites_around(address)
    if not sites:
        return []
    host = sites[0].partition("/")[0]
    alike = among.filter(website__icontains=host).order_by("sort_name", "pk")
    stored = alike.values_list("pk", "website").iterator(chunk_size=500)
    keys = [next((pk for pk, website in stored if site_of(website) in sites), None)]
    return [str(participant) for participant in among.filter(pk__in=keys).with_names()]
