"""`manage.py undo_import NUMBER`: take back what an import did, as far as nobody built on it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from participants.importer.applying import NotUndoable, undo_import
from participants.importer.applying.running import tell_interrupted
from participants.importer.applying.undo import check_undoable
from participants.importer.authors import author_named
from participants.management.progress import ProgressBar
from participants.models import ImportedRow, ImportRecord, UndoOutcome
from participants.registry.bulk import without_query_log

MOST_LISTED = 20
MOST_LINES = 200


class Command(BaseCommand):
    """List the imports, or show what undoing one would do, and do it."""

    help = "Takes back what an import did. Without a number, it lists the last imports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, nargs="?", help="which import; none lists them")
        parser.add_argument("--user", help="name of the user who is the author of the changes")
        parser.add_argument("--dry-run", action="store_true", help="show what it would do and stop")
        parser.add_argument(
            "--no-input", "--noinput", action="store_true", help="undo without asking"
        )

    @without_query_log()
    def handle(self, *args: Any, **options: Any) -> None:
        if options["number"] is None:
            self.list_imports()
            return
        record = ImportRecord.objects.filter(pk=options["number"]).first()
        if record is None:
            raise CommandError(f"There is no import {options['number']}.")
        user = self.author(options)
        try:
            check_undoable(record)
            count = self.show(record)
            if options["dry_run"]:
                return
            if not (options["no_input"] or self.is_confirmed(count)):
                self.stdout.write("Nothing was undone.")
                return
            undo_import(record, user=user, progress=ProgressBar(self.stdout, "Rows undone", count))
        except (NotUndoable, DatabaseError) as error:
            raise CommandError(f"Nothing was undone. {error}") from error
        self.report(record)

    def author(self, options: dict[str, Any]) -> Any:
        """Return the author; only a trial needs none. Raises CommandError."""
        if options["dry_run"]:
            return None
        if not options["user"]:
            raise CommandError("Name the author of the changes with --user, or try --dry-run.")
        return author_named(options["user"], "add", "change", "publish")

    def list_imports(self) -> None:
        """Write the last imports, the newest first."""
        records = list(ImportRecord.objects.select_related("user")[:MOST_LISTED])
        tell_interrupted(records)
        for record in records:
            started = f"{timezone.localtime(record.started_at):%Y-%m-%d %H:%M}"
            self.stdout.write(
                f"{record.pk}: {started}, {record.author}, {record.file_name}: {record.plan}; "
                f"{record.result}"
            )

    def show(self, record: ImportRecord) -> int:
        """Write what would stay, and return how many rows can be undone."""
        rows = record.rows.of_registry().with_obstacle()
        self.lines(rows.exclude(obstacle=""))
        count = rows.filter(obstacle="").count()
        self.stdout.write(f"Rows that can be undone: {count}.")
        return int(count)

    def report(self, record: ImportRecord) -> None:
        """Write what was not undone, and why."""
        plain = (UndoOutcome.REMOVED, UndoOutcome.RESTORED)
        self.lines(record.rows.of_registry().exclude(outcome__in=plain))
        self.stdout.write(f"Rows undone: {record.reverted}. Rows left: {record.kept}.")

    def lines(self, rows: Any) -> None:
        """Write rows with the reason why they stay."""
        shown: list[ImportedRow] = list(rows.order_by("position", "pk")[: MOST_LINES + 1])
        for row in shown[:MOST_LINES]:
            detail = f": {row.outcome_detail}" if row.outcome_detail else ""
            self.stdout.write(f"row {row.position}, {row.label}: {row.reason}{detail}")
        if len(shown) > MOST_LINES:
            self.stdout.write(f"… and {rows.count() - MOST_LINES} more")

    def is_confirmed(self, count: int) -> bool:
        """Ask on the terminal; where nobody can answer, the answer is no."""
        try:
            return input(f"Undo? Rows: {count} [y/N] ").strip().lower() in {"y", "yes"}
        except EOFError:
            return False
