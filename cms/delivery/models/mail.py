"""Mails that the mail server has not taken yet."""

from datetime import datetime

from django.db import models
from django.utils import timezone


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
    as JSON (`cms/delivery/mail/content.py`); waiting_since: when the time began after which it
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
