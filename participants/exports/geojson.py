"""The flat table as points on a map: GeoJSON (RFC 7946)."""

from collections.abc import Iterator
from typing import Any

from participants.exports.columns import PARTS, Column, cells, columns
from participants.exports.records import json_pieces
from participants.exports.selection import Selection
from participants.models import Participant


def geojson_file(selection: Selection) -> Iterator[bytes]:
    """Return the pieces of the file; those without coordinates are only counted, in `meta`."""
    meta = {**selection.about(), "without_position": selection.without_position}
    chosen = list(columns(day=selection.question.day).values())
    batches = (
        [_feature(row, chosen) for row in batch if row.latitude is not None]
        for batch in selection.batches(*PARTS)
    )
    return json_pieces({"type": "FeatureCollection", "meta": meta}, "features", batches)


def _feature(row: Participant, chosen: list[Column]) -> dict[str, Any]:
    names = [column.name for column in chosen]
    properties: dict[str, Any] = dict(zip(names, cells(chosen, row), strict=True))
    themes = properties["themes"]
    properties["themes"] = themes.split(";") if themes else []
    return {
        "type": "Feature",
        "id": row.slug,
        "geometry": {
            "type": "Point",
            "coordinates": [properties["longitude"], properties["latitude"]],
        },
        "properties": properties,
    }
