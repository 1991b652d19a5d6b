"""A plan in words, for the terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.importer.planning.participant_row import Fault
from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.importer.reading.faults import Remark
from participants.importer.reading.header import quoted

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


def _placed(told: Fault | Remark, file: str) -> str:
    """Return a sentence after file, row, column and value, as far as it speaks of them."""
    place = _("%(file)s, row %(row)d") % {"file": file, "row": told.row} if told.row else file
    value = quoted(told.value) if told.value else ""
    return placed(", ".join(filter(None, [place, told.column, value])), told.message)


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
