"""Draw the rooms of the code and the imports between them: `make structure`.

The picture is made from packages alone: their names, the first sentence of each `__init__.py`, the
layers in pyproject.toml, and who imports whom. So it changes only when the structure does.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import combinations, pairwise, product
from pathlib import Path
from string import Template
from textwrap import wrap

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "structure.svg"
FRAME = ROOT / "docs" / "structure_frame.svg"
# Two columns of panels; each shows the rooms of a package.
COLUMNS = (("cms", "cms.delivery"), ("alliance_pages", "participants"))
PANELS = [panel for column in COLUMNS for panel in column]
# Django finds these by their names in any app.
NO_ROOMS = {"management", "templatetags"}
LEGEND = (
    "An arrow means: imports. It is left out where other arrows lead to the same room: cms, for"
    " example, imports participants as well. An import that points upwards fails “make lint”."
)

WIDTH, MARGIN, PANEL, BETWEEN = 1000, 10, 472, 44
PADDING, HEADER, GUTTER = 20, 58, 16
BOX, PITCH, LINE = 74, 112, 14
# How wide a letter is in the widest of the fonts that a reader may have.
LETTER = 6.4

Edge = tuple[str, str]
Point = tuple[float, float]


def folder_of(package: str) -> Path:
    return ROOT / package.replace(".", "/")


def sentence(package: str) -> str:
    """Return the first sentence that a package says of itself."""
    tree = ast.parse((folder_of(package) / "__init__.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").split("\n")[0].rstrip(".")


def layers(package: str) -> list[list[str]]:
    """Return the rooms of a package as its contract puts them into layers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [rows] = [each["layers"] for each in contracts if each.get("containers") == [package]]
    named = [[f"{package}.{name.strip()}" for name in row.split("|")] for row in rows]
    return list(filter(None, ([name for name in row if is_room(name)] for row in named)))


def is_room(name: str) -> bool:
    folder = folder_of(name)
    is_package = (folder / "__init__.py").is_file()
    return is_package and folder.name not in NO_ROOMS and name not in PANELS


def arrows(graph: grimp.ImportGraph, members: dict[str, set[str]]) -> list[Edge]:
    """Return who imports whom, but for what follows from other imports.

    members: for each name the modules that it stands for.
    """

    def imports(start: str, end: str) -> bool:
        return start != end and any(
            graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)
            for importer, imported in product(members[start], members[end])
        )

    direct = {start: {end for end in members if imports(start, end)} for start in members}

    def reached(start: str) -> set[str]:
        return direct[start].union(*map(reached, direct[start]))

    return sorted(
        (start, end)
        for start, ends in direct.items()
        for end in ends
        if not any(end in reached(other) for other in ends)
    )


@dataclass(frozen=True)
class Box:
    """A rectangle with a name and a sentence in it."""

    name: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def lines(self) -> list[str]:
        """Return what the package says of itself. Raises: ValueError if it says too much."""
        lines = wrap(sentence(self.name), int((self.width - 14) / LETTER))
        if not 0 < len(lines) <= (3 if self.height == BOX else 1):
            raise ValueError(f"{self.name}/__init__.py: begin with a shorter sentence")
        return lines

    def svg(self, kind: str) -> Iterator[str]:
        title = self.name if kind == "panel" else self.name.rpartition(".")[2]
        yield f'<g class="{kind}">'
        corner = f'x="{self.x:g}" y="{self.y:g}"'
        yield f'<rect {corner} width="{self.width:g}" height="{self.height:g}" rx="8"/>'
        yield f'<text class="name" x="{self.middle:g}" y="{self.y + 23:g}">{title}</text>'
        for number, line in enumerate(self.lines()):
            y = self.y + 41 + number * LINE
            yield f'<text x="{self.middle:g}" y="{y:g}">{escape(line)}</text>'
        yield "</g>"


@dataclass(frozen=True)
class Panel:
    """A package, its rooms in columns, and the imports between them."""

    name: str
    x: float
    y: float
    edges: list[Edge]

    @cached_property
    def rows(self) -> list[list[str]]:
        return layers(self.name)

    @cached_property
    def columns(self) -> int:
        return max(map(len, self.rows))

    @cached_property
    def frame(self) -> Box:
        height = HEADER + (len(self.rows) - 1) * PITCH + BOX + PADDING
        return Box(self.name, self.x, self.y, PANEL, height)

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Return where the rooms stand."""
        column: dict[str, int] = {}
        for row in self.rows:
            column |= self.chosen_columns(row, column)
        return {
            room: Box(room, self.left(column[room]), self.top(number), self.room_width, BOX)
            for number, row in enumerate(self.rows)
            for room in row
        }

    def chosen_columns(self, row: list[str], above: dict[str, int]) -> dict[str, int]:
        """Return the columns of a row: each room as near below those that import it as may be."""

        def distance(chosen: tuple[int, ...]) -> tuple[float, float]:
            here = dict(zip(row, chosen, strict=True))
            ways = [abs(above[start] - here[end]) for start, end in self.edges if end in here]
            return sum(ways), abs(sum(chosen) / len(chosen) - (self.columns - 1) / 2)

        best = min(combinations(range(self.columns), len(row)), key=distance)
        return dict(zip(row, best, strict=True))

    @property
    def room_width(self) -> float:
        return (PANEL - 2 * PADDING - (self.columns - 1) * GUTTER) / self.columns

    def left(self, column: float) -> float:
        return self.x + PADDING + column * (self.room_width + GUTTER)

    def top(self, row: int) -> float:
        return self.y + HEADER + row * PITCH

    def path(self, edge: Edge) -> list[Point]:
        """Return the points of an arrow: from box to box, and between those that it passes."""
        start, end = (self.boxes[room] for room in edge)
        x, to_x = self.end_of(edge, 0), self.end_of(edge, 1)
        points = [(x, start.bottom)]
        for row in self.rows:
            boxes = [self.boxes[room] for room in row]
            if start.y < boxes[0].y < end.y:
                free = self.free_ways({box.x for box in boxes})
                way = min(free, key=lambda way: abs(way - x) + abs(way - to_x))
                points += [(way, boxes[0].y), (way, boxes[0].bottom)]
        return [*points, (to_x, end.y - 7)]

    def end_of(self, edge: Edge, side: int) -> float:
        """Return where an arrow meets a box, beside the others on that side of it."""
        beside = sorted(
            (self.boxes[other[1 - side]].middle, other)
            for other in self.edges
            if other[side] == edge[side]
        )
        place = [other for _, other in beside].index(edge)
        return self.boxes[edge[side]].middle + (place - (len(beside) - 1) / 2) * 24

    def free_ways(self, taken: set[float]) -> list[float]:
        """Return where an arrow can pass a row: between its boxes, and where no box stands."""
        gutters = [self.left(column) - GUTTER / 2 for column in range(self.columns + 1)]
        lefts = [self.left(column) for column in range(self.columns)]
        return gutters + [left + self.room_width / 2 for left in lefts if left not in taken]

    def svg(self) -> Iterator[str]:
        yield from self.frame.svg("panel")
        for edge in self.edges:
            yield f'<path class="arrow" d="{curve(self.path(edge))}"/>'
        for box in self.boxes.values():
            yield from box.svg("room")


def curve(points: list[Point]) -> str:
    """Return a path that leaves and reaches each point vertically."""
    path = "M{:.0f} {:.0f}".format(*points[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (y + to_y) / 2
        path += f" C{x:.0f} {half:.0f} {to_x:.0f} {half:.0f} {to_x:.0f} {to_y:.0f}"
    return path


def between(start: Box, end: Box) -> str:
    """Return the path of an arrow between panels: down in one column, or across to the next."""
    if start.x == end.x:
        return f"M{start.middle:g} {start.bottom:g} V{end.y - 14:g}"
    return f"M{start.x + start.width:g} {start.y + 29:g} H{end.x - 14:g}"


def picture() -> str:
    """Return the picture as SVG."""
    packages = {panel.partition(".")[0] for panel in PANELS}
    graph = grimp.build_graph(*packages, exclude_type_checking_imports=True, cache_dir=None)
    panels: dict[str, Panel] = {}
    for number, column in enumerate(COLUMNS):
        y = float(MARGIN)
        for name in column:
            rooms = {room: {room} for row in layers(name) for room in row}
            x = MARGIN + number * (WIDTH - 2 * MARGIN - PANEL)
            panels[name] = Panel(name, x, y, arrows(graph, rooms))
            y = panels[name].frame.bottom + BETWEEN
    whole = arrows(graph, {name: graph.find_children(name) - set(PANELS) for name in PANELS})
    body = [line for panel in panels.values() for line in panel.svg()]
    body += [
        f'<path class="arrow wide" d="{between(panels[start].frame, panels[end].frame)}"/>'
        for start, end in whole
    ]
    y = panels[COLUMNS[0][-1]].frame.bottom + BETWEEN
    body += [
        f'<text class="legend" x="{MARGIN}" y="{y + number * 17:g}">{escape(line)}</text>'
        for number, line in enumerate(wrap(LEGEND, int(PANEL / LETTER)))
    ]
    edges = whole + [edge for panel in panels.values() for edge in panel.edges]
    return Template(FRAME.read_text(encoding="utf-8")).substitute(
        width=WIDTH,
        height=f"{max(panel.frame.bottom for panel in panels.values()) + MARGIN:g}",
        words="; ".join(f"{start} imports {end}" for start, end in edges),
        body="\n".join(body),
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
