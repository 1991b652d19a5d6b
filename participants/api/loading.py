"""Public participants for an answer: just what it prints, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from participants.api.parts import PARTS, TEXTS, attach_texts
from participants.api.rows import ParticipantRow
from participants.models import Participant
from participants.prepared import MOST_KEYS, PreparedQuery


def load(keys: Sequence[int], reads: Iterable[str]) -> list[ParticipantRow]:
    """Return the public participants of the keys, in their order.

    reads: columns of Participant, names of PARTS, and columns of the texts as "texts.name".
    """
    wanted = frozenset(reads)
    texts = tuple(sorted(name for name in wanted if name.startswith(TEXTS)))
    parts = [name for name in PARTS if name in wanted]
    columns = ("pk", *sorted(wanted - {*texts, *parts}))
    found: list[ParticipantRow] = []
    for start in range(0, len(keys), MOST_KEYS):
        some = keys[start : start + MOST_KEYS]
        rows = {
            values[0]: ParticipantRow(columns, values) for values in _query(columns).rows_of(some)
        }
        if texts:
            attach_texts(rows, texts)
        for part in parts:
            PARTS[part](rows)
        found += [rows[key] for key in some if key in rows]
    return found


@lru_cache(maxsize=64)
def _query(columns: tuple[str, ...]) -> PreparedQuery:
    return PreparedQuery(
        lambda *keys: (
            Participant.objects.public().filter(pk__in=keys).order_by().values_list(*columns)
        )
    )
