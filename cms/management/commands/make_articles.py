"""`manage.py make_articles`: fill the news with synthetic articles."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from cms.demo.loader import load_editor
from cms.scale.articles import count_articles, publish_article
from cms.scale.filling import FillingCommand

LONGEST_PAUSE = 3_600  # seconds


class Command(FillingCommand):
    """Publish as many synthetic articles as are missing to the size asked for."""

    help = (
        "Fills the news with synthetic articles about the participants of make_registry, for "
        "measuring. Never run it on a site that people rely on."
    )
    label, batch, largest = "Synthetic articles", 50, 100_000

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--pause", type=float, default=0, help="seconds to wait after each, so that it is seen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pause: float = options["pause"]
        if not 0 <= pause <= LONGEST_PAUSE:
            raise CommandError(f"--pause is a number from 0 to {LONGEST_PAUSE}.")
        if pause:
            self.batch, self.pause = 1, pause
        super().handle(*args, **options)

    def count(self) -> int:
        return count_articles()

    def make(self, start: int, end: int) -> None:
        author = load_editor()
        for order in range(start, end):
            publish_article(order, author)

    def result(self) -> str:
        return f"The news has {count_articles()} synthetic articles."
