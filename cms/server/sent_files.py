"""The files that long answers are sent from, kept until granian has closed them.

granian opens a file anew, by the number of our handle, and tells nobody when it is done: what it
offers for that (`client_disconnect`) never comes back. Which files a process has open it can see.
"""

import asyncio
import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cms.server.answering import OnDisk

# Seconds between two looks at what is open.
PAUSE = 0.25
# Looks after which a file that was never seen open has been sent between two of them; and those
# after which nobody opens it any more. Until then its number must mean no other file.
LOOKS_UNTIL_SENT = 8
LOOKS_UNTIL_FORGOTTEN = 240

Inode = tuple[int, int]


@dataclass
class Held:
    """A file that is being sent. size: bytes on the disk that are taken for it."""

    file: IO[bytes]
    size: int
    was_open: bool = False
    looks: int = 0


class SentFiles:
    """All files of one worker that are being sent. Belongs to its event loop."""

    def __init__(self, on_disk: OnDisk) -> None:
        self._on_disk = on_disk
        self._held: dict[Inode, Held] = {}
        self._watch: asyncio.Task[None] | None = None

    def hold(self, file: IO[bytes]) -> None:
        """Keep a file, and its room on the disk, until it has been sent."""
        inode, size = inode_and_size(file.fileno())
        self._held[inode] = Held(file, size)
        if self._watch is None:
            self._watch = asyncio.get_running_loop().create_task(self._look_now_and_then())

    async def _look_now_and_then(self) -> None:
        try:
            while self._held:
                await asyncio.sleep(PAUSE)
                handles = open_files()
                for inode, held in list(self._held.items()):
                    if self._is_over(held, is_open=handles[inode] > 1):
                        del self._held[inode]
        finally:
            self._watch = None

    def _is_over(self, held: Held, *, is_open: bool) -> bool:
        """Give back what a file no longer needs, and tell whether that was all."""
        held.looks += 1
        held.was_open = held.was_open or is_open
        if is_open:
            return False
        if held.was_open or held.looks >= LOOKS_UNTIL_SENT:
            self._on_disk.add(-held.size)
            held.size = 0
            held.file.truncate(0)
        is_over = held.was_open or held.looks >= LOOKS_UNTIL_FORGOTTEN
        if is_over:
            held.file.close()
        return is_over


def open_files() -> Counter[Inode]:
    """Return how many handles this process has for each file."""
    found: Counter[Inode] = Counter()
    for handle in Path("/dev/fd").iterdir():
        with suppress(OSError):
            found[inode_and_size(int(handle.name))[0]] += 1
    return found


def inode_and_size(number: int) -> tuple[Inode, int]:
    """Return what tells the file of a handle from all others, and its length in bytes."""
    status = os.fstat(number)
    return (status.st_dev, status.st_ino), status.st_size
