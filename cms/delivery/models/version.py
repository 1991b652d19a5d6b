"""Which state the public content is in: one row that changes together with it."""

from datetime import datetime

from django.db import models


class ContentVersion(models.Model):
    """The single row that names the state of all that is public.

    token: changes in the transaction of every public change, whoever makes it; triggers see to
    that (`cms/delivery/content_version`). It is random, so that the token of a change that was
    rolled back never comes again. changed_at: when it was given, UTC.
    """

    token = models.CharField(max_length=36)
    changed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.token

    @classmethod
    def current(cls) -> tuple[str, datetime] | None:
        """Return the token and since when it holds, or None before the first `migrate`."""
        return cls.objects.filter(pk=1).values_list("token", "changed_at").first()
