"""Who works on a request: granian's threads on what is read, others on what is written."""

import asyncio
import io
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any

from granian._granian import CallbackScheduler
from granian.server import mp

from cms.server.answering import Application, OnDisk, answer, refuse
from cms.server.requests import Bodies, Environ, RefusedError, environ_of, has_body
from cms.server.sent_files import SentFiles

logger = logging.getLogger(__name__)

READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Whoever writes may wait for the database; readers have threads of their own.
WRITING_THREADS = 4
# Seconds that a request may wait for one of these.
LONGEST_WAIT = 15.0
# Requests of one worker that wait for one, or are worked on.
MOST_WRITING = 128


class Threads:
    """A WSGI application as granian's RSGI sees it.

    granian calls `take` in one of its threads as soon as a head has come. Reading is answered
    there and then. All else leaves the thread at once, for the event loop and the threads of
    those who write.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.bodies = Bodies()
        self.on_disk = OnDisk()
        self.sent_files = SentFiles(self.on_disk)
        self.writers = ThreadPoolExecutor(WRITING_THREADS, "writer")
        self.writing = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.loop: asyncio.AbstractEventLoop
        # granian's own sends each request through the event loop, at a tenth of the speed.
        mp._new_cbscheduler = self._scheduler  # type: ignore[attr-defined]  # a name of its own

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        """Make this an RSGI application, though requests come to `take`."""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Remember the loop of this process, before the first request comes."""
        self.loop = loop

    def take(self, watcher: Any) -> None:
        """Answer a request, or leave it to others. watcher: granian's, with scope and proto."""
        proto = watcher.proto
        try:
            environ = environ_of(watcher.scope)
            environ["wsgi.input"] = io.BytesIO()
            if has_body(environ) or environ["REQUEST_METHOD"] not in READING:
                self.loop.call_soon_threadsafe(self._begin, environ, proto)
            elif file := answer(self.application, environ, proto, self.on_disk):
                self.loop.call_soon_threadsafe(self.sent_files.hold, file)
        except Exception:
            logger.exception("A request could not be taken")
            refuse(proto, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _scheduler(self, loop: asyncio.AbstractEventLoop, *_: Any, **__: Any) -> CallbackScheduler:
        # The stub knows neither the constructor nor what is set.
        scheduler = CallbackScheduler(loop, self.take, None, None, None)  # type: ignore[call-arg]
        scheduler._schedule_fn = self.take  # type: ignore[attr-defined]
        return scheduler

    def _begin(self, environ: Environ, proto: Any) -> None:
        begun = self.loop.create_task(self._write(environ, proto))
        # The loop alone would forget it.
        self.tasks.add(begun)
        begun.add_done_callback(self.tasks.discard)

    async def _write(self, environ: Environ, proto: Any) -> None:
        """Read what is sent, have it worked on, and answer."""
        body: IO[bytes] = environ["wsgi.input"]
        try:
            if has_body(environ):
                body = environ["wsgi.input"] = await self.bodies.read(environ, proto)
            file = await self._worked_on(environ, proto)
        except RefusedError as error:
            refuse(proto, error.status)
        except OSError:
            # The disk is full, on which the body was to be kept.
            logger.exception("A body could not be kept")
            refuse(proto, HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception:
            logger.exception("A request could not be worked on")
            refuse(proto, HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            if file:
                self.sent_files.hold(file)
        finally:
            body.close()

    async def _worked_on(self, environ: Environ, proto: Any) -> IO[bytes] | None:
        """Have a request answered by one of those threads. Raises RefusedError."""
        if self.writing >= MOST_WRITING:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        self.writing += 1
        try:
            latest = time.monotonic() + LONGEST_WAIT
            return await self.loop.run_in_executor(self.writers, self._work, environ, proto, latest)
        finally:
            self.writing -= 1

    def _work(self, environ: Environ, proto: Any, latest: float) -> IO[bytes] | None:
        if time.monotonic() > latest:
            refuse(proto, HTTPStatus.SERVICE_UNAVAILABLE)
            return None
        return answer(self.application, environ, proto, self.on_disk)
