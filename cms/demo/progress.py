"""Progress for those who wait: a counter on a terminal, one line per step elsewhere."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from django.core.management.base import OutputWrapper

Item = TypeVar("Item")


class Progress:
    """Count items while they are worked on."""

    def __init__(self, output: OutputWrapper) -> None:
        self.output = output
        self.rewrites_its_line = output.isatty()

    def over(self, label: str, items: Collection[Item]) -> Iterator[Item]:
        """Yield the items, and say how many are done."""
        for done, item in enumerate(items):
            if self.rewrites_its_line:
                self._write(f"\r{label} … {done} of {len(items)}")
            yield item
        start, erase = ("\r", "\x1b[K") if self.rewrites_its_line else ("", "")
        self._write(f"{start}{label} … {len(items)}{erase}\n")

    def _write(self, text: str) -> None:
        self.output.write(text, ending="")
        self.output.flush()
