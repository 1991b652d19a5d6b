"""The server's first door: public answers, before Django builds a request."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.db import Error

from cms.delivery.monitoring import metrics
from cms.delivery.monitoring import views as monitoring
from cms.delivery.outage import Fault, fault_of, note
from cms.delivery.response_cache.answers import Answer, Headers
from cms.delivery.response_cache.cacheability import LONGEST, TOO_LONG
from cms.delivery.response_cache.canonical import (
    Address,
    Canonical,
    Environ,
    Unreadable,
    address_of,
    canonical,
)
from cms.delivery.response_cache.codings import chosen_coding
from cms.delivery.response_cache.state import Content, State
from cms.delivery.response_cache.store import LONGEST_SPELLING, UnderWay, Unshared
from cms.delivery.response_cache.upstream import Application, Start, ask

# How often the counts are handed on. Seconds.
INTERVAL = 1.0


# What nobody could check is kept by nobody without asking again.
UNCHECKED = ("Cache-Control", "public, max-age=0, s-maxage=0, stale-if-error=86400")
READING = frozenset({"GET", "HEAD"})


class HitCounts:
    """Counts in memory, handed on to the metrics about once a second; nothing without a token."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.is_on = bool(monitoring.token())
        self._answers: Counter[metrics.Answer] = Counter()
        self._lock = Lock()
        self._handed_on = time.monotonic()
        self._changes = 0

    def count(self, method: str, status: int, kind: str, state: State) -> None:
        """Count an answer from the store; kind: "hit" or "not_modified"."""
        if not self.is_on:
            return
        with self._lock:
            self._answers[method, status, kind] += 1
            if time.monotonic() - self._handed_on < INTERVAL:
                return
            self._handed_on = time.monotonic()
            answers, self._answers = self._answers, Counter()
            changes, self._changes = self.content.changes - self._changes, self.content.changes
            metrics.record_front(
                answers,
                evicted=state.store.forget_evictions(),
                versions=changes,
                entries=len(state.store.answers),
                size=state.store.size,
            )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: an address and a coding, of the state of the content that holds now."""

    state: State
    found: Canonical
    coding: str

    @property
    def key(self) -> tuple[Address, str]:
        return self.found.address, self.coding


class ResponseCache:
    """A WSGI application that answers what is public from its store, and asks Django for the rest.

    A request that says who is asking, by a session or a token, always goes to Django, and so does
    everything that is not reading.
    """

    def __init__(self, django: Application) -> None:
        self.django = django
        self.content = Content()
        self.unshared = Unshared()
        self.meter = HitCounts(self.content)
        self.session = f"{settings.SESSION_COOKIE_NAME}="
        # With one of these a visitor may be given a page that nobody else should have.
        self.own_page = (f"{settings.CSRF_COOKIE_NAME}=", f"{settings.LANGUAGE_COOKIE_NAME}=")
        self.passed_by = tuple(getattr(settings, "DELIVERY_PASS_BY", ()))

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] in monitoring.PATHS:
            return self.django(environ, start)
        address = address_of(environ)
        coding = chosen_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        is_personal = self._is_personal(environ)
        try:
            state = self.content.state(None if is_personal else (address, coding))
        except Error as error:
            return self._without_database(environ, start, error)
        if is_personal:
            return self.django(environ, start)
        answer = state.store.answer((address, coding))
        if answer is None:
            return self._look_further(environ, start, state, address, coding)
        return self._from_store(answer, state, environ, start)

    def _is_personal(self, environ: Environ) -> bool:
        """Tell whether Django has to look at who is asking, or what for."""
        cookies = environ.get("HTTP_COOKIE")
        return (
            environ["REQUEST_METHOD"] not in READING
            or "HTTP_AUTHORIZATION" in environ
            or bool(cookies and (self.session in cookies or "messages=" in cookies))
        )

    def _without_database(self, environ: Environ, start: Start, error: Error) -> Iterable[bytes]:
        """Answer from what is in the store, marked as stale, while its version cannot be read.

        Each request asks the database first, so that the first one after its return is fresh.
        """
        fault = fault_of(error)
        note(fault or Fault.DATABASE, error)
        # A database that lacks what it should have is there, and Django may ask it.
        state = self.content.last_state() if fault else None
        if state is None or self._is_personal(environ):
            return self.django(environ, start)
        address = address_of(environ)
        coding = chosen_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        answer = state.store.answer((address, coding))
        if answer is None and not address.path.startswith(self.passed_by):
            try:
                hosts = state.hosts(environ.get("SERVER_PORT", ""))
                found = canonical(address, hosts, state.refusing)
            except (Unreadable, Error):
                return self.django(environ, start)
            answer = state.store.answer((found.address, coding))
        if answer is None:
            return self.django(environ, start)
        age = int(time.time() - (self.content.away_since or time.time()))
        return send(answer, [*stale(age), UNCHECKED], environ, start)

    def _look_further(
        self, environ: Environ, start: Start, state: State, address: Address, coding: str
    ) -> Iterable[bytes]:
        """Answer what is not in the store, or is asked for in another spelling."""
        if address.path.startswith(self.passed_by):
            return self.django(environ, start)
        if len(address.path) + len(address.query) > LONGEST:
            environ[TOO_LONG] = True
            return self.django(environ, start)
        try:
            hosts = state.hosts(environ.get("SERVER_PORT", ""))
            found = canonical(address, hosts, state.refusing)
        except Unreadable:
            return self.django(environ, start)
        wanted = Wanted(state, found, coding)
        if found.address != address and len(address.query) <= LONGEST_SPELLING:
            state.store.know_spelling((address, coding), wanted.key)
        return self._answer(environ, start, wanted)

    def _answer(self, environ: Environ, start: Start, wanted: Wanted) -> Iterable[bytes]:
        """Answer from the store, or by working it out."""
        store = wanted.state.store
        answer = store.answer(wanted.key) or store.brief(wanted.key)
        if answer is not None:
            return self._give(answer, environ, start, wanted)
        cookies = environ.get("HTTP_COOKIE", "")
        if any(name in cookies for name in self.own_page):
            return self.django(environ, start)
        if wanted.key in self.unshared:
            return self._work_out(environ, start, wanted)
        return self._share_work(environ, start, wanted)

    def _share_work(self, environ: Environ, start: Start, wanted: Wanted) -> Iterable[bytes]:
        """Work an answer out, or wait for whoever does so already."""
        store = wanted.state.store
        under_way, is_first = store.begin(wanted.key)
        if not is_first:
            answer = under_way.wait()
            if answer is None:
                return self._work_out(environ, start, wanted)
            return self._give(answer, environ, start, wanted)
        try:
            answer = store.answer(wanted.key) or store.brief(wanted.key)
            if answer is None:
                return self._work_out(environ, start, wanted, under_way)
        finally:
            store.end(wanted.key)
        return self._give(answer, environ, start, wanted)

    def _give(
        self, answer: Answer, environ: Environ, start: Start, wanted: Wanted
    ) -> Iterable[bytes]:
        if wanted.found.has_lost and not answer.etag:
            return self.django(environ, start)
        return self._from_store(answer, wanted.state, environ, start)

    def _work_out(
        self, environ: Environ, start: Start, wanted: Wanted, under_way: UnderWay | None = None
    ) -> Iterable[bytes]:
        """Ask Django, and keep what it says if everybody may have it.

        under_way: where others wait for the answer.
        """
        state = wanted.state
        said = ask(self.django, environ, wanted.found.address)
        if wanted.found.has_lost and said.is_elsewhere:
            # An editor's redirect may name parameters that no page reads, beside one that has none.
            said.close()
            return self.django(environ, start)
        body = said.read() if said.is_for_everybody else None
        if body is None:
            self.unshared.add(wanted.key)
            if said.is_for_everybody:
                is_current = self._still_holds(state)
                return said.stream(environ, start, state, wanted.coding, is_current=is_current)
            return said.pass_on(environ, start)
        self.unshared.discard(wanted.key)
        answer = said.answer(body, wanted.coding, state.changed_at)
        if under_way is not None:
            # Whoever waits has asked before the content changed, if it has.
            under_way.share(answer)
        if self._still_holds(state):
            state.store.keep(wanted.key, answer)
        return send(answer, [state.cache_control(), *said.timing], environ, start)

    def _still_holds(self, state: State) -> bool:
        try:
            return self.content.still_holds(state)
        except Error:
            return False

    def _from_store(
        self, answer: Answer, state: State, environ: Environ, start: Start
    ) -> Iterable[bytes]:
        is_known = has(answer, environ)
        method = environ["REQUEST_METHOD"]
        if self.meter.is_on:
            kind = "not_modified" if is_known else "hit"
            self.meter.count(method, 304 if is_known else int(answer.status[:3]), kind, state)
        further = [("Server-Timing", "cache;desc=hit")] if settings.DEBUG else []
        return send(answer, [state.cache_control(), *further], environ, start)


def has(answer: Answer, environ: Environ) -> bool:
    """Tell whether the client says that it has the answer."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    return bool(known and answer.etag and (answer.etag in known or known.strip() == "*"))


def send(answer: Answer, further: Headers, environ: Environ, start: Start) -> Iterable[bytes]:
    """Send an answer with further headers, or that it is what the client has."""
    if has(answer, environ):
        start("304 Not Modified", answer.unchanged + further)
        return []
    start(answer.status, answer.headers + further)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def stale(seconds: int) -> Headers:
    """Return the headers of an answer that could not be checked for so many seconds."""
    return [("Age", str(max(seconds, 0))), ("Warning", '110 - "Response is Stale"')]
