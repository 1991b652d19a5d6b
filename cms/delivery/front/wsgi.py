"""The server's first door: public answers, before Django builds a request."""

import time
from collections.abc import Iterable

from django.conf import settings
from django.db import Error

from cms.delivery import monitoring
from cms.delivery.front.answers import Answer, Headers
from cms.delivery.front.asking import Application, Start, ask
from cms.delivery.front.canonical import (
    Address,
    Canonical,
    Environ,
    Unreadable,
    address_of,
    canonical,
)
from cms.delivery.front.codings import chosen_coding
from cms.delivery.front.meter import Meter
from cms.delivery.front.state import Content, State
from cms.delivery.front.store import LONGEST_SPELLING
from cms.delivery.outage import Fault, fault_of, note

# What nobody has to ask for, and what could only cost much. Characters.
LONGEST = 4_096

# What nobody could check is kept by nobody without asking again.
UNCHECKED = ("Cache-Control", "public, max-age=0, s-maxage=0, stale-if-error=86400")

READING = frozenset({"GET", "HEAD"})


class Front:
    """A WSGI application that answers what is public from its store, and asks Django for the rest.

    A request that says who is asking, by a session or a token, always goes to Django, and so does
    everything that is not reading.
    """

    def __init__(self, django: Application) -> None:
        self.django = django
        self.content = Content()
        self.meter = Meter(self.content)
        self.session = f"{settings.SESSION_COOKIE_NAME}="
        # With one of these a visitor may be given a page that nobody else should have.
        self.own_page = (f"{settings.CSRF_COOKIE_NAME}=", f"{settings.LANGUAGE_COOKIE_NAME}=")
        self.passed_by = tuple(getattr(settings, "DELIVERY_PASS_BY", ()))

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] in monitoring.PATHS:
            return self.django(environ, start)
        try:
            state = self.content.state()
        except Error as error:
            return self._without_database(environ, start, error)
        if self._is_personal(environ):
            return self.django(environ, start)
        address = address_of(environ)
        coding = chosen_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
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
                found = canonical(address, state.hosts(environ.get("SERVER_PORT", "")))
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
            start("414 URI Too Long", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []
        try:
            found = canonical(address, state.hosts(environ.get("SERVER_PORT", "")))
        except Unreadable:
            return self.django(environ, start)
        key = (found.address, coding)
        if found.address != address and len(address.query) <= LONGEST_SPELLING:
            state.store.know_spelling((address, coding), key)
        return self._answer(environ, start, state, found, coding)

    def _answer(
        self, environ: Environ, start: Start, state: State, found: Canonical, coding: str
    ) -> Iterable[bytes]:
        """Answer from the store, or by working it out, which only one does at a time."""
        key = (found.address, coding)
        store = state.store
        answer = store.answer(key) or store.brief(key)
        cookies = environ.get("HTTP_COOKIE", "")
        if answer is None and any(name in cookies for name in self.own_page):
            return self.django(environ, start)
        if answer is None:
            is_first = store.begin(key)
            try:
                answer = store.answer(key) or store.brief(key)
                if answer is None:
                    return self._work_out(environ, start, state, found, coding)
            finally:
                if is_first:
                    store.end(key)
        if found.has_lost and not answer.etag:
            return self.django(environ, start)
        return self._from_store(answer, state, environ, start)

    def _work_out(
        self, environ: Environ, start: Start, state: State, found: Canonical, coding: str
    ) -> Iterable[bytes]:
        """Ask Django, and keep what it says if everybody may have it."""
        said = ask(self.django, environ, found.address)
        if said.is_missing and found.has_lost:
            # An editor's redirect may name parameters that no page reads.
            said.close()
            return self.django(environ, start)
        if not said.is_for_everybody:
            return said.pass_on(environ, start)
        body = said.read()
        if body is None:
            return said.stream(environ, start, state, coding)
        answer = said.answer(body, coding, state.changed_at)
        if self._still_holds(state):
            state.store.keep((found.address, coding), answer)
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
