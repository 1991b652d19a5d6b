"""What the CDN still has to forget."""

from django.db import models
from django.utils import timezone


class Purge(models.Model):
    """An address that the CDN may hold in an old state; gone once the CDN has been told."""

    address = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address
