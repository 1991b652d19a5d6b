"""Threads, each with a connection of its own, that save what all of them opened before.

Run with the race's environment; prints how many answers of which status came for each sort of
thing. With `unheld` the threads do not wait for each other: the broken twin.
"""

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from unittest import mock

import django

django.setup()

from django.test import Client  # noqa: E402  after setup()
from wagtail.models import APIToken  # noqa: E402

from alliance_pages.models import HomePage  # noqa: E402
from tests.cms.editing.conftest import address, edit_url, shown_form, title_field  # noqa: E402
from tests.cms.editing.test_entity_tags import body  # noqa: E402
from tests.factories import make_admin, make_participant, make_theme  # noqa: E402

THREADS = 8


def together(act):
    """Let all threads act at the same moment; return how often which status came."""
    barrier = Barrier(THREADS)

    def run(place):
        barrier.wait()
        return act(place)

    with ThreadPoolExecutor(THREADS) as threads:
        return dict(Counter(str(status) for status in threads.map(run, range(THREADS))))


def through_the_editor(thing, field):
    admin = make_admin(f"admin of {thing}")
    browsers = [Client(raise_request_exception=False) for _ in range(THREADS)]
    for browser in browsers:
        browser.force_login(admin)
    form = shown_form(browsers[0].get(edit_url(thing)))

    def save(place):
        data = {**form, field: f"by-thread-{place}"}
        headers = {"Accept": "text/html"}
        return browsers[place].post(edit_url(thing), data, headers=headers).status_code

    return together(save)


def through_the_api(thing):
    token = APIToken.create_token(user=make_admin("robot"), name="race")[1]
    headers = {"Authorization": f"Bearer {token}"}
    tag = Client().get(address(thing), headers=headers)["ETag"]

    def save(place):
        client = Client(raise_request_exception=False)
        data = json.dumps(body(thing, f"by-thread-{place}"))
        response = client.patch(
            address(thing),
            data,
            content_type="application/json",
            headers={**headers, "If-Match": tag},
        )
        return response.status_code

    return together(save)


def race():
    participant, page = make_participant("megara"), HomePage.objects.first()
    page.save_revision()
    return {
        "participant": through_the_editor(participant, title_field(participant)),
        "page": through_the_editor(page, "title"),
        "theme": through_the_editor(make_theme(), "slug"),
        "api": through_the_api(participant),
    }


def unheld():
    """Race once without the queue, all having looked before the first one saves."""
    from participants.editing import views

    looked = Barrier(THREADS)
    look = views.newest_revision

    def look_and_wait(instance):
        found = look(instance)
        with suppress(BrokenBarrierError):
            looked.wait(timeout=10)
        return found

    page = HomePage.objects.last()
    page.save_revision()
    with (
        mock.patch.object(views, "hold"),
        mock.patch.object(views, "newest_revision", look_and_wait),
    ):
        return {"page": through_the_editor(page, "title")}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(unheld() if "unheld" in sys.argv else race()))
