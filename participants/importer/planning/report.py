"""A plan in words for the terminal, and its rejected rows as a file to correct."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.exports.columns import columns
from participants.importer.planning.participant_row import PROBLEM
from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.importer.reading.faults import Fault, quoted
from participants.values.text import neutralised

MOST_LINES = 200


def summary(plan: Plan) -> str:
    """Return how many rows there are of each sort, in one line."""
    counts = [f"{plan.counts[action]} {action.label_for(plan.counts[action])}" for action in Action]
    missing = ngettext(
        "%(count)d published participant is not in the file and stays as it is.",
        "%(count)d published participants are not in the file and stay as they are.",
        plan.missing_count,
    )
    return f"{', '.join(counts)}. {missing % {'count': plan.missing_count}}"


def report(plan: Plan, file: str) -> Iterator[str]:
    """Yield the lines of the plan: errors and remarks with their places, then the changes."""
    for fault in plan.faults[:MOST_LINES]:
        yield _placed(fault, file)
    yield from _more(len(plan.faults))
    if plan.remarks:
        yield _("To be looked at:")
    for remark in plan.remarks[:MOST_LINES]:
        yield _placed(remark, file)
    yield from _more(len(plan.remarks))
    for planned in plan.to_do[:MOST_LINES]:
        yield from _lines(planned)
    yield from _more(len(plan.to_do))
    yield summary(plan)


def placed(place: str, message: str) -> str:
    """Return what is told of a place, with the colon of the language."""
    return _("%(place)s: %(message)s") % {"place": place, "message": message}


def _placed(entry: Fault, file: str) -> str:
    """Return a sentence after file, row, column and value, as far as it speaks of them."""
    place = _("%(file)s, row %(row)d") % {"file": file, "row": entry.row} if entry.row else file
    value = quoted(entry.value) if entry.value else ""
    return placed(", ".join(filter(None, [place, entry.column, value])), entry.message)


def _lines(planned: PlannedRow) -> Iterator[str]:
    yield _("row %(row)d, %(action)s: %(label)s") % {
        "row": planned.row.row,
        "action": planned.action.label,
        "label": planned.label,
    }
    for change in planned.changes:
        yield "    " + placed(change.column, f"{change.old or '–'} → {change.new or '–'}")


def _more(count: int) -> Iterator[str]:
    if count > MOST_LINES:
        yield _("… and %(count)d more") % {"count": count - MOST_LINES}


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
