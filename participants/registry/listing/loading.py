"""Public participants for an answer: just what it prints, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.compiled_query import MOST_KEYS, CompiledQuery
from participants.registry.listing.parts import PARTS, TEXTS, attach_texts
from participants.registry.listing.rows import ParticipantRow


def load(
    keys: Sequence[int], reads: Iterable[str], among: ParticipantQuerySet | None = None
) -> list[ParticipantRow]:
    """Return the public participants of the keys, in their order.

    reads: columns of Participant, "state" (`ParticipantQuerySet.beside_state`), names of PARTS,
    and columns of the texts as "texts.name". among: some of the public participants, with
    annotations that can be read as columns are.
    """
    wanted = frozenset(reads)
    texts = tuple(sorted(name for name in wanted if name.startswith(TEXTS)))
    parts = [name for name in PARTS if name in wanted]
    columns = ("pk", *sorted(wanted - {*texts, *parts}))
    found: list[ParticipantRow] = []
    for start in range(0, len(keys), MOST_KEYS):
        some = keys[start : start + MOST_KEYS]
        read = _query(columns).rows_of(some) if among is None else _rows(among, some, columns)
        rows = {values[0]: ParticipantRow(columns, values) for values in read}
        if texts:
            attach_texts(rows, texts)
        for part in parts:
            PARTS[part](rows)
        found += [rows[key] for key in some if key in rows]
    return found


def _rows(
    among: ParticipantQuerySet, keys: Sequence[int], columns: tuple[str, ...]
) -> QuerySet[Participant, tuple[Any, ...]]:
    return among.filter(pk__in=keys).order_by().beside_state().values_list(*columns)


@lru_cache(maxsize=64)
def _query(columns: tuple[str, ...]) -> CompiledQuery:
    return CompiledQuery(lambda *keys: _rows(Participant.objects.public(), keys, columns))
