"""Read the files of this folder with each program and print slug and website of every row."""

import json

import duckdb
import frictionless
import pandas as pd
import polars as pl
from csvw import CSVW

TABLE = "export.csv"


def checked(report):
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    return report


def by_frictionless(resource):
    return {row["slug"]: row["website"] for row in resource.read_rows()}


def texts(pairs):
    """Return a dict in which whatever the reader means by an empty cell is None."""
    return {key: value if isinstance(value, str) else None for key, value in pairs}


frame = pd.read_csv(TABLE)
checked(frictionless.validate(TABLE))
checked(frictionless.validate("datapackage.json"))
[resource] = frictionless.Package("datapackage.json").resources
described = CSVW("export.csv-metadata.json", validate=True)
assert described.is_valid
websites = {
    "pandas": texts(zip(frame["slug"], frame["website"], strict=True)),
    "polars": texts(pl.read_csv(TABLE).select("slug", "website").iter_rows()),
    "duckdb": texts(duckdb.sql(f"SELECT slug, website FROM '{TABLE}'").fetchall()),
    "frictionless": by_frictionless(frictionless.Resource(TABLE)),
    "package": by_frictionless(resource),
    "csvw": texts(
        (row["slug"], row["website"] and row["website"].unsplit()) for row in described.tables[0]
    ),
}
print(json.dumps(websites))
