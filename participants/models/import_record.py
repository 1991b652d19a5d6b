"""What files have been imported: by whom, when, what they did, and what became of it."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import display
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext, npgettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from participants.models.columns import user_column
from participants.models.participant import Participant
from participants.values.fields import OneLineField, RunningTextField


class ImportState(models.TextChoices):
    """What became of an import; one whose process has died goes on being called running."""

    RUNNING = "running", _("running")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("failed")
    INTERRUPTED = "interrupted", _("interrupted")
    UNDONE = "undone", pgettext_lazy("of an import", "undone")


class RowAction(models.TextChoices):
    """What a row of the file did."""

    CREATE = "create", _("new")
    CHANGE = "change", _("changed")
    FAULTY = "faulty", _("left out")


class UndoOutcome(models.TextChoices):
    """What undoing the import did to a row, or why it did nothing."""

    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("as it was before")
    RESTORED_BUT_NUMBER = "restored_but_number", _("as before, but for the number")
    UNPUBLISHED = "unpublished", _("kept as a draft, because its number has been issued")
    CHANGED = "changed", _("changed since")
    DELETED = "deleted", _("deleted since")
    LOCKED = "locked", _("locked")
    IN_MODERATION = "in_moderation", _("in moderation")
    NAMED = "named", _("kept, because something else names it")
    REFUSED = "refused", _("kept, because a rule forbids what it was before")

    @classmethod
    def done(cls) -> tuple["UndoOutcome", ...]:
        """Return the outcomes of rows of which nothing public is left, or as little as can be."""
        return cls.REMOVED, cls.RESTORED, cls.RESTORED_BUT_NUMBER, cls.UNPUBLISHED


class ImportRecord(models.Model):
    """A file that somebody has let loose on the registry.

    is_published: new and changed ones went public at once; sha256: of the file, which is not kept;
    new, changed, unchanged, faulty: rows of the plan; failure: why nothing was written;
    reverted, kept: rows that undoing has dealt with, and those that it has left.
    """

    started_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    user = user_column(_("who"), editable=False)
    is_by_command = models.BooleanField(default=False, editable=False)
    file_name = OneLineField(_("file"), max_length=255, editable=False)
    file_size = models.PositiveBigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    is_published = models.BooleanField(editable=False)
    new = models.PositiveIntegerField(_("new"), editable=False)
    changed = models.PositiveIntegerField(_("changed"), editable=False)
    unchanged = models.PositiveIntegerField(_("unchanged"), editable=False)
    faulty = models.PositiveIntegerField(_("left out"), editable=False)
    state = models.CharField(
        _("result"),
        max_length=16,
        choices=ImportState,
        default=ImportState.RUNNING,
        editable=False,
    )
    failure = RunningTextField(blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = user_column(editable=False)
    reverted = models.PositiveIntegerField(default=0, editable=False)
    kept = models.PositiveIntegerField(default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        # Who may import sees the records; there is nothing to give beside that.
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    @display(description=_("who"))
    def author(self) -> str:
        """Return the name of who imported it, as far as there still is one."""
        return _name_of(self.user)

    @property
    def undoer(self) -> str:
        """Return the name of who undid it, likewise."""
        return _name_of(self.undone_by)

    @property
    @display(description=_("plan"))
    def plan(self) -> str:
        """Return how many rows of each sort there were."""
        sorts = (
            npgettext("rows of an import", "%(count)d new", "%(count)d new", self.new),
            npgettext("rows of an import", "%(count)d changed", "%(count)d changed", self.changed),
            npgettext(
                "rows of an import", "%(count)d unchanged", "%(count)d unchanged", self.unchanged
            ),
            npgettext("rows of an import", "%(count)d left out", "%(count)d left out", self.faulty),
        )
        counts = (self.new, self.changed, self.unchanged, self.faulty)
        return ", ".join(
            words % {"count": count} for words, count in zip(sorts, counts, strict=True)
        )

    @property
    @display(description=_("result"))
    def result(self) -> str:
        """Return in a word or two what became of it."""
        if self.state == ImportState.UNDONE and self.kept:
            return pgettext("of an import", "partly undone")
        return str(self.get_state_display())

    @property
    def duration(self) -> timedelta | None:
        """Return how long it took, or None where it did not end."""
        return self.finished_at - self.started_at if self.finished_at else None


def _name_of(user: Any) -> str:
    return str(user.get_full_name() or user.get_username()) if user else "–"


class ImportedRowQuerySet(models.QuerySet):
    """Rows of imports, with what stands in the way of undoing them."""

    def of_registry(self) -> "ImportedRowQuerySet":
        """Keep the rows that have done something."""
        return self.exclude(action=RowAction.FAULTY)

    def with_obstacle(self) -> "ImportedRowQuerySet":
        """Give each its `obstacle`: the outcome that keeps it from being undone, or nothing.

        Whoever saves, drafts, publishes or unpublishes moves a pointer of the participant, or
        writes its newest revision anew and with another time.
        """
        key = Cast(OuterRef("participant_id"), models.CharField())
        moderation = WorkflowState.objects.active().filter(
            base_content_type=Participant.get_base_content_type(), object_id=key
        )
        is_untouched = Q(
            participant__latest_revision=F("revision"),
            participant__latest_revision__created_at=F("saved_at"),
            participant__live=F("is_live"),
            live=F("live_revision"),
        )
        return self.alias(live=Coalesce("participant__live_revision", Value(0))).annotate(
            obstacle=Case(
                When(participant=None, then=Value(UndoOutcome.DELETED.value)),
                When(~is_untouched, then=Value(UndoOutcome.CHANGED.value)),
                When(participant__locked=True, then=Value(UndoOutcome.LOCKED.value)),
                When(Exists(moderation), then=Value(UndoOutcome.IN_MODERATION.value)),
                default=Value(""),
                output_field=models.CharField(),
            )
        )

    def undoable(self) -> "ImportedRowQuerySet":
        """Keep those that nothing stands in the way of."""
        return self.of_registry().with_obstacle().filter(obstacle="")


class ImportedRow(models.Model):
    """What one row of a file did to a participant.

    position: of the row in the file; changes: [column, old, new] each, of a row that was left out
    [column, "", what was wrong]; before: what the content of the participant said where the import
    made it say something else; revision_before: key, or 0; revision: key of the one that holds what
    the import wrote, its own, or that of the undoing of a later import; saved_at: when that was
    written; live_revision: key of what was public then, or 0.
    """

    record = models.ForeignKey(
        ImportRecord, related_name="rows", editable=False, on_delete=models.CASCADE
    )
    position = models.PositiveIntegerField(editable=False)
    action = models.CharField(max_length=8, choices=RowAction, editable=False)
    participant = models.ForeignKey(
        Participant, related_name="+", null=True, editable=False, on_delete=models.SET_NULL
    )
    label = OneLineField(max_length=255, blank=True, editable=False)
    slug = models.CharField(max_length=100, blank=True, editable=False)
    changes = models.JSONField(default=list, editable=False)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    revision_before = models.PositiveBigIntegerField(default=0, editable=False)
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    live_revision = models.PositiveBigIntegerField(default=0, editable=False)
    is_live = models.BooleanField(default=False, editable=False)
    outcome = models.CharField(max_length=24, choices=UndoOutcome, blank=True, editable=False)
    outcome_detail = RunningTextField(blank=True, editable=False)

    objects = ImportedRowQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["record", "position"])]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label

    @property
    def reason(self) -> str:
        """Return in words why it was not undone, or would not be, after `with_obstacle`."""
        outcome = self.outcome or getattr(self, "obstacle", "")
        if not outcome:
            return ""
        reason = str(UndoOutcome(outcome).label)
        if not self.outcome_detail:
            return reason
        return gettext("%(reason)s: %(detail)s") % {"reason": reason, "detail": self.outcome_detail}
