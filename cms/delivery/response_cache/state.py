"""Which state of the content this process answers from, and until when it holds."""

import time
from collections.abc import Hashable, Mapping
from threading import Lock

from django.db import DatabaseError, Error
from django.utils import timezone
from wagtail.models import Site

from cms.delivery.content_version.reading import read_version
from cms.delivery.content_version.schedule import next_expiry, next_moment, publish_due
from cms.delivery.models import ContentVersion
from cms.delivery.response_cache.answers import cache_control, is_purged
from cms.delivery.response_cache.canonical import Refuses, known_hosts, refusing_pages
from cms.delivery.response_cache.former import Former
from cms.delivery.response_cache.store import Store

# How long to wait before asking again for what the database could not do just now. Seconds.
PAUSE = 1.0
# How long readers wait for a writer when something is due. Seconds.
PATIENCE = 0.5
# How long readers wait, after a change, until it is known which answers it has touched. Working
# these out anew takes longer, and keeps others from working out what is touched. Seconds.
WORTH_WAITING = 0.3
# Between two looks whether it is known. Seconds.
GLANCE = 0.01


class State:
    """The content at one version, with the answers that were worked out from it.

    until: POSIX time at which it ends by itself; changed_at: POSIX time of the last change;
    expires_at: POSIX time at which something of it ends to be public; former: what was answered
    before, of which that is taken over which nothing has touched, once this is known.
    """

    def __init__(
        self,
        token: str,
        changed_at: float,
        until: float,
        expires_at: float = float("inf"),
        former: Former | None = None,
    ) -> None:
        self.token = token
        self.changed_at = changed_at
        self.until = until
        self.expires_at = expires_at
        self.store = Store()
        # Whether invalidations lead to its version, and may lead on.
        self.is_followed = False
        self._former = former
        self._hosts: frozenset[str] | None = None
        self._refusing: Mapping[str, Refuses] | None = None
        self._control = None if is_purged() else cache_control(0)

    def follow(self) -> None:
        """Take over what was answered before and still holds: invalidations lead here by now.

        Raises django.db.Error.
        """
        if (former := self.former()) is not None:
            self.store.take_over(former.untouched(self.token))
        self.is_followed, self._former = True, None

    def former(self) -> Former | None:
        """Return the last answers that invalidations lead on from, if time has not ended them."""
        found = self._former
        if self.is_followed:
            awaited_until = time.monotonic() + WORTH_WAITING
            found = Former(self.token, self.store, self.until, awaited_until)
        return found if found is not None and time.time() < found.until else None

    def awaits(self, key: Hashable) -> bool:
        """Tell whether it is worth waiting for an answer, as it may be taken over at any moment."""
        former = self._former
        return former is not None and former.may_hold(key) and self.store.answer(key) is None

    def hosts(self, port: str) -> frozenset[str]:
        """Return the hosts that the site is known by. port: the server's."""
        if self._hosts is None:
            self._hosts = known_hosts(port)
        return self._hosts

    def refusing(self) -> Mapping[str, Refuses]:
        """Return the pages that refuse unknown parameters, by their paths."""
        if self._refusing is None:
            self._refusing = refusing_pages()
        return self._refusing

    def cache_control(self) -> tuple[str, str]:
        """Return the header Cache-Control of an answer that is sent now."""
        return self._control or cache_control(self.until - time.time())


class Content:
    """The door to the current state; one for each process.

    The version is read for every request, over the connection that the thread keeps open.
    """

    def __init__(self) -> None:
        self._state: State | None = None
        self._lock = Lock()
        self.changes = 0
        self.away_since: float | None = None

    def state(self, wanted: Hashable = None) -> State:
        """Return the state that holds now, once it is known whether it has an answer.

        wanted: the key of that. Raises django.db.Error while the state cannot be known.
        """
        while (state := self._current()).awaits(wanted):
            time.sleep(GLANCE)
        return state

    def _current(self) -> State:
        state = self._state
        try:
            token, invalidated_to = read_version()
        except Error:
            self.away_since = self.away_since or time.time()
            raise
        self.away_since = None
        if state is None or state.token != token or time.time() >= state.until:
            state = self._renew(token)
        if invalidated_to == state.token and not state.is_followed:
            self._follow(state)
        return state

    def last_state(self) -> State | None:
        """Return what held when the database was last asked, or None where it must not be shown.

        That is so once this process knows of a newer version, and once something has expired.
        """
        state = self._state
        return state if state is not None and time.time() < state.expires_at else None

    def still_holds(self, state: State) -> bool:
        """Tell whether the content is what it was when the state was asked for."""
        return read_version()[0] == state.token and time.time() < state.until

    def _follow(self, state: State) -> None:
        with self._lock:
            if not state.is_followed:
                state.follow()

    def _renew(self, token: str) -> State:
        with self._lock:
            state = self._state
            if state is not None and state.token == token and time.time() < state.until:
                return state
            former = None
            if state is not None and state.token != token:
                # Should the rest fail, nobody may be shown what is known to have changed.
                self._state, former = None, state.former()
            latest = float("inf")
            try:
                publish_due(PATIENCE)
            except DatabaseError:
                # Another is writing for long. What is due will be done a little later.
                latest = time.time() + PAUSE
            # Wagtail keeps the addresses of sites in a cache of the process that changed them.
            Site.clear_site_root_paths_cache()
            found = ContentVersion.current()
            if found is None:
                raise DatabaseError("The content has no version; run migrate.")
            now = timezone.now()
            expiry = next_expiry(now)
            until = min(latest, next_moment(now).timestamp())
            expires_at = expiry.timestamp() if expiry else float("inf")
            self._state = State(found[0], found[1].timestamp(), until, expires_at, former)
            self.changes += 1
            return self._state
