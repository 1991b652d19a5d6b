"""Load the demonstration content."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from cms.demo.accounts import USERNAME
from cms.demo.completion import is_complete
from cms.demo.loader import load_everything, set_local_address
from cms.demo.progress import MigrationCounter, Progress


class Command(BaseCommand):
    """Load it once; afterwards the content belongs to the editors."""

    help = (
        "Load the demonstration content: participants, pages, pictures and an editor's account. "
        "An interrupted load is completed; a completed one is never repeated, so nothing that "
        "editors have changed or deleted comes back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, help="the port that the site is served on"
        )
        parser.add_argument(
            "--migrate", action="store_true", help="bring the database up to date first"
        )

    def handle(self, *args: Any, port: int, migrate: bool, **options: Any) -> None:
        if migrate:
            counter = MigrationCounter(self.stdout)
            call_command("migrate", interactive=False, no_color=True, stdout=counter)
            counter.finish()
        set_local_address(port)
        if is_complete():
            self.stdout.write(
                "The demonstration content has been loaded before; nothing is changed."
            )
            password = None
        else:
            password = load_everything(Progress(self.stdout))
            self.stdout.write("The demonstration content is complete.")
        self._tell_how_to_log_in(port, password)

    def _tell_how_to_log_in(self, port: int, password: str | None) -> None:
        shown = (
            f"password: {password}  (shown only this once)"
            if password
            else (
                "its password was shown when the account was made; "
                f"for a new one: .venv/bin/python manage.py changepassword {USERNAME}"
            )
        )
        self.stdout.write(f"Administration: http://localhost:{port}/admin/")
        self.stdout.write(f"  user name: {USERNAME}")
        self.stdout.write(f"  {shown}")
        self.stdout.write(
            "  This account edits, publishes and approves. For one that also manages users and "
            "settings: .venv/bin/python manage.py createsuperuser"
        )
