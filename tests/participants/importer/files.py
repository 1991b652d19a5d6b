"""Files to import, and the steps of an import, for tests."""

import csv
import io

from participants.importer.applying import Source, apply_plan
from participants.importer.planning.column_words import known_columns
from participants.importer.planning.plan import Plan
from participants.importer.planning.planner import Planner
from participants.importer.reading.tables import read_table
from participants.models import ImportRecord

SOURCE = Source("registry.csv", 1_000, "0" * 64)
TIVAT = {"name_en": "Tivat", "kind": "municipality", "country": "ME", "joined_on": "2014-12"}


def csv_file(*rows: dict[str, object]) -> bytes:
    """Return the rows as CSV with the columns that any of them has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    table = csv.DictWriter(text, names, restval="")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def plan_of(
    *rows: dict[str, object] | bytes,
    publish: bool = False,
    encoding: str = "",
    name: str = "registry.csv",
) -> Plan:
    """Return the plan of a file, given as rows or as its bytes. encoding: if one is chosen."""
    content = rows[0] if isinstance(rows[0], bytes) else csv_file(*rows)
    table = read_table(io.BytesIO(content), name, known_columns(), encoding=encoding)
    return Planner(table, publish=publish).make()


def import_rows(*rows: dict[str, object] | bytes, user=None, publish: bool = False) -> Plan:
    """Plan and apply a file."""
    plan = plan_of(*rows, publish=publish)
    apply_plan(plan, user=user, publish=publish, source=SOURCE)
    return plan


def imported(*rows: dict[str, object] | bytes, user=None, publish: bool = True) -> ImportRecord:
    """Plan and apply a file, and return the record of it."""
    plan = plan_of(*rows, publish=publish)
    assert not plan.faults, faults(plan)
    return apply_plan(plan, user=user, publish=publish, source=SOURCE)


def counted(plan: Plan) -> dict[str, int]:
    """Return how many rows there are of each action that occurs."""
    return {action.value: count for action, count in plan.counts.items() if count}


def faults(plan: Plan) -> list[tuple[int, str, str]]:
    """Return row, column and sentence of each error."""
    return [(fault.row, fault.column, fault.message) for fault in plan.faults]
