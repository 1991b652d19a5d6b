"""The registry as files: open data for everybody, and the office's own tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from participants.exports.columns import Column, Datatype, columns
from participants.exports.json_files import geojson_file, records_file
from participants.exports.measured import MeasuredFile, measured_files
from participants.exports.metadata import CSVW, DATA_PACKAGE, METADATA, table_address
from participants.exports.selection import Selection
from participants.exports.tables import table_file


@dataclass(frozen=True)
class FileFormat:
    """A format of the open data; write raises BadRequestError before it returns its pieces."""

    content_type: str
    write: Callable[[Selection], Iterator[bytes]]


FILE_FORMATS = {
    "csv": FileFormat("text/csv; charset=utf-8", table_file),
    "geojson": FileFormat("application/geo+json", geojson_file),
    "json": FileFormat("application/json", records_file),
}

__all__ = [
    "CSVW",
    "DATA_PACKAGE",
    "FILE_FORMATS",
    "METADATA",
    "Column",
    "Datatype",
    "FileFormat",
    "MeasuredFile",
    "Selection",
    "columns",
    "measured_files",
    "table_address",
]
