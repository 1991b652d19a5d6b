"""Read a list of the API page by page, as a client does that follows `meta.next`."""

from itertools import permutations, product

from django.test import Client


def page_at(address, query=None):
    """Return the keys on a page, and the address of the next one."""
    response = Client().get(address, query)
    assert response.status_code == 200, response.content
    answer = response.json()
    return [item["id"] for item in answer["items"]], answer["meta"]["next"]


def pairs_of(names):
    """Return every `order` by two of the fields, in every direction."""
    return [
        f"{sign}{first},{other}{second}"
        for (first, second), (sign, other) in product(
            permutations(names, 2), product(("", "-"), repeat=2)
        )
    ]


def in_order(rows, columns):
    """Return the keys of rows by columns such as "-joined_on", unknown values last, then by key.

    The key goes in the direction of the last column.
    """
    for column in ["-pk" if columns[-1].startswith("-") else "pk", *reversed(columns)]:
        name = column.removeprefix("-")
        known = [row for row in rows if getattr(row, name) is not None]
        unknown = [row for row in rows if getattr(row, name) is None]
        known.sort(key=lambda row, name=name: getattr(row, name), reverse=column.startswith("-"))
        rows = known + unknown
    return [row.pk for row in rows]


def rest_after(address, apply=None, between=()):
    """Return the keys on all further pages. between: the changes to apply before each of them."""
    seen = []
    steps = iter(between)
    while address:
        for change in next(steps, []):
            apply(*change)
        keys, address = page_at(address)
        seen += keys
    return seen
