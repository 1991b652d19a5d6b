"""Check that the registry is as it promises to be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participants.models import Participant
from participants.registry.integrity import findings


class Command(BaseCommand):
    """Print every fault on a line, and end with status 1 if there is one."""

    help = (
        "Verify every derived value and every promise of the registry: status and dates, numbers, "
        "addresses, figures, mergers, revisions, word index. Changes nothing. Ends with status 1 "
        "and a list if something is wrong."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        total = Participant.objects.count()

        def tell(checked: int) -> None:
            if self.stdout.isatty():
                self.stdout.write(f"\r{checked} of {total}", ending="\r")

        found = 0
        for finding in findings(tell):
            found += 1
            self.stdout.write(str(finding))
        if found:
            raise CommandError(f"Checked {total} participants: {found} faults.")
        self.stdout.write(f"Checked {total} participants: all in order.")
