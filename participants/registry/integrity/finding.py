"""What a check of the registry finds."""

from dataclasses import dataclass

from participants.models import Participant

REGISTRY = "The registry"


@dataclass(frozen=True)
class Finding:
    """A fault, with whom it concerns and a sentence on what it is."""

    label: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.label}: {self.sentence}"


def label_of(participant: Participant) -> str:
    """Return a name to find it by: "Megara (megara)"."""
    return f"{participant} ({participant.slug or participant.pk})"
