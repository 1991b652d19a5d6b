"""Load the demonstration content."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser, OutputWrapper

from cms.demo.loader import USERNAME, Progress, is_complete, load_everything, set_local_address


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
