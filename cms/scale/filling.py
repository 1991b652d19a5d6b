"""Filling a database up to a size, batch by batch: what the commands have in common."""

import time
from argparse import ArgumentParser
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from participants.management.terminal import ProgressBar
from participants.registry.bulk import refresh_statistics, without_query_log


class FillingCommand(BaseCommand):
    """Make as many synthetic things as are missing to the size asked for.

    label: before the progress; batch: made in one transaction; largest: that can be asked for;
    pause: seconds after each batch.
    """

    label: ClassVar[str]
    largest: ClassVar[int]
    batch: int
    pause: float = 0

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=int, required=True, help="how many there shall be")

    def count(self) -> int:
        """Return how many synthetic ones there are."""
        raise NotImplementedError

    def make(self, start: int, end: int) -> None:
        """Make those from one number up to another."""
        raise NotImplementedError

    def result(self) -> str:
        """Return the sentence at the end."""
        raise NotImplementedError

    @without_query_log()
    def handle(self, *args: Any, **options: Any) -> None:
        size: int = options["size"]
        if not 0 < size <= self.largest:
            raise CommandError(f"--size is a number from 1 to {self.largest}.")
        progress = ProgressBar(self.stdout, self.label, size)
        for start in range(self.count(), size, self.batch):
            end = min(start + self.batch, size)
            with transaction.atomic():
                self.make(start, end)
            progress(end)
            time.sleep(self.pause)
        refresh_statistics()
        self.stdout.write(self.result())
