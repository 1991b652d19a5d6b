"""The card that stands for a participant where its page is shared: a PNG of 1200 by 630 pixels."""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from alliance_pages.maps.europe import EuropeMap

# What sites that show a shared page have room for. Source: https://ogp.me and their own guides.
WIDTH, HEIGHT = 1200, 630
# Drawn larger and then reduced, for smooth edges.
SCALE = 2
FONTS = Path(__file__).parent.parent / "data" / "fonts"
SERIF, SANS = "DejaVuSerif-Bold.ttf", "DejaVuSans.ttf"
# Those of tokens.css on a light page.
DEEP, ON_DEEP, MUTED = "#1c3f6e", "#fbf7ee", "#c9d8ec"
CONTEXT, LAND, MARK = "#e6e1d6", "#b7c4d6", "#c8553d"
SEA = "#f6f1e7"
MARGIN, MAP_FROM, GAP = 64, 740, 24
# The name is written as large as it fits into so many lines. Pixels.
MOST_LINES = 3
SIZES = range(84, 35, -4)
STEP = re.compile(r"([Mlz])|(-?(?:\d+\.?\d*|\.\d+))")

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Words:
    """Lines of words in one font. spacing: from line to line, in sizes of the font."""

    lines: list[str]
    font: ImageFont.FreeTypeFont
    colour: str
    spacing: float

    @property
    def height(self) -> float:
        return self.font.size * self.spacing * len(self.lines)

    def write(self, pen: ImageDraw.ImageDraw, top: float) -> None:
        for place, line in enumerate(self.lines):
            y = top + place * self.font.size * self.spacing
            pen.text((MARGIN * SCALE, y), line, self.colour, self.font)


def draw_card(name: str, lines: list[str], site: str, drawn: EuropeMap | None) -> bytes:
    """Return the card as PNG. lines: below the name; drawn: the map around the place, if known."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), DEEP)
    pen = ImageDraw.Draw(image)
    right = WIDTH
    if drawn is not None and drawn.points:
        image.paste(_map(drawn), (MAP_FROM * SCALE, 0))
        right = MAP_FROM
    width = (right - 2 * MARGIN) * SCALE
    above, below = _font(SANS, 24), _font(SANS, 30)
    Words(_wrapped(site, above, width), above, MUTED, 1.4).write(pen, MARGIN * SCALE)
    wrapped = [part for line in lines for part in _wrapped(line, below, width)]
    facts = Words(wrapped, below, MUTED, 1.4)
    font, title = _fitting(name, width)
    heading = Words(title, font, ON_DEEP, 1.15)
    top = (HEIGHT - MARGIN) * SCALE - facts.height - heading.height
    heading.write(pen, top - GAP * SCALE)
    facts.write(pen, top + heading.height)
    file = BytesIO()
    image.reduce(SCALE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _map(drawn: EuropeMap) -> Image.Image:
    """Return the part of the map in whose middle the place lies, as high as the card."""
    size = ((WIDTH - MAP_FROM) * SCALE, HEIGHT * SCALE)
    place = drawn.points[0]
    _x, _y, box_width, _height = map(float, drawn.view_box.split())
    unit = size[1] / box_width
    image = Image.new("RGB", size, SEA)
    pen = ImageDraw.Draw(image)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - place.x) * unit + size[0] / 2, (y - place.y) * unit + size[1] / 2

    for path, colour in [
        (drawn.context, CONTEXT),
        *((country.path, DEEP if country.is_highlighted else LAND) for country in drawn.countries),
    ]:
        for ring in _rings(path):
            pen.polygon([at(x, y) for x, y in ring], colour, outline=SEA, width=SCALE)
    x, y = at(place.x, place.y)
    radius = 14 * SCALE
    pen.circle((x, y), radius, MARK, outline=ON_DEEP, width=3 * SCALE)
    return image


@cache
def _rings(path: str) -> list[Ring]:
    """Return the rings of an outline, each from `M x y`, then `l` with relative steps, then `z`."""
    rings: list[Ring] = []
    numbers: list[float] = []
    for command, number in STEP.findall(path):
        if number:
            numbers.append(float(number))
            if len(numbers) == 2:
                x, y = numbers
                numbers = []
                if rings[-1]:
                    x, y = rings[-1][-1][0] + x, rings[-1][-1][1] + y
                rings[-1].append((x, y))
        elif command == "M":
            rings.append([])
    return [ring for ring in rings if len(ring) > 2]


def _fitting(name: str, width: float) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which a name fits, and its lines; what does not fit is cut."""
    for size in SIZES:
        font = _font(SERIF, size)
        lines = _wrapped(name, font, width)
        if len(lines) <= MOST_LINES and all(_fits(line, font, width) for line in lines):
            return font, lines
    cut = [*lines[:MOST_LINES], *(["…"] if len(lines) > MOST_LINES else [])]
    return font, [_cut(line, font, width) for line in cut]


def _fits(line: str, font: ImageFont.FreeTypeFont, width: float) -> bool:
    return font.getlength(line) <= width


def _cut(line: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if _fits(line, font, width):
        return line
    while not _fits(f"{line}…", font, width):
        line = line[:-1]
    return f"{line}…"


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _fits(f"{lines[-1]} {word}", font, width):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size * SCALE)
