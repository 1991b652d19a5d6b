"""What the tests of lists compare: with the pages of the site, and with the endpoints."""

import re
from urllib.parse import urlsplit

LINKS = re.compile(r'<h3>\s*<a href="([^"]*)"')


def shown(client, path, status=200):
    """Return where the cards of a page of the site lead to, in their order."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return [urlsplit(link).path for link in LINKS.findall(answer.content.decode())]


def listed(answer):
    return [item["meta"]["html_url"] for item in answer["items"]]


def check_endpoints_say_the_same(client, lists):
    for name, answer in lists.items():
        if name in {"finder", "past_day", "faults", "timeline", "related", "sharing"}:
            continue
        if answer["url"] is None:
            assert (answer["meta"]["total_count"], answer["items"]) == (0, []), name
            continue
        told = client.get(answer["url"])
        assert told.status_code == 200, answer["url"]
        assert {"url": answer["url"], **told.json()} == answer, name
