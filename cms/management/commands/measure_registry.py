"""`manage.py measure_registry`: what requests cost in the database at hand."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from cms.scale.measuring import measure_all
from participants.registry.bulk import without_query_log

LINE = "{:26} {:>9} {:>8} {:>9} {:>10} {:>7} {:>7}"


class Command(BaseCommand):
    """Measure, save the figures, and compare them with those of another registry."""

    help = "Measures what requests cost, and compares with an earlier measurement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--save", type=Path, help="write the figures to this file")
        parser.add_argument("--compare", type=Path, help="figures of another registry")

    @without_query_log()
    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()
        if not users.objects.filter(is_superuser=True).exists():
            users.objects.create_superuser("measurer", "", None)
        found = measure_all()
        if options["save"]:
            options["save"].write_text(json.dumps(found, indent=1))
        control = json.loads(options["compare"].read_text()) if options["compare"] else {}
        detail = found["detail"]["wall"]
        head = ("", "db ms", "queries", "wall ms", "cold ms", "ratio", "detail")
        self.stdout.write(LINE.format(*head))
        for name, cost in found.items():
            base = control.get(name)
            same = "" if base is None or base["queries"] == cost["queries"] else " other queries!"
            self.stdout.write(
                LINE.format(
                    name,
                    f"{cost['database']:.2f}",
                    int(cost["queries"]),
                    f"{cost['wall']:.1f}",
                    f"{cost['cold wall']:.1f}",
                    f"{cost['database'] / base['database']:.2f}" if base else "–",
                    f"{cost['cold wall'] / detail:.1f}",
                )
                + same
            )
        self.stdout.write(
            "ratio: database time against the compared registry; "
            "detail: first answer after a change against a detail request"
        )
