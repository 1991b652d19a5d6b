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


class MigrationCounter:
    """Stand in for the output of `migrate`, and show a count instead of its many lines."""

    label = "Bringing the database up to date"
    step = 50  # migrations between two lines, where a line cannot be rewritten

    def __init__(self, output: OutputWrapper) -> None:
        self.output = output
        self.done = 0

    def write(self, text: str) -> None:
        """Count a line that says that a migration begins."""
        if "Applying" not in text:
            return
        self.done += 1
        if self.output.isatty():
            self.output.write(f"\r{self.label} … {self.done} migrations", ending="")
            self.output.flush()
        elif self.done % self.step == 0:
            self.output.write(f"{self.label} … {self.done} migrations")

    def finish(self) -> None:
        """Say how many migrations there were."""
        start = "\r" if self.output.isatty() else ""
        self.output.write(f"{start}{self.label} … {self.done} migrations")

    def flush(self) -> None:
        """Do nothing: every line is shown when it is written."""
