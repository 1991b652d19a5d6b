"""`manage.py import_participants FILE`: bring a CSV, XLSX or ODS file into the registry."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import gettext as _

from participants.importer.applying import PlanOutdated, Source, apply_plan
from participants.importer.applying.running import refusal_of
from participants.importer.planning.column_words import known_columns
from participants.importer.planning.plan import Plan
from participants.importer.planning.planner import Planner
from participants.importer.planning.report import corrections, placed, report
from participants.importer.reading.encodings.readings import UndecidedEncoding
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.tables import described, read_table
from participants.management.terminal import ProgressBar, as_in_admin, author_of, is_agreed
from participants.registry.bulk import without_query_log


class Command(BaseCommand):
    """Read, validate, plan, and, once the plan is accepted, apply."""

    help = "Brings a CSV, XLSX or ODS file into the registry. Shows first what it would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="CSV, XLSX or ODS; docs/importing.md has its columns"
        )
        parser.add_argument("--user", help="name of the user who is the author of the changes")
        parser.add_argument("--publish", action="store_true", help="publish instead of drafting")
        parser.add_argument(
            "--encoding",
            default="",
            help="how the letters of a CSV file are to be read, such as cp1252, if it is asked",
        )
        parser.add_argument("--dry-run", action="store_true", help="show the plan and stop")
        parser.add_argument(
            "--no-input", "--noinput", action="store_true", help="apply without asking"
        )
        parser.add_argument(
            "--leave-out-faulty",
            type=Path,
            metavar="CORRECTIONS",
            help="apply the good rows, and write the others to this CSV file",
        )

    @without_query_log()
    def handle(self, *args: Any, **options: Any) -> None:
        rights = ["publish"] if options["publish"] else []
        user = author_of(options, *rights)
        with as_in_admin(user):
            self.import_file(user, options)

    def import_file(self, user: Any, options: dict[str, Any]) -> None:
        """Show the plan, and apply it if that is agreed to. Raises CommandError."""
        plan = self.plan(options["file"], publish=options["publish"], encoding=options["encoding"])
        for line in report(plan, options["file"].name):
            self.stdout.write(line)
        if plan.faults:
            self.set_aside(plan, options["leave_out_faulty"], is_trial=options["dry_run"])
        if options["dry_run"] or not plan.to_do:
            return
        question = _("Apply? Rows: %(count)d [y/N]") % {"count": len(plan.to_do)}
        if not (options["no_input"] or is_agreed(question)):
            self.stdout.write(_("Nothing was applied."))
            return
        self.apply(plan, user, publish=options["publish"])

    def plan(self, file: Path, *, publish: bool, encoding: str) -> Plan:
        """Return the plan of the file. Raises CommandError with the reason if it has none."""
        try:
            with file.open("rb") as stream:
                self.source = Source.of(stream, file.name, is_by_command=True)
                table = read_table(stream, file.name, known_columns(), encoding=encoding)
                self.stdout.write(" ".join(described(table)))
                return Planner(table, publish=publish).make(
                    ProgressBar(self.stdout, _("Rows read"))
                )
        except OSError as error:
            raise CommandError(placed(str(file), f"{error.strerror}.")) from error
        except UndecidedEncoding as error:
            choices = [
                f"  --encoding {reading.encoding}  "
                + placed(str(reading.label), ", ".join(reading.names))
                for reading in error.readings
            ]
            raise CommandError("\n".join([placed(file.name, str(error)), *choices])) from error
        except UnreadableFile as error:
            raise CommandError(placed(file.name, str(error))) from error

    def set_aside(self, plan: Plan, target: Path | None, *, is_trial: bool) -> None:
        """Write the faulty rows to a file, or refuse to go on with them."""
        if is_trial:
            return
        if target is None:
            raise CommandError(
                _(
                    "Nothing was applied. Rows with errors: %(count)d. Correct them, or leave them "
                    "out with --leave-out-faulty CORRECTIONS.csv."
                )
                % {"count": len(plan.rejected)}
            )
        target.write_text(corrections(plan), encoding="utf-8", newline="")
        words = {"file": target, "count": len(plan.rejected)}
        self.stdout.write(_("Rows with errors, written to %(file)s: %(count)d.") % words)

    def apply(self, plan: Plan, user: Any, *, publish: bool) -> None:
        """Apply the plan. Raises CommandError if the registry does not allow it any more."""
        progress = ProgressBar(self.stdout, _("Rows applied"), len(plan.to_do))
        try:
            record = apply_plan(
                plan, user=user, publish=publish, source=self.source, progress=progress
            )
        except DatabaseError as error:
            raise self.refused(refusal_of(error)) from error
        except (PlanOutdated, ValidationError) as error:
            raise self.refused(" ".join(getattr(error, "messages", [str(error)]))) from error
        page = reverse("participants_imports_record", args=[record.pk])
        sentence = _(
            "Rows applied: %(count)d. This is import %(number)d, to be undone with undo_import "
            "%(number)d. Its page: %(page)s"
        )
        self.stdout.write(
            sentence
            % {
                "count": len(plan.to_do),
                "number": record.pk,
                "page": f"{settings.WAGTAILADMIN_BASE_URL}{page}",
            }
        )

    def refused(self, reason: str) -> CommandError:
        """Return the error that says that nothing was written, and why."""
        return CommandError(_("Nothing was applied. %(reason)s") % {"reason": reason})
