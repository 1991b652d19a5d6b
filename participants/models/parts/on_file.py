"""What may be on file of a participant beside what every one has."""

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from participants.models.parts.figure import Figure
from participants.models.parts.texts import InitiativeText


class OnFile(models.TextChoices):
    """What a visitor can look for."""

    FIGURES = "figures", _("figures")
    INITIATIVES = "initiatives", _("initiatives")


# The annotation that tells of each whether it is there.
HAS_ON_FILE = {what: f"has_{what}" for what in OnFile.values}


def keys_with(what: str) -> QuerySet:
    """Return the keys of the participants that have something on file, for a subquery."""
    rows, owner = _rows(what)
    return rows.values(owner)


def has_on_file(what: str) -> Exists:
    """Tell of each participant of a query whether it has something on file.

    It looks at the rows of each alone; by `keys_with` a database would gather those of all.
    """
    rows, owner = _rows(what)
    return Exists(rows.filter(**{owner: OuterRef("pk")}))


def _rows(what: str) -> tuple[QuerySet, str]:
    """Return what is on file, and the name of whose it is.

    That nothing was collected is no figure, and an initiative without words is shown nowhere.
    """
    if OnFile(what) is OnFile.FIGURES:
        return Figure.objects.filter(value__isnull=False).order_by(), "participant"
    return InitiativeText.objects.order_by(), "initiative__participant"
