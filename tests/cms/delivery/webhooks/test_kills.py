"""Fifty deliverers are killed at work, on real sockets: every event arrives, in order.

The figures are printed: `pytest -m service -s -k kill`.
"""

import json
import sys
import time
from collections import defaultdict

import pytest

from tests.cms.delivery.receiver import receiving
from tests.participants.race.service import make_service, own_database

KILLS = 50

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with own_database("alliance_kills") as database_url:
        service = make_service(tmp_path_factory.mktemp("kills"), database_url)
        service.environment["DELIVERY_ALLOW_PRIVATE_TARGETS"] = "true"
        yield service


def run(service, manner, kills):
    """Return what was changed, and what arrived as (id, key, action), in order."""
    with receiving() as receiver:
        # Gives death the time to come between an answer and the note of it.
        receiver.answer = lambda handler, post: time.sleep(0.003) or (200, b"")
        printed = service.run(
            "-m", "tests.cms.delivery.kills", receiver.address, str(kills), manner
        )
    changes = [tuple(change) for change in json.loads(printed)]
    arrived = []
    for post in receiver.posts:
        told = json.loads(post.body)
        event = told["type"].rpartition(".")[2]
        arrived.append((post.headers["webhook-id"], told["data"]["id"], event))
    return changes, arrived


def by_object(pairs):
    sequences = defaultdict(list)
    for key, action in pairs:
        sequences[key].append(action)
    return dict(sequences)


def test_every_event_arrives_in_order_whoever_is_killed(service):
    changes, arrived = run(service, "careful", KILLS)
    first_time = list(dict.fromkeys(arrived))
    sys.stdout.write(
        f"\n{len(changes)} changes, {KILLS} kills: {len(first_time)} events arrived, "
        f"{len(arrived) - len(first_time)} of them once more under the same id\n"
    )
    # An id that stood for two events, or an event under two ids, would be one more.
    assert len(first_time) == len({identity for identity, *_ in arrived}) == len(changes)
    assert by_object(event[1:] for event in first_time) == by_object(changes)
    assert len(changes) > 2 * KILLS


def test_deliverer_that_forgets_before_it_sends_loses_events(service):
    changes, arrived = run(service, "careless", 30)
    sys.stdout.write(f"\nThe careless twin lost {len(changes) - len(set(arrived))} events\n")
    assert len(set(arrived)) < len(changes)
