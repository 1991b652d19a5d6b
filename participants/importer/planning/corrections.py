"""The rows that were left out, as a file to correct and bring again; and the empty template."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from participants.exports.columns import columns
from participants.importer.planning.participant_row import PROBLEM
from participants.importer.planning.plan import Plan
from participants.values.cells import neutralised

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take a CSV for UTF-8 if it begins so


def corrections(plan: Plan) -> str:
    """Return the rejected rows as CSV, with row and what is wrong in a first column of its own."""
    problems: dict[int, list[str]] = defaultdict(list)
    for fault in plan.faults:
        problems[fault.row].append(": ".join(filter(None, [fault.column, fault.message])))
    names = [name for name in plan.columns if name != PROBLEM]
    return _csv([[PROBLEM, *names], *_rejected(plan, problems)])


def _rejected(plan: Plan, problems: dict[int, list[str]]) -> Iterator[list[str]]:
    for row, cells in plan.rejected.items():
        named = zip(plan.columns, cells, strict=True)
        place = _("Row %(row)s") % {"row": row}
        yield [
            f"{place}: {' | '.join(problems[row])}",
            *(cell for name, cell in named if name != PROBLEM),
        ]


def template() -> str:
    """Return a CSV file with the names of all columns that an editor fills, and no row."""
    return _csv([[column.name for column in columns().values() if not column.is_computed]])


def _csv(rows: list[list[str]]) -> str:
    text = StringIO()
    text.write(BYTE_ORDER_MARK)
    csv.writer(text).writerows([neutralised(cell) for cell in row] for row in rows)
    return text.getvalue()
