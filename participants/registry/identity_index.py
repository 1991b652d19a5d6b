"""Who is the same authority, and whose a website is: in memory, for a hundred thousand rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from participants.models import Participant
from participants.models.identity.authority import Identity, OwnWords, joined, own_names
from participants.models.identity.matching import (
    FIRST_LETTERS,
    IdentityRow,
    names_in,
    notes_of_renamings,
    position,
)
from participants.models.querysets import ParticipantQuerySet
from participants.values.place import Point

# Degrees: CLOSE_KM and a little more to the north, and to the east as far north as Oslo; beyond it
# a misspelling near the edge of its cell may be missed, and the gate of single saves finds it, as
# it does one among the first letters.
CELL_NORTH, CELL_EAST = 0.05, 0.1


class IdentityIndex:
    """Find those that are the same as an authority by name and place, without asking the database.

    Rows are kept as they come: 100,000 identities would take three times the memory.
    """

    def __init__(self) -> None:
        self.rows: dict[str, IdentityRow] = {}
        self.by_name: dict[tuple[str, str], tuple[str, ...]] = {}
        self.by_place: dict[int, tuple[str, ...]] = {}
        self.renamings = notes_of_renamings(Participant.objects.all(), "slug")

    def add(self, row: IdentityRow) -> None:
        """Take a participant in, or what has become of one."""
        self.rows[row.slug] = row
        names = own_names(names_in(row.search_text))
        for name in names:
            _put(self.by_name, (row.country, joined(name)), row.slug)
        if (place := position(row.latitude, row.longitude)) is not None:
            for key in _keys(*_cell(place), names):
                _put(self.by_place, key, row.slug)

    def same_as(self, identity: Identity) -> list[str]:
        """Return the slugs of those it has not been told apart from, sorted."""
        candidates = self._candidates(identity) - {identity.slug}
        return sorted(slug for slug in candidates if self._is_same(identity, slug))

    def _is_same(self, identity: Identity, slug: str) -> bool:
        other = self.rows[slug].identity(self.renamings.get(slug, ()))
        return identity.is_same_as(other) and not identity.is_told_apart_from(other)

    def _candidates(self, identity: Identity) -> set[str]:
        found: set[str] = set()
        for name in identity.names:
            found.update(self.by_name.get((identity.country, joined(name)), ()))
        if identity.place is not None:
            for cell in _around(identity.place):
                for key in _keys(*cell, identity.names):
                    found.update(self.by_place.get(key, ()))
        # Few have been renamed: the notes of those that are stored are looked through.
        return found | (self.renamings.keys() & self.rows.keys())


def _put(index: dict[Any, tuple[str, ...]], key: Any, slug: str) -> None:
    present = index.get(key, ())
    if slug not in present:
        index[key] = (*present, slug)


def _cell(place: Point) -> tuple[int, int]:
    return round(place.latitude / CELL_NORTH), round(place.longitude / CELL_EAST)


def _keys(row: int, column: int, names: Iterable[OwnWords]) -> set[int]:
    """Return a cell with the beginnings of names, as numbers: tuples would take twice the memory.

    Where two share a number, there is one candidate more.
    """
    return {hash((row, column, joined(name)[:FIRST_LETTERS])) for name in names}


def _around(place: Point) -> Iterator[tuple[int, int]]:
    row, column = _cell(place)
    for up in (-1, 0, 1):
        for across in (-1, 0, 1):
            yield row + up, column + across


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
