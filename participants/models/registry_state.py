"""Which state the registry is in: one row that changes together with all it describes."""

from uuid import uuid4

from django.db import models


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
