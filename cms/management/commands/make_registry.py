"""`manage.py make_registry`: fill the registry with synthetic participants."""

from cms.scale.filling import FillingCommand
from cms.scale.registry import SLUG, synthetic_participants
from participants.models import IssuedNumber, Participant
from participants.registry.bulk import save_published


class Command(FillingCommand):
    """Make as many synthetic participants as are missing to the size asked for."""

    help = (
        "Fills the registry with synthetic participants made of GeoNames places, for measuring. "
        "Each says that it is synthetic. Never run it on a registry that people rely on."
    )
    label, batch, largest = "Synthetic participants", 500, 500_000

    def count(self) -> int:
        return Participant.objects.filter(slug__startswith=SLUG).count()

    def make(self, start: int, end: int) -> None:
        save_published(list(synthetic_participants(start, end, IssuedNumber.next())))

    def result(self) -> str:
        return f"The registry has {Participant.objects.count()} participants."
