"""The membership of a participant as a history of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from participants.models.columns import writable
from participants.values.dates import PartialDate, PartialDateField, parse_if_known
from participants.values.fields import OneLineField, OneLineURLField


class Status(models.TextChoices):
    """Where a participant stands, derived from its events."""

    NOT_ADMITTED = "not_admitted", _("not admitted")
    PARTICIPANT = "participant", _("participant")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")

    @classmethod
    def taking_part(cls) -> tuple["Status", "Status"]:
        """Return the statuses of those that count as cities and regions of the Alliance."""
        return cls.PARTICIPANT, cls.SUSPENDED

    @classmethod
    def former(cls) -> tuple["Status", "Status"]:
        """Return the statuses of those that took part once, and do no more."""
        return cls.WITHDRAWN, cls.MERGED

    @classmethod
    def by_name(cls) -> dict[str, tuple["Status", ...]]:
        """Return what filters call statuses: each by its code, and "former" and "all" of them."""
        codes: dict[str, tuple[Status, ...]] = {status.value: (status,) for status in cls}
        return {**codes, "former": cls.former(), "all": tuple(cls)}


class EventKind(models.TextChoices):
    """What can happen to a membership."""

    ADMITTED = "admitted", _("admitted")
    SUSPENDED = "suspended", _("suspended")
    REINSTATED = "reinstated", _("reinstated")
    WITHDRAWN = "withdrawn", _("withdrew")
    RENAMED = "renamed", _("renamed")
    MERGED = "merged", _("merged into another authority")


# (status before, event) -> status after; every other step is impossible.
STEPS: dict[tuple[str, str], Status] = {
    (Status.NOT_ADMITTED, EventKind.ADMITTED): Status.PARTICIPANT,
    (Status.PARTICIPANT, EventKind.SUSPENDED): Status.SUSPENDED,
    (Status.PARTICIPANT, EventKind.WITHDRAWN): Status.WITHDRAWN,
    (Status.PARTICIPANT, EventKind.RENAMED): Status.PARTICIPANT,
    (Status.PARTICIPANT, EventKind.MERGED): Status.MERGED,
    (Status.SUSPENDED, EventKind.REINSTATED): Status.PARTICIPANT,
    (Status.SUSPENDED, EventKind.WITHDRAWN): Status.WITHDRAWN,
    (Status.SUSPENDED, EventKind.RENAMED): Status.SUSPENDED,
    (Status.SUSPENDED, EventKind.MERGED): Status.MERGED,
    (Status.WITHDRAWN, EventKind.ADMITTED): Status.PARTICIPANT,
}


FOREVER = "9999-12-31"


class MembershipEvent(Orderable):
    """One step in the membership of a participant.

    date: ISO 8601 of known precision, empty when unknown; note: for the office, not published.
    Derived when the participant is saved: standing, the status after it; admitted, the date of
    the admission in force after it; until, the date from which a later event counts instead.
    """

    participant = ParentalKey(
        "participants.Participant", related_name="events", on_delete=models.CASCADE
    )
    kind = models.CharField(_("event"), max_length=16, choices=EventKind)
    date = PartialDateField(_("date"), blank=True)
    successor = models.ForeignKey(
        "participants.Participant",
        verbose_name=_("successor"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("The authority that it merged into."),
    )
    note = OneLineField(
        _("note"), max_length=500, blank=True, help_text=_("For the office; it is not published.")
    )
    source_url = OneLineURLField(_("source"), max_length=500, blank=True)

    standing = models.CharField(max_length=16, choices=Status, blank=True, editable=False)
    admitted = models.CharField(max_length=10, blank=True, editable=False)
    until = models.CharField(max_length=10, default=FOREVER, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("kind", required_on_save=True), FieldPanel("date")]),
        FieldPanel("successor"),
        FieldPanel("note"),
        FieldPanel("source_url"),
    ]

    api_fields = writable("kind", "date", "successor", "note", "source_url")

    class Meta(Orderable.Meta):
        verbose_name = _("membership event")
        verbose_name_plural = _("membership events")
        indexes = [models.Index(fields=["participant", "date", "until"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=EventKind.MERGED) | models.Q(successor=None),
                name="only_a_merger_has_a_successor",
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.get_kind_display(), self.date]))

    def clean(self) -> None:
        super().clean()
        if self.kind == EventKind.MERGED and self.successor_id is None:
            raise ValidationError({"successor": _("Say which authority it merged into.")})
        if self.kind != EventKind.MERGED and self.successor_id is not None:
            raise ValidationError({"successor": _("Only a merger has a successor.")})

    @property
    def when(self) -> PartialDate | None:
        """Return the date, or None where it is unknown."""
        return parse_if_known(self.date)


@dataclass(frozen=True)
class Membership:
    """What the events of one participant add up to."""

    status: Status
    joined: PartialDate | None
    left: PartialDate | None


def membership_from(events: Sequence[MembershipEvent]) -> Membership:
    """Derive status and dates from events in their order; impossible steps change nothing."""
    status, joined, left = Status.NOT_ADMITTED, None, None
    for event in events:
        after = STEPS.get((status, event.kind))
        if after is None:
            continue
        if event.kind == EventKind.ADMITTED:
            joined, left = event.when, None
        elif after in {Status.WITHDRAWN, Status.MERGED}:
            left = event.when
        status = after
    return Membership(status, joined, left)


def derive_events(events: Sequence[MembershipEvent]) -> None:
    """Bring the derived columns of a history in line with its events."""
    for place, event in enumerate(events):
        then = membership_from(events[: place + 1])
        later = [other.date for other in events[place + 1 :] if other.when]
        event.standing = then.status
        event.admitted = then.joined.isoformat() if then.joined else ""
        event.until = min(later, default=FOREVER)


def events_until(events: Sequence[MembershipEvent], day: date) -> list[MembershipEvent]:
    """Return the events that had happened by a day.

    What stands before an event of known date happened before it, even when nobody knows when.
    """
    dated = [
        place for place, event in enumerate(events) if event.when and event.when.earliest <= day
    ]
    return list(events[: dated[-1] + 1]) if dated else []


def membership_on(events: Sequence[MembershipEvent], day: date) -> Membership:
    """Return where a membership stood on a day; not admitted, if that is not known."""
    then = membership_from(events_until(events, day))
    return then if then.joined else Membership(Status.NOT_ADMITTED, None, None)


def sequence_errors(events: Sequence[MembershipEvent]) -> list[str]:
    """Return what is impossible about a history, in the editor's words."""
    errors: list[str] = []
    status = Status.NOT_ADMITTED
    previous: PartialDate | None = None
    for event in events:
        after = STEPS.get((status, event.kind))
        if after is None:
            errors.append(
                _("“%(event)s” cannot follow here: at that point the status is “%(status)s”.")
                % {"event": event.get_kind_display(), "status": status.label}
            )
            continue
        status = after
        when = event.when
        if when and previous and when.latest < previous.earliest:
            errors.append(
                _("“%(event)s” (%(date)s) is dated before the event above it (%(previous)s).")
                % {"event": event.get_kind_display(), "date": when, "previous": previous}
            )
        previous = when or previous
    return errors


def future_errors(events: Sequence[MembershipEvent]) -> list[str]:
    """Return a sentence for each event that has not happened yet: the status would be untrue."""
    today = timezone.localdate()
    return [
        gettext("“%(event)s” (%(date)s) lies in the future.")
        % {"event": event.get_kind_display(), "date": event.when}
        for event in events
        if event.when and event.when.earliest > today
    ]
