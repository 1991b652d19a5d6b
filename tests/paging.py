"""Read a list of the API page by page, as a client does that follows `meta.next`."""

from django.test import Client


def page_at(address, query=None):
    """Return the keys on a page, and the address of the next one."""
    response = Client().get(address, query)
    assert response.status_code == 200, response.content
    answer = response.json()
    return [item["id"] for item in answer["items"]], answer["meta"]["next"]


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
