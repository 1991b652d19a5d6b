"""Make the renditions of pictures that are missing."""

from math import inf
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from participants.registry.pictures.making import make_missing, retry_failed, start_anew


class Command(BaseCommand):
    """Print how many pictures were gone through; what cannot be read goes to the log."""

    help = (
        "Makes pictures in all formats and widths as far as that is missing, where no delivery "
        "worker does it. Running it again does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="also of pictures that were done before: renditions were lost, say",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            start_anew()
        else:
            retry_failed()
        self.stdout.write(f"Pictures: {make_missing(turn=inf)}")
