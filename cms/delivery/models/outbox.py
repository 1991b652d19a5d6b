"""What waits in the outbox: changes to be told, addresses to be purged, mails to be sent."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# So many steps of the content version are known; older answers are not taken over.
MOST_STEPS = 100


class Action(models.TextChoices):
    """What has happened to a public object."""

    PUBLISHED = "published", _("published")
    UPDATED = "updated", _("updated")
    UNPUBLISHED = "unpublished", _("unpublished")
    DELETED = "deleted", _("deleted")
    RESTRICTED = "restricted", _("restricted")

    @classmethod
    def announced(cls) -> list["Action"]:
        """Return those that others are told of; what is restricted is told as unpublished."""
        return [action for action in cls if action is not cls.RESTRICTED]


class Change(models.Model):
    """A public change that nobody has been told of yet; the worker takes the row away.

    Only triggers write these rows, so that no way of changing content goes past them.
    model: "app_label.model" of the object, for a page "wagtailcore.page"; object_id: its primary
    key; content_type: of a page, its specific type; locale: of a translatable object;
    path: the URL path that a page had before; revision and transaction_id keep changes apart
    that were made one after the other. is_told: whether others are told of it, whatever has
    changed; it is not where an index or a rendition has, of which they see the effect at most.
    """

    model = models.CharField(max_length=200)
    object_id = models.CharField(max_length=255)
    action = models.CharField(max_length=11, choices=Action)
    content_type_id = models.BigIntegerField(null=True)
    locale_id = models.BigIntegerField(null=True)
    path = models.TextField(default="")
    revision_id = models.BigIntegerField(null=True)
    transaction_id = models.BigIntegerField(default=0)
    is_told = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["model", "object_id"], name="delivery_change_of_object")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id} {self.action}"


class Purge(models.Model):
    """What the CDN may hold in an old state; gone once the CDN has been told.

    address: of an answer, or where `is_tag`, a tag that answers carry.
    """

    address = models.TextField()
    is_tag = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address


class ContentVersion(models.Model):
    """The single row that names the state of all that is public.

    token: changes in the transaction of every public change, whoever makes it; triggers see to
    that (`cms/delivery/content_version`). It is random, so that the token of a change that was
    rolled back never comes again. changed_at: when it was given, UTC. invalidated_to: the token
    that the last `Invalidation` leads to; empty after a change that named no object.
    """

    token = models.CharField(max_length=36)
    changed_at = models.DateTimeField()
    invalidated_to = models.CharField(max_length=36, default="")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.token

    @classmethod
    def current(cls) -> tuple[str, datetime] | None:
        """Return the token and since when it holds, or None before the first `migrate`."""
        return cls.objects.filter(pk=1).values_list("token", "changed_at").first()

    def lead_on(self, tags: Iterable[str]) -> bool:
        """Say what changes have touched up to this version, unless there is a newer one by now."""
        before = self.invalidated_to
        same = ContentVersion.objects.filter(pk=1, token=self.token, invalidated_to=before)
        with transaction.atomic(savepoint=False):
            if not same.update(invalidated_to=self.token):
                return False
            if before not in {"", self.token}:
                step = Invalidation(before=before, after=self.token, tags=sorted(tags))
                step.save()
                Invalidation.objects.filter(pk__lte=step.pk - MOST_STEPS).delete()
        return True

    @classmethod
    def lead_nowhere(cls) -> None:
        """Say that nobody knows what changes have touched."""
        cls.objects.filter(pk=1).update(invalidated_to="")


class Invalidation(models.Model):
    """Which answers were no longer what they had been after a step of the content version.

    before, after: tokens; tags: what the changes between them touch (header Cache-Tag).
    """

    before = models.CharField(max_length=36)
    after = models.CharField(max_length=36)
    tags = models.JSONField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.before} {self.after}"


class QueuedMailQuerySet(models.QuerySet["QueuedMail"]):
    """The vocabulary of the mail queue."""

    def waiting(self) -> "QueuedMailQuerySet":
        """Return what will be sent, now or later."""
        return self.filter(given_up_at=None)

    def given_up(self) -> "QueuedMailQuerySet":
        """Return what is sent no more unless somebody asks for it."""
        return self.filter(given_up_at__isnull=False)

    def due(self, now: datetime) -> "QueuedMailQuerySet":
        """Return what can be sent now."""
        return self.waiting().filter(due_at__lte=now)

    def try_again(self) -> int:
        """Make mails that were given up due, with all their time before them; return how many."""
        now = timezone.now()
        return self.given_up().update(given_up_at=None, waiting_since=now, due_at=now, attempts=0)


class QueuedMail(models.Model):
    """A mail on its way to one recipient; the row goes when the mail server has taken it.

    recipient: the address on the envelope, which the headers need not name; content: the mail
    as JSON (`cms/delivery/mail/backend.py`); waiting_since: when the time began after which it
    is given up; attempts: how often the server was offered it; last_error: the name of an
    exception and SMTP's code, never what the server said, which may hold addresses.
    """

    recipient = models.TextField()
    content = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=100, default="")
    given_up_at = models.DateTimeField(null=True)

    objects = QueuedMailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        # Nobody reads other people's mail in the admin.
        default_permissions = ()
        indexes = [models.Index(fields=["given_up_at", "due_at"], name="delivery_mail_due")]

    def __str__(self) -> str:
        return f"mail {self.pk}"
