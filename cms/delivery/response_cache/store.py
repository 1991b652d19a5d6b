"""The bounded store of answers of one state of the content."""

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from threading import Event, Lock

from django.conf import settings

from cms.delivery.response_cache.answers import Answer

# How many answers of the kind "there is nothing here" are kept, and for how many seconds.
MOST_BRIEF = 256
BRIEF_SECONDS = 5.0

# How many other spellings of addresses are known, and how long they may be.
MOST_SPELLINGS = 1_000
LONGEST_SPELLING = 300

# How many addresses are known whose answers are not for everybody.
MOST_UNSHARED = 1_000

# Longer answers are sent while they are made, and not kept. Bytes before compression.
LARGEST = 2_000_000

# Whoever waits longer than this for another's work does the work too. Seconds.
PATIENCE = 30.0


class UnderWay:
    """An answer that one request works out while others for the same address wait for it."""

    def __init__(self) -> None:
        self._is_done = Event()
        self._answer: Answer | None = None

    def share(self, answer: Answer) -> None:
        """Give the answer to those who wait; it need not be kept for that."""
        self._answer = answer

    def finish(self) -> None:
        """Let those go on who wait."""
        self._is_done.set()

    def wait(self) -> Answer | None:
        """Return the answer, or None where it is not for everybody or takes too long."""
        self._is_done.wait(PATIENCE)
        return self._answer


class Unshared:
    """The addresses whose answers were not for everybody when somebody last asked.

    Nobody waits there for another's answer. They are remembered from one state of the content to
    the next, since what makes an answer personal, such as a form, seldom changes.
    """

    def __init__(self) -> None:
        self._keys: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def add(self, key: Hashable) -> None:
        """Remember an address, in the place of the one that was found longest ago."""
        with self._lock:
            self._keys[key] = None
            while len(self._keys) > MOST_UNSHARED:
                self._keys.popitem(last=False)

    def discard(self, key: Hashable) -> None:
        """Forget an address whose answer everybody may have by now."""
        with self._lock:
            self._keys.pop(key, None)


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
        self._under_way: dict[Hashable, UnderWay] = {}
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
            self._make_room()

    def take_over(self, answers: Iterable[tuple[Hashable, Answer]]) -> None:
        """Keep answers of another store where there is none yet."""
        with self._lock:
            for key, answer in answers:
                if self.answers.setdefault(key, answer) is answer:
                    self.size += answer.size
            self._make_room()

    def _make_room(self) -> None:
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

    def begin(self, key: Hashable) -> tuple[UnderWay, bool]:
        """Return what is under way for an address, and whether the caller shall work it out."""
        with self._lock:
            under_way = self._under_way.get(key)
            if under_way is not None:
                return under_way, False
            under_way = self._under_way[key] = UnderWay()
            return under_way, True

    def end(self, key: Hashable) -> None:
        """Let those go on who wait for the answer of an address."""
        with self._lock:
            self._under_way.pop(key).finish()

    def _touch(self, key: Hashable) -> None:
        try:
            self.answers.move_to_end(key)
        except KeyError:  # dropped meanwhile
            return
