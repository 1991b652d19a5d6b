"""What the columns of the CSV mean, for programs: CSVW (W3C) and a Frictionless data package.

Both stand beside the table, since a table with anything but rows in it is read wrongly by most
programs, and both are made from the same columns as the table.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import override

from participants.exports.columns import Column, columns
from participants.exports.selection import TITLE, Selection
from participants.values.languages import content_languages

TABLE = "export.csv"
CSVW = f"{TABLE}-metadata.json"  # the name that the standard looks for beside a table
DATA_PACKAGE = "datapackage.json"
ROW_KEY = "slug"
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}

Description = Callable[[Selection], dict[str, Any]]


@dataclass(frozen=True)
class Metadata:
    content_type: str
    describe: Description


def table_address(selection: Selection, name: str = TABLE) -> str:
    """Return the address of the table, or what describes it, relative to each other."""
    query = urlencode(selection.filters.given, safe=",")
    return f"{name}?{query}" if query else name


def csvw(selection: Selection) -> dict[str, Any]:
    """Return the metadata of the table as CSVW (Metadata Vocabulary for Tabular Data, 2015)."""
    about = selection.about()
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": table_address(selection),
        "dc:title": _in_all_languages(TITLE),
        "dc:license": {"@id": about["licence"]["url"]},
        "dc:rights": about["licence"]["name"],
        "dc:date": {"@value": about["date"], "@type": "xsd:date"},
        "schema:version": about["version"],
        "schema:query": urlencode(about["filter"], safe=","),
        "schema:numberOfItems": {"@value": str(about["total_count"]), "@type": "xsd:integer"},
        "dialect": {**DIALECT, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "primaryKey": ROW_KEY,
            "columns": [_csvw_column(column) for column in columns().values()],
        },
    }


def data_package(selection: Selection) -> dict[str, Any]:
    """Return the table as a data package (Frictionless Data Package 1.0)."""
    about = selection.about()
    return {
        "profile": "tabular-data-package",
        "name": "alliance-participants",
        "title": about["title"],
        "version": about["version"],
        "licenses": [
            {"path": about["licence"]["url"], "title": about["licence"]["name"]},
        ],
        "date": about["date"],
        "filter": about["filter"],
        "total_count": about["total_count"],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "participants",
                "path": table_address(selection),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {**DIALECT, "lineTerminator": "\r\n"},
                "schema": {
                    "primaryKey": [ROW_KEY],
                    "missingValues": [""],
                    "fields": [_field(column) for column in columns().values()],
                },
            }
        ],
    }


METADATA: Mapping[str, Metadata] = {
    CSVW: Metadata("application/csvm+json", csvw),
    DATA_PACKAGE: Metadata("application/json", data_package),
}


def _csvw_column(column: Column) -> dict[str, Any]:
    datatype = column.datatype
    restricted = {
        "base": datatype.base,
        "format": datatype.pattern or "|".join(map(re.escape, datatype.values)),
        "minimum": datatype.lowest,
        "maximum": datatype.highest,
    }
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _in_all_languages(column.description),
        "datatype": {key: value for key, value in restricted.items() if value not in {None, ""}},
    }
    if datatype.separator:
        described["separator"] = datatype.separator
    if datatype.is_required:
        described["required"] = True
    if datatype.unit:
        described["schema:unitText"] = _in_all_languages(datatype.unit)
    return described


# What a data package calls the types of XML Schema.
TYPES = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "anyURI": {"type": "string", "format": "uri"},
}


def _field(column: Column) -> dict[str, Any]:
    datatype = column.datatype
    restricted = {
        "required": datatype.is_required or None,
        "enum": list(datatype.values) or None,
        "pattern": datatype.pattern or None,
        "minimum": datatype.lowest,
        "maximum": datatype.highest,
    }
    constraints = {key: value for key, value in restricted.items() if value is not None}
    with override("en"):
        described: dict[str, Any] = {
            "name": column.name,
            "description": str(column.description),
            **TYPES[datatype.base],
        }
        if datatype.unit:
            described["unit"] = str(datatype.unit)
    if datatype.separator:
        described["separator"] = datatype.separator
    return described | ({"constraints": constraints} if constraints else {})


def _in_all_languages(text: str | Promise) -> list[dict[str, str]]:
    texts = []
    for code in content_languages():
        with override(code):
            texts.append({"@value": str(text), "@language": code})
    return texts
