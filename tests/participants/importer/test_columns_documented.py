"""The table of columns in docs/importing.md is the one of the code."""

from pathlib import Path

from participants.exports.columns import columns
from tests.cms.project.test_docs import documented, rows, section

IMPORTING = Path(__file__).resolve().parents[3] / "docs" / "importing.md"


def test_every_column_is_documented_and_every_documented_column_exists():
    assert documented(IMPORTING, "Columns") == set(columns(includes_drafts=True))


def test_documentation_says_the_same_of_each_column_as_the_code():
    written = [tuple(row) for row in rows(section(IMPORTING, "Columns"))]
    assert written == [
        (f"`{column.name}`", str(column.description), "registry" if column.is_computed else "you")
        for column in columns(includes_drafts=True).values()
    ]
