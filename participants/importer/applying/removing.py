"""Taking away participants that an import added, as far as nothing rests on them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex, Revision

from participants.importer.applying.records import UNDO, chunks, data_of_rows, participants_of
from participants.importer.reading.faults import quoted
from participants.models import (
    ImportedRow,
    ImportRecord,
    IssuedNumber,
    MembershipEvent,
    Participant,
    UndoOutcome,
)
from participants.registry.bulk import unpublish
from participants.registry.bulk.side_tables import log_all

MOST_NAMES = 5
# What may point at a participant without resting on it.
PASSED_BY = (IssuedNumber, ImportedRow)


class Remover:
    """Delete added participants; one whose number has been issued becomes a draft instead."""

    def __init__(self, record: ImportRecord, rows: Sequence[int], user: Any) -> None:
        self.record = record
        self.user = user
        self.rows = rows
        self.numbers: dict[int, int] | None = None
        self.named: dict[int, str] = {}

    def remove(self, rows: Sequence[ImportedRow]) -> None:
        """Remove a batch, and write down the outcome of each row.

        The first batch finds out about all of them: which may go depends on which must stay.
        """
        if self.numbers is None:
            self._look_around()
        keys = [row.participant_id or 0 for row in rows]
        found = Participant.objects.filter(pk__in=keys).with_names().in_bulk()
        gone, hidden = [], []
        for row in rows:
            participant = found[row.participant_id or 0]
            if participant.pk in self.named:
                row.outcome, row.outcome_detail = UndoOutcome.NAMED, self.named[participant.pk]
            elif participant.pk in (self.numbers or {}):
                row.outcome = UndoOutcome.UNPUBLISHED
                row.outcome_detail = str(participant.number)
                hidden.append(participant)
            else:
                row.outcome = UndoOutcome.REMOVED
                gone.append(participant)
        unpublish(hidden, self.user)
        data = data_of_rows(rows, self.record)
        log_all(hidden, UNDO, self.user, {}, data=data)
        log_all(gone, "wagtail.delete", self.user, {}, data=data, deleted=True)
        Participant.objects.filter(pk__in=[participant.pk for participant in gone]).delete()
        for row in rows:
            if row.outcome == UndoOutcome.REMOVED:
                row.participant = None
        ImportedRow.objects.bulk_update(rows, ["participant", "outcome", "outcome_detail"])

    def _look_around(self) -> None:
        """Find out which must stay: they have been issued a number, or something names them."""
        added = participants_of(self.rows)
        self.numbers = {}
        for some in chunks(added):
            issued = IssuedNumber.objects.filter(participant__in=some)
            self.numbers |= dict(issued.values_list("participant", "number"))
        leaving = set(added) - self.numbers.keys()
        while True:
            found = dict(_named(self.record, added, leaving))
            self.named |= found
            if not leaving & found.keys():
                break
            # What stays can name others, which must stay then too.
            leaving -= found.keys()
        # Mergers among those that go would protect each other.
        for some in chunks(sorted(leaving)):
            MembershipEvent.objects.filter(participant__in=some).exclude(successor=None).delete()


def _named(
    record: ImportRecord, keys: Sequence[int], leaving: set[int]
) -> Iterator[tuple[int, str]]:
    """Yield who is named by anything but those that leave, and by what."""
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for key, name in _in_drafts(record, leaving):
        names[key][name] = None
    for some in chunks(keys):
        for key, name in _in_reference_index(some, leaving):
            names[key][name] = None
        for key, name in _in_tables(some, leaving):
            if key not in names:
                names[key][name] = None
    for key in names.keys() & set(keys):
        yield key, ", ".join([*names[key]][:MOST_NAMES])


def _in_reference_index(keys: Sequence[int], leaving: set[int]) -> Iterator[tuple[int, str]]:
    participants = ContentType.objects.get_for_model(Participant)
    references = ReferenceIndex.objects.filter(
        to_content_type=participants, to_object_id__in=list(map(str, keys))
    )
    columns = ("to_object_id", "base_content_type", "object_id")
    for key, content_type, object_id in references.values_list(*columns):
        if content_type == participants.pk and int(object_id) in leaving:
            continue
        model = ContentType.objects.get_for_id(content_type).model_class()
        found = model and model._base_manager.filter(pk=object_id).first()
        if found:
            yield int(key), quoted(str(found))


def _in_drafts(record: ImportRecord, leaving: set[int]) -> Iterator[tuple[int, str]]:
    """Yield those that a draft names which was saved since: the reference index has none."""
    participants = ContentType.objects.get_for_model(Participant)
    since = Revision.objects.filter(created_at__gte=record.started_at)
    for model in (Participant, Page):
        newest = model._base_manager.filter(has_unpublished_changes=True).values("latest_revision")
        drafts = since.filter(pk__in=newest)
        found = [
            pk
            for pk, object_id in drafts.values_list("pk", "object_id")
            if model is not Participant or int(object_id) not in leaving
        ]
        for some in chunks(found):
            for draft in Revision.objects.filter(pk__in=some):
                for key in _named_by(draft, participants.pk):
                    yield key, quoted(draft.object_str)


def _named_by(draft: Revision, participants: int) -> set[int]:
    if draft.base_content_type_id == participants:
        # There can be as many as the import has rows; only mergers name another one.
        return {event["successor"] for event in draft.content["events"] if event["successor"]}
    references = ReferenceIndex._extract_references_from_object(draft.as_object())
    return {int(key) for model, key, *_path in references if model == participants}


def _in_tables(keys: Sequence[int], leaving: set[int]) -> Iterator[tuple[int, str]]:
    """Yield those that a row points at which the reference index leaves out."""
    for field in _pointers():
        model, parent = field.model, _own_parent(field.model)
        columns = [field.attname, *([parent.attname] if parent else [])]
        rows = model._base_manager.filter(**{f"{field.name}__in": keys})
        for key, *owner in rows.values_list(*columns):
            if not owner or owner[0] not in leaving:
                yield key, str(model._meta.verbose_name)


def _pointers() -> Iterator[Any]:
    """Yield every column that names a participant, save those of its own rows."""
    for relation in Participant._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if (
            isinstance(relation, models.ManyToOneRel)
            and isinstance(field, models.ForeignKey)
            and not isinstance(field, ParentalKey)
            and field.model not in PASSED_BY
        ):
            yield field


def _own_parent(model: type[models.Model]) -> Any:
    """Return the column of a participant's own rows that names it, or None."""
    fields = model._meta.concrete_fields
    own = (f for f in fields if isinstance(f, ParentalKey) and f.related_model is Participant)
    return next(own, None)
