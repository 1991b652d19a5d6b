"""The deliverer: looks for what is to be sent, and lets a thread for each receiver wait."""

import atexit
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from threading import Event, Thread

from django.db import connections
from django.utils import timezone

from cms.delivery.content_version.reading import read_version
from cms.delivery.content_version.schedule import publish_due
from cms.delivery.mail import sending as mail
from cms.delivery.models import Purge, QueuedMail, Webhook, WebhookMessage
from cms.delivery.outage import Sparing
from cms.delivery.outbox.changes import BATCH, purge_pending, take_changes
from cms.delivery.outbox.locks import Lock, delivery_lock
from cms.delivery.scheduled_tasks import LONGEST_REST, ScheduledTasks, back_off
from cms.delivery.webhooks.sending import send_due

logger = logging.getLogger(__name__)

# Between two looks at all that there may be to do. Seconds.
PAUSE = 1.0
# Between two looks at the version of the content: until it is known what a change touches, nothing
# is answered from the response cache. Seconds.
GLANCE = 0.02
# Before a thread that has failed is replaced: the database, say, may be full. Seconds.
RECOVERY = 5.0
# How long those who are sending may take to finish when the deliverer stops. Seconds.
PATIENCE = 15.0

PURGE = "purge"
MAIL = "mail"


class Deliverer:
    """Delivers until it is told to stop, while it holds the lock that lets only one work."""

    def __init__(self, lock: Lock | None = None) -> None:
        self.lock = lock or delivery_lock()
        self.stopping = Event()
        self._threads: dict[str | int, Thread] = {}
        self._interruptions = Sparing()
        self._tasks = ScheduledTasks()
        self._purge_failures = 0
        self._purge_after: datetime | None = None

    def run(self) -> None:
        """Wait for the lock, then work until `stop` is called; survive a database that fails."""
        while not self.stopping.is_set():
            try:
                if self.lock.is_held() or self.lock.acquire():
                    self.work()
                    self._wait_for_change()
                else:
                    self.stopping.wait(PAUSE)
            except Exception as error:
                # Each second anew, for as long as the database is away.
                if times := self._interruptions.times(type(error).__name__):
                    logger.exception(
                        "Delivery is interrupted and will be tried again, times: %d", times
                    )
                connections.close_all()
                self.stopping.wait(PAUSE)
        self._finish()
        connections.close_all()

    def run_once(self) -> bool:
        """Do all that is due and return True, or False if another deliverer is at work."""
        try:
            if not self.lock.acquire():
                return False
            while self.work():
                self._join(None)
            return True
        finally:
            self._finish()

    def stop(self) -> None:
        """Let `run` end after what is being sent at the moment."""
        self.stopping.set()

    def work(self) -> bool:
        """Do one round and tell whether there was anything to do; sending goes on in threads."""
        publish_due()
        found = False
        while (taken := take_changes()) > 0:
            found = True
            if taken < BATCH or self.stopping.is_set():
                break
        now = timezone.now()
        for webhook in self._waited_for(now):
            self._start(webhook, partial(send_due, webhook, self.stopping))
            found = True
        if self._may_purge(now):
            self._start(PURGE, self._purge)
            found = True
        if self._is_idle(MAIL) and QueuedMail.objects.due(now).exists():
            self._start(MAIL, partial(mail.send_due, self.stopping))
            found = True
        for task in self._tasks.due(now):
            if self._is_idle(task.name):
                self._start(task.name, partial(self._tasks.do, task))
                found = True
        return found

    def _wait_for_change(self) -> None:
        """Rest for a while, at most until some changes have been made and no more follow."""
        end, latest = time.monotonic() + PAUSE, ""
        while time.monotonic() < end and not self.stopping.wait(GLANCE):
            token, invalidated_to = read_version()
            if token == latest != invalidated_to:
                return
            latest = token

    def _waited_for(self, now: datetime) -> list[int]:
        due = WebhookMessage.objects.due(now)
        enabled = Webhook.objects.filter(is_enabled=True).values_list("pk", flat=True)
        return [
            webhook
            for webhook in enabled
            if self._is_idle(webhook) and due.filter(webhook=webhook).exists()
        ]

    def _may_purge(self, now: datetime) -> bool:
        is_rested = self._purge_after is None or self._purge_after <= now
        return is_rested and self._is_idle(PURGE) and Purge.objects.exists()

    def _purge(self) -> None:
        try:
            while purge_pending() and not self.stopping.is_set():
                self._purge_failures = 0
        except Exception:
            self._purge_failures += 1
            self._purge_after = timezone.now() + back_off(self._purge_failures, LONGEST_REST)
            logger.warning("The CDN could not be purged, trying again", exc_info=True)

    def _is_idle(self, key: str | int) -> bool:
        thread = self._threads.get(key)
        return thread is None or not thread.is_alive()

    def _start(self, key: str | int, task: Callable[[], object]) -> None:
        self._threads[key] = Thread(target=self._run, args=(key, task), daemon=True)
        self._threads[key].start()

    def _run(self, key: str | int, task: Callable[[], object]) -> None:
        try:
            task()
        except Exception as error:
            if times := self._interruptions.times(f"{key} {type(error).__name__}"):
                logger.exception(
                    "Sending is interrupted and will be tried again: %s, times: %d", key, times
                )
            self.stopping.wait(RECOVERY)
        finally:
            connections.close_all()

    def _join(self, patience: float | None) -> None:
        for thread in self._threads.values():
            thread.join(patience)

    def _finish(self) -> None:
        self.stop()
        self._join(PATIENCE)
        self.lock.release()


_started = threading.Lock()


def start_in_process() -> Deliverer | None:
    """Start a deliverer in a thread that ends with the process; None if there already is one.

    Call it after any fork. Of all processes of a server one delivers, the others wait for its lock.
    """
    if not _started.acquire(blocking=False):
        return None
    deliverer = Deliverer()
    threading.Thread(target=deliverer.run, name="deliverer", daemon=True).start()
    atexit.register(deliverer.stop)
    return deliverer
