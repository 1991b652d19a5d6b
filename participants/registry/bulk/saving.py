"""Batches of participants, written with a fixed number of queries for each batch."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from participants.models import (
    Figure,
    IssuedNumber,
    MembershipEvent,
    Participant,
    ParticipantText,
    ParticipantTheme,
    RegistryState,
)
from participants.registry.bulk.side_tables import index_all, log_all, make_revisions

# The relations that a batch writes; other child rows of stored participants stay as they are.
RELATIONS: dict[str, tuple[type[models.Model], str]] = {
    "texts": (ParticipantText, "participant"),
    "events": (MembershipEvent, "participant"),
    "figures": (Figure, "participant"),
    "theme_items": (ParticipantTheme, "content_object"),
}


def save_drafts(
    participants: Sequence[Participant], user: Any = None, *, is_checked: bool = False
) -> dict[int, Revision]:
    """Save each as a draft with a revision: new ones as rows that are not live.

    What is already stored keeps its live state. Return the revisions by key. Raises
    ValidationError for the first that breaks a rule; nothing is written then. is_checked: the
    caller has done so in this very state.
    """
    with transaction.atomic():
        RegistryState.change()
        new, stored = _split(participants)
        for participant in participants:
            participant.prepare()
            if not is_checked:
                check(participant)
        for participant in new:
            participant.live = False
        _write_rows(new)
        revisions = make_revisions(participants, user)
        _point_at(participants, revisions, is_live=False)
        log_all(new, "wagtail.create", user, revisions)
        log_all(stored, "wagtail.edit", user, revisions)
        index_all(new)
    return revisions


def save_published(
    participants: Sequence[Participant], user: Any = None, *, is_checked: bool = False
) -> dict[int, Revision]:
    """Publish each with a revision. Return and raise what `save_drafts` does.

    Nobody is asked whether another participant is the same authority: the importer has done so
    while it planned, and synthetic participants for measurements need not be.
    """
    now = timezone.now()
    with transaction.atomic():
        RegistryState.change()
        new, _stored = _split(participants)
        for participant in participants:
            participant.prepare()
            participant.live = True
            participant.expired = participant.has_unpublished_changes = False
            participant.last_published_at = now
            participant.first_published_at = participant.first_published_at or now
            if not is_checked:
                check(participant)
        _write_rows(participants)
        _record_numbers(participants)
        revisions = make_revisions(participants, user)
        _point_at(participants, revisions, is_live=True)
        log_all(new, "wagtail.create", user, revisions)
        log_all(participants, "wagtail.publish", user, revisions)
        index_all(participants)
        for participant in participants:
            published.send(Participant, instance=participant, revision=revisions[participant.pk])
    return revisions


def unpublish(participants: Sequence[Participant], user: Any = None) -> None:
    """Take each from the public, as Wagtail does; what it says stays as its draft."""
    with transaction.atomic():
        RegistryState.change()
        public = [participant for participant in participants if participant.live]
        for participant in public:
            participant.live, participant.has_unpublished_changes = False, True
            participant.live_revision = None
        keys = [participant.pk for participant in public]
        Participant.objects.filter(pk__in=keys).update(
            live=False, has_unpublished_changes=True, live_revision=None
        )
        Revision.objects.filter(
            base_content_type=Participant.get_base_content_type(),
            object_id__in=list(map(str, keys)),
        ).update(approved_go_live_at=None)
        log_all(public, "wagtail.unpublish", user, {})
        index_all(public)
        for participant in public:
            unpublished.send(Participant, instance=participant)


def _split(
    participants: Sequence[Participant],
) -> tuple[list[Participant], list[Participant]]:
    new = [participant for participant in participants if participant.pk is None]
    for participant in new:
        # Once the row has a key, a part that was never named would be asked for.
        participant.hold_rows()
    return new, [participant for participant in participants if participant.pk is not None]


def check(participant: Participant) -> None:
    """Hold all rules that do not need the database; its constraints hold the others.

    Whether another participant is the same authority is for the caller to ask; the importer does.
    """
    pointers = [field.name for field in Participant._meta.fields if field.is_relation]
    participant.full_clean(exclude=pointers, validate_unique=False, validate_constraints=False)
    errors = participant.row_errors(with_targets=False)
    errors += [message for group in participant.relation_errors().values() for message in group]
    if participant.live:
        for messages in participant.completeness_errors().values():
            errors += messages
    if errors:
        raise ValidationError(errors)


def _write_rows(participants: Sequence[Participant]) -> None:
    _upsert(Participant, participants)
    for relation, (model, pointer) in RELATIONS.items():
        rows = []
        for participant in participants:
            for row in getattr(participant, relation).all():
                setattr(row, f"{pointer}_id", participant.pk)
                rows.append(row)
        # A figure that is no longer the one to show makes room before another takes its place.
        rows.sort(key=lambda row: getattr(row, "is_shown", False))
        stored = model._default_manager.filter(**{f"{pointer}__in": participants})
        gone = set(stored.values_list("pk", flat=True)) - {row.pk for row in rows}
        model._default_manager.filter(pk__in=gone).delete()
        _upsert(model, rows)


def _upsert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    stored = [row for row in rows if row.pk]
    if stored:
        model._default_manager.bulk_create(
            stored, update_conflicts=True, unique_fields=["pk"], update_fields=names
        )
    model._default_manager.bulk_create([row for row in rows if not row.pk])


def _record_numbers(participants: Sequence[Participant]) -> None:
    """Issue the numbers. Raises ValidationError for one that another participant had."""
    numbers = {item.number: item.pk for item in participants if item.number is not None}
    IssuedNumber.objects.bulk_create(
        (IssuedNumber(number=number, participant_id=pk) for number, pk in numbers.items()),
        ignore_conflicts=True,
    )
    issued = IssuedNumber.objects.filter(number__in=numbers).values_list("number", "participant")
    taken = sorted(number for number, pk in issued if numbers[number] != pk)
    if taken:
        raise ValidationError(
            _("These numbers have been issued before. They are never given again: %(numbers)s.")
            % {"numbers": ", ".join(map(str, taken))}
        )


def _point_at(
    participants: Sequence[Participant], revisions: dict[int, Revision], *, is_live: bool
) -> None:
    """Let the rows name their newest revision, and the live one where it has been published."""
    for participant in participants:
        participant.latest_revision = revisions[participant.pk]
    key = Cast(OuterRef("pk"), models.CharField())
    own = Revision.objects.filter(
        base_content_type=Participant.get_base_content_type(), object_id=key
    )
    newest = own.order_by("-pk").values("pk")[:1]
    rows = Participant.objects.filter(pk__in=revisions)
    if is_live:
        rows.update(latest_revision=Subquery(newest), live_revision=Subquery(newest))
    else:
        rows.update(latest_revision=Subquery(newest), has_unpublished_changes=True)
