"""The bounded store of answers of one state of the content."""

import time
from collections import OrderedDict
from collections.abc import Hashable
from threading import Event, Lock

from django.conf import settings

from cms.delivery.front.answers import Answer

# How many answers of the kind "there is nothing here" are kept, and for how many seconds.
MOST_BRIEF = 256
BRIEF_SECONDS = 5.0

# How many other spellings of addresses are known, and how long they may be.
MOST_SPELLINGS = 1_000
LONGEST_SPELLING = 300

# Longer answers are sent while they are made, and not kept. Bytes before compression.
LARGEST = 2_000_000

# Whoever waits longer than this for another's work does the work too. Seconds.
PATIENCE = 30.0


class Store:
    """Answers by address and coding, those that were asked for least recently going first.

    Reading takes no lock: a dictionary's own operations are atomic.
    """

    def __init__(self) -> None:
        self.capacity: int = getattr(settings, "DELIVERY_STORE_BYTES", 64_000_000)
        self.answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self.spellings: dict[Hashable, Hashable] = {}
        self.size = 0
        self.evictions = 0
        self._brief: OrderedDict[Hashable, tuple[float, Answer]] = OrderedDict()
        self._under_way: dict[Hashable, Event] = {}
        self._lock = Lock()

    def brief(self, key: Hashable) -> Answer | None:
        """Return an answer that holds for a short time only, such as "not found"."""
        until, answer = self._brief.get(key, (0.0, None))
        return answer if time.monotonic() < until else None

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, making room for it where that is needed."""
        if answer.size > self.capacity:
            return
        with self._lock:
            if not answer.is_lasting:
                self._brief[key] = (time.monotonic() + BRIEF_SECONDS, answer)
                while len(self._brief) > MOST_BRIEF:
                    self._brief.popitem(last=False)
                return
            replaced = self.answers.pop(key, None)
            self.answers[key] = answer
            self.size += answer.size - (replaced.size if replaced else 0)
            while self.size > self.capacity:
                _key, dropped = self.answers.popitem(last=False)
                self.size -= dropped.size
                self.evictions += 1

    def answer(self, key: Hashable) -> Answer | None:
        """Return the answer for an address, in this or another known spelling, and coding."""
        answer = self.answers.get(key)
        if answer is None:
            key = self.spellings.get(key)
            answer = self.answers.get(key)
        if answer is not None:
            self._touch(key)
        return answer

    def know_spelling(self, spelled: Hashable, key: Hashable) -> None:
        """Remember that an address was spelled otherwise; a few of them are worth it."""
        if len(self.spellings) < MOST_SPELLINGS:
            self.spellings[spelled] = key

    def forget_evictions(self) -> int:
        """Return how many answers made room since this was last asked."""
        evictions, self.evictions = self.evictions, 0
        return evictions

    def begin(self, key: Hashable) -> bool:
        """Return True to whoever shall work the answer out; others wait here until it is done."""
        with self._lock:
            under_way = self._under_way.get(key)
            if under_way is None:
                self._under_way[key] = Event()
                return True
        under_way.wait(PATIENCE)
        return False

    def end(self, key: Hashable) -> None:
        """Let those go on who wait for an answer."""
        with self._lock:
            self._under_way.pop(key).set()

    def _touch(self, key: Hashable) -> None:
        try:
            self.answers.move_to_end(key)
        except KeyError:  # dropped meanwhile
            return
