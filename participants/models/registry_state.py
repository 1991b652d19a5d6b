"""Which state the registry is in, and which numbers have been issued."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from participants.models.participant import Participant


class RegistryState(models.Model):
    """The single row that names the registry's state.

    token: changes in the transaction of every change, whoever makes it; triggers see to that
    (`participants/registry/database.py`). It is random, so that the token of a change that was
    rolled back never comes again.
    """

    token = models.CharField(max_length=36)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.token

    @classmethod
    def change(cls) -> None:
        """Give the state a new token, and let nobody else write until the transaction ends.

        Call it first in a transaction that reads before it writes.
        """
        token = str(uuid4())
        if not cls.objects.filter(pk=1).update(token=token):
            cls.objects.update_or_create(pk=1, defaults={"token": token})


class IssuedNumber(models.Model):
    """One ordinal, given out once.

    The row stays when its participant is deleted: the number is never given again.
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    participant = models.OneToOneField(
        "participants.Participant",
        related_name="issued_number",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
    )
    issued_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("issued number")
        verbose_name_plural = _("issued numbers")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def next(cls) -> int:
        """Return the number after the highest that was ever issued or typed.

        Everybody else who wants to write waits until the transaction ends, so call it in one.
        """
        RegistryState.change()
        return cls.upcoming()

    @classmethod
    def upcoming(cls) -> int:
        """Return what `next` would give at the moment, to show it and not to issue it."""
        holders = apps.get_model("participants", "Participant")
        highest = (
            model.objects.aggregate(highest=Max("number"))["highest"] for model in (cls, holders)
        )
        return max(number or 0 for number in highest) + 1

    @classmethod
    def record(cls, participant: Participant) -> None:
        """Remember that the participant's number, if it has one, is given out."""
        if participant.number is not None:
            cls.objects.get_or_create(
                number=participant.number, defaults={"participant": participant}
            )
