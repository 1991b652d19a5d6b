"""Change content while deliverers are killed one after the other, and tell what was changed.

Run with an environment of its own: ADDRESS KILLS careful|careless. Prints
[[key, action], …] in the order of the changes. This process never uses the database itself, so that
what it forks inherits no connection.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import django

django.setup()

from cms.delivery.models import Change, State, Webhook, WebhookMessage  # noqa: E402  after setup()
from cms.delivery.outbox import worker  # noqa: E402
from cms.delivery.outbox.worker import Deliverer  # noqa: E402
from cms.delivery.webhooks.messages import messages_for  # noqa: E402
from cms.delivery.webhooks.sending import attempt  # noqa: E402
from participants.models import Participant  # noqa: E402

OBJECTS = 12
LONGEST_LIFE = 0.25  # seconds


def fork(task: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            task()
        finally:
            sys.stderr.flush()
            os._exit(0)
    return child


def prepare(address: str) -> None:
    Webhook.objects.all().delete()
    Participant.objects.all().delete()
    Participant.objects.bulk_create(
        Participant(slug=f"place-{place}", kind="city", country="GR", live=False)
        for place in range(OBJECTS)
    )
    Change.objects.all().delete()
    Webhook.objects.create(name="Receiver", address=address, types=["participants.participant"])


def publish(target: Path) -> None:
    """Publish and unpublish until told to stop, then write down what was done, in order."""
    stop, done = Event(), []
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    live = dict.fromkeys(Participant.objects.order_by("pk").values_list("pk", flat=True), False)
    while not stop.is_set():
        key = random.choice(list(live))
        live[key] = not live[key]
        Participant.objects.filter(pk=key).update(live=live[key])
        done.append([key, "published" if live[key] else "unpublished"])
        time.sleep(0.01)
    target.write_text(json.dumps(done))


def deliver_carefully() -> None:
    worker.PAUSE = 0.005
    Deliverer().run()


def deliver_carelessly() -> None:
    """Do what the outbox is there to prevent: forget the changes, then send."""
    while True:
        changes = list(Change.objects.all())
        Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
        for message in messages_for(changes, list(Webhook.objects.all())):
            attempt(message)
        time.sleep(0.05)


def rest() -> None:
    """Deliver what the killed ones have left."""
    while Deliverer().run_once() and WebhookMessage.objects.filter(state=State.WAITING).exists():
        time.sleep(0.2)


def wait(child: int) -> None:
    os.waitpid(child, 0)


def main(address: str, kills: str, manner: str) -> None:
    wait(fork(lambda: prepare(address)))
    with TemporaryDirectory() as folder:
        written = Path(folder) / "changes.json"
        publisher = fork(lambda: publish(written))
        deliver = deliver_carefully if manner == "careful" else deliver_carelessly
        for _ in range(int(kills)):
            deliverer = fork(deliver)
            time.sleep(random.uniform(0.01, LONGEST_LIFE))
            os.kill(deliverer, signal.SIGKILL)
            wait(deliverer)
        os.kill(publisher, signal.SIGTERM)
        wait(publisher)
        wait(fork(rest))
        sys.stdout.write(written.read_text())


if __name__ == "__main__":
    main(*sys.argv[1:])
