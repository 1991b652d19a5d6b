"""Remove what applications hold of persons when its time is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from participants.applications.privacy import RemovalError, due_removals, remove_old


class Command(BaseCommand):
    """Print what is removed on a line each, and end with status 1 if something could not be."""

    help = (
        "Removes the personal data of applications that were decided long ago, applications that "
        "were never confirmed, and letters that belong to none. Running it again does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only print what is due")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for removal in due_removals():
                self.stdout.write(f"Due: {removal.what}")
            return
        try:
            remove_old(self.stdout.write)
        except RemovalError as error:
            raise CommandError(str(error)) from error
