"""What others are told of public changes: the log, and what was last known of each object."""

from django.db import models


class LoggedAction(models.TextChoices):
    """What has happened to a public object, as its readers see it."""

    CREATED = "created"
    UPDATED = "updated"
    MOVED = "moved"
    UNPUBLISHED = "unpublished"
    DELETED = "deleted"
    RESTRICTED = "restricted"


class LoggedChange(models.Model):
    """A public change as it is told, in the order of the keys, which only the deliverer gives.

    changed_at: when it was made, UTC; type: "app_label.model", for a page its specific one;
    object_id: the primary key as text; locale: language code, empty for what has none;
    paths_before, paths_after: where the object was and is shown on the site; tags: of the answers
    that are no longer what they were (header Cache-Tag); paths: on the site, those of the answers
    with one of these tags, but for tags of a whole language or site.
    """

    changed_at = models.DateTimeField()
    action = models.CharField(max_length=11, choices=LoggedAction)
    type = models.CharField(max_length=200)
    object_id = models.CharField(max_length=255)
    locale = models.CharField(max_length=100, default="")
    paths_before = models.JSONField(default=list)
    paths_after = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    paths = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["changed_at"], name="delivery_log_age")]

    def __str__(self) -> str:
        return f"{self.pk} {self.type} {self.object_id} {self.action}"


class LastKnown(models.Model):
    """What was public of an object when the deliverer last looked.

    model: "app_label.model" as in `Change`; facts: `cms.delivery.changes.dependencies.Facts`.
    """

    model = models.CharField(max_length=200)
    object_id = models.CharField(max_length=255)
    facts = models.JSONField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["model", "object_id"], name="delivery_last_known")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
