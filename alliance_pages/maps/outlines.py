"""Outlines of countries and of the land around them: where they lie, whole or cut to a part."""

import functools
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA_FILE = Path(__file__).parents[1] / "data" / "europe.json"
BEYOND = 0.02  # of the width of a part: what is kept around it, so that no cut is seen
TENTHS = 10  # outlines are as exact as a tenth of a unit
_NUMBER = re.compile(r"-?\d*\.?\d+")
_NAUGHT = re.compile(r"^(-?)0\.")

Box = tuple[float, float, float, float]  # x, y, width, height in view box units
_Corner = tuple[float, float]  # x, y in tenths of a unit


class UnknownCountryError(LookupError):
    """Say that the map has no outline for a country code."""


class PositionError(ValueError):
    """Say that a latitude and longitude have no place on the plane."""


@dataclass(frozen=True)
class Outlines:
    """Hold SVG paths in view box units: of countries by code, and of all other land."""

    countries: dict[str, str]
    context: str


@functools.cache
def facts() -> dict[str, Any]:
    """Return what alliance_pages/data/README.md describes."""
    return dict(json.loads(DATA_FILE.read_text(encoding="utf-8")))


def overlap(a: Box, b: Box) -> bool:
    """Tell whether two boxes have a point in common."""
    return all(a[n] <= b[n] + b[n + 2] and b[n] <= a[n] + a[n + 2] for n in (0, 1))


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Place a WGS 84 position (degrees) on the map (view box units, y downwards)."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PositionError(f"not a latitude and longitude in degrees: {latitude}, {longitude}")
    constants: dict[str, float] = facts()["projection"]
    origin = math.radians(constants["latitude_of_origin"])
    parallel = math.radians(latitude)
    meridian = math.radians(longitude - constants["longitude_of_origin"])
    # The position on the unit sphere, turned so that the middle of the map looks at the reader.
    forward, up = math.cos(parallel) * math.cos(meridian), math.sin(parallel)
    east = math.cos(parallel) * math.sin(meridian)
    north = math.cos(origin) * up - math.sin(origin) * forward
    nearness = 1 + math.sin(origin) * up + math.cos(origin) * forward  # 0 at the opposite point
    if nearness < 1e-9:
        raise PositionError(f"opposite the middle of the map: {latitude}, {longitude}")
    kilometres = constants["radius_km"] * math.sqrt(2 / nearness)
    right, down = kilometres * east - constants["left_km"], constants["top_km"] - kilometres * north
    return right / constants["km_per_unit"], down / constants["km_per_unit"]


@functools.cache
def overview() -> Outlines:
    """Return the outlines for the whole map, in whole units."""
    return Outlines(facts()["overview"], facts()["overview_context"])


@functools.lru_cache(maxsize=64)
def outlines_within(box: Box) -> Outlines:
    """Return the outlines on a part of the map, cut a little beyond its sides.

    Of what is drawn around a small country, a page would carry most for nothing.
    """
    x, y, width, height = box
    beyond = width * BEYOND
    part = (x - beyond, y - beyond, width + 2 * beyond, height + 2 * beyond)
    countries = {
        code: cut
        for code, path in facts()["countries"].items()
        if overlap(facts()["bounds"][code], part) and (cut := _cut(path, part))
    }
    return Outlines(countries, _cut(facts()["context"], part))


def _cut(path: str, box: Box) -> str:
    """Return what of an outline lies in a box."""
    left, top, width, height = (TENTHS * number for number in box)
    sides = ((0, left, 1), (0, left + width, -1), (1, top, 1), (1, top + height, -1))
    written = []
    for ring in _rings(path):
        corners = ring
        for axis, limit, inwards in sides:
            corners = list(_on_one_side(corners, axis, limit, inwards))
        written.append(_written(corners))
    return "".join(written)


def _rings(path: str) -> Iterator[list[_Corner]]:
    for ring in path.split("z")[:-1]:
        numbers = [float(number) * TENTHS for number in _NUMBER.findall(ring)]
        x = y = 0.0
        corners = []
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            corners.append((x, y))
        yield corners


def _on_one_side(
    corners: list[_Corner], axis: int, limit: float, inwards: int
) -> Iterable[_Corner]:
    """Cut a ring along a line, as Sutherland and Hodgman do (1974).

    Parts that fall asunder stay joined along the line, which encloses nothing.
    """
    if not corners:
        return
    for begin, end in pairwise([corners[-1], *corners]):
        begins_inside = (begin[axis] - limit) * inwards >= 0
        ends_inside = (end[axis] - limit) * inwards >= 0
        if begins_inside != ends_inside:
            share = (limit - begin[axis]) / (end[axis] - begin[axis])
            yield (
                begin[0] + share * (end[0] - begin[0]),
                begin[1] + share * (end[1] - begin[1]),
            )
        if ends_inside:
            yield end


def _written(corners: list[_Corner]) -> str:
    """Write a ring as the data have them, or nothing where too little is left of it."""
    whole = [(round(x), round(y)) for x, y in corners]
    steps = [
        (after[0] - before[0], after[1] - before[1])
        for before, after in pairwise(whole)
        if before != after
    ]
    if len(steps) < 2:
        return ""
    numbers = "".join(_number(number) for step in steps for number in step)
    x, y = (_number(number).strip() for number in whole[0])
    return f"M{x} {y}l{numbers.strip()}z"


def _number(tenths: int) -> str:
    text = _NAUGHT.sub(r"\1.", f"{tenths / TENTHS:g}")
    return text if tenths < 0 else f" {text}"
