"""`manage.py undo_import NUMBER`: take back what an import did, as far as nobody built on it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from participants.importer.applying import NotUndoable, undo_import
from participants.importer.applying.running import refusal_of, tell_interrupted
from participants.importer.applying.undo import check_undoable
from participants.importer.planning.report import placed
from participants.management.terminal import (
    ProgressBar,
    as_in_admin,
    author_named,
    author_of,
    is_agreed,
)
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
            with as_in_admin(author_named(options["user"]) if options["user"] else None):
                self.list_imports()
            return
        record = ImportRecord.objects.filter(pk=options["number"]).first()
        if record is None:
            raise CommandError(f"There is no import {options['number']}.")
        user = author_of(options, "publish")
        with as_in_admin(user):
            self.undo(record, user, options)

    def undo(self, record: ImportRecord, user: Any, options: dict[str, Any]) -> None:
        """Show what would stay, and undo the import if that is agreed to. Raises CommandError."""
        try:
            check_undoable(record)
            count = self.show(record)
            if options["dry_run"]:
                return
            question = _("Undo? Rows: %(count)d [y/N]") % {"count": count}
            if not (options["no_input"] or is_agreed(question)):
                self.stdout.write(_("Nothing was undone."))
                return
            progress = ProgressBar(self.stdout, _("Rows undone"), count)
            undo_import(record, user=user, progress=progress)
        except DatabaseError as error:
            raise self.refused(refusal_of(error)) from error
        except NotUndoable as error:
            raise self.refused(str(error)) from error
        self.report(record)

    def refused(self, reason: str) -> CommandError:
        """Return the error that says that nothing was undone, and why."""
        return CommandError(_("Nothing was undone. %(reason)s") % {"reason": reason})

    def list_imports(self) -> None:
        """Write the last imports, the newest first."""
        records = list(ImportRecord.objects.select_related("user")[:MOST_LISTED])
        tell_interrupted(records)
        for record in records:
            self.stdout.write(
                _("%(number)d: %(time)s, %(who)s, %(file)s: %(plan)s; %(result)s")
                % {
                    "number": record.pk,
                    "time": f"{localtime(record.started_at):%Y-%m-%d %H:%M %Z}",
                    "who": record.author,
                    "file": record.file_name,
                    "plan": record.plan,
                    "result": record.result,
                }
            )

    def show(self, record: ImportRecord) -> int:
        """Write what would stay, and return how many rows can be undone."""
        rows = record.rows.of_registry().with_obstacle()
        self.lines(rows.exclude(obstacle=""))
        count = rows.filter(obstacle="").count()
        self.stdout.write(_("Rows that can be undone: %(count)d.") % {"count": count})
        return int(count)

    def report(self, record: ImportRecord) -> None:
        """Write what was not undone, and why."""
        plain = (UndoOutcome.REMOVED, UndoOutcome.RESTORED)
        self.lines(record.rows.of_registry().exclude(outcome__in=plain))
        self.stdout.write(
            _("Import %(number)d: %(result)s. Rows undone: %(done)d. Rows left: %(left)d.")
            % {
                "number": record.pk,
                "result": record.result,
                "done": record.reverted,
                "left": record.kept,
            }
        )

    def lines(self, rows: Any) -> None:
        """Write rows with the reason why they stay."""
        shown: list[ImportedRow] = list(rows.order_by("position", "pk")[: MOST_LINES + 1])
        for row in shown[:MOST_LINES]:
            place = _("row %(row)d, %(label)s") % {"row": row.position, "label": row.label}
            self.stdout.write(placed(place, row.reason))
        if len(shown) > MOST_LINES:
            self.stdout.write(_("… and %(count)d more") % {"count": rows.count() - MOST_LINES})
