"""The outbox: what has become different for the public, written together with the change."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What has happened to a public object."""

    PUBLISHED = "published", _("published")
    UPDATED = "updated", _("updated")
    UNPUBLISHED = "unpublished", _("unpublished")
    DELETED = "deleted", _("deleted")
    RESTRICTED = "restricted", _("restricted")

    @classmethod
    def told(cls) -> list["Action"]:
        """Return those that others are told of; what is restricted is told as unpublished."""
        return [action for action in cls if action is not cls.RESTRICTED]


class Change(models.Model):
    """A public change that nobody has been told of yet; the worker takes the row away.

    Only triggers write these rows, so that no way of changing content goes past them.
    model: "app_label.model" of the object, for a page "wagtailcore.page"; object_id: its primary
    key; content_type: of a page, its specific type; locale: of a translatable object;
    path: the URL path that a page had before; revision and transaction_id keep changes apart
    that were made one after the other.
    """

    model = models.CharField(max_length=200)
    object_id = models.CharField(max_length=255)
    action = models.CharField(max_length=11, choices=Action)
    content_type_id = models.BigIntegerField(null=True)
    locale_id = models.BigIntegerField(null=True)
    path = models.TextField(default="")
    revision_id = models.BigIntegerField(null=True)
    transaction_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["model", "object_id"], name="delivery_change_of_object")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.action}"


class Purge(models.Model):
    """An address that the CDN may hold in an old state; gone once the CDN has been told."""

    address = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address
