"""`manage.py make_registry`: fill the registry with synthetic participants."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.scale.registry import SLUG, synthetic_participants
from participants.management.progress import ProgressBar
from participants.models import IssuedNumber, Participant
from participants.registry.bulk import refresh_statistics, save_published, without_query_log

BATCH = 500
LARGEST = 500_000


class Command(BaseCommand):
    """Make as many synthetic participants as are missing to the size asked for."""

    help = (
        "Fills the registry with synthetic participants made of GeoNames places, for measuring. "
        "Each says that it is synthetic. Never run it on a registry that people rely on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=int, required=True, help="how many there shall be")

    @without_query_log()
    def handle(self, *args: Any, size: int, **options: Any) -> None:
        if not 0 < size <= LARGEST:
            raise CommandError(f"--size is a number from 1 to {LARGEST}.")
        made = Participant.objects.filter(slug__startswith=SLUG).count()
        progress = ProgressBar(self.stdout, "Synthetic participants", size)
        for start in range(made, size, BATCH):
            with transaction.atomic():
                number = IssuedNumber.next()
                end = min(start + BATCH, size)
                save_published(list(synthetic_participants(start, end, number)))
            progress(end)
        refresh_statistics()
        self.stdout.write(f"The registry has {Participant.objects.count()} participants.")
