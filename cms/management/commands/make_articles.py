"""`manage.py make_articles`: fill the news with synthetic articles."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.demo.accounts import load_editor
from cms.scale.articles import count_articles, publish_article
from participants.management.progress import ProgressBar
from participants.registry.bulk import refresh_statistics, without_query_log

BATCH = 50
LARGEST = 100_000


class Command(BaseCommand):
    """Publish as many synthetic articles as are missing to the size asked for."""

    help = (
        "Fills the news with synthetic articles about the participants of make_registry, for "
        "measuring. Never run it on a site that people rely on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=int, required=True, help="how many there shall be")

    @without_query_log()
    def handle(self, *args: Any, size: int, **options: Any) -> None:
        if not 0 < size <= LARGEST:
            raise CommandError(f"--size is a number from 1 to {LARGEST}.")
        author = load_editor()
        progress = ProgressBar(self.stdout, "Synthetic articles", size)
        for start in range(count_articles(), size, BATCH):
            end = min(start + BATCH, size)
            with transaction.atomic():
                for order in range(start, end):
                    publish_article(order, author)
            progress(end)
        refresh_statistics()
        self.stdout.write(f"The news has {count_articles()} synthetic articles.")
