"""What a number format makes of a number: whether a person sees the value that is stored.

Formats are those of ECMA-376, part 1, 18.8.31: up to four sections, of which the value picks one.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>general)|(?P<noon>am/pm|a/p)|(?P<exponent>e[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|b+)|(?P<digits>[0#?.][0#?., ]*)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
SECTION = re.compile(r'(?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;"\\\[])*', re.DOTALL)
MOST_SECTIONS = 4
# Words that the languages of Europe write inside a date; they say nothing of the day.
WORDS_OF_DATES = frozenset(
    "de del den d m g г г. р р. a à the of st nd rd th year gada año ko ren an".split()
)
MEANS_SOMETHING = re.compile(r"[^\W\d_]|[~≈<>±≥≤?*×%‰]")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Section:
    """One section of a format.

    dates: its letters for parts of a date or time, m for months and n for minutes; words: the text
    that it adds; thousands: by how many thousands it divides; decimals: how many it shows, -1 for
    all; condition: operator and number, if it has one.
    """

    dates: str
    words: str
    is_duration: bool
    is_percent: bool
    thousands: int
    decimals: int
    shows_value: bool
    shows_zero: bool
    shows_sign: bool
    is_text: bool
    condition: tuple[str, float] | None

    @property
    def is_date(self) -> bool:
        """Tell whether it shows a date or a time."""
        return bool(self.dates) or self.is_duration

    @property
    def precision(self) -> str:
        """Return which part of a date is the smallest that shows: year, month, day; else ""."""
        if "y" not in self.dates:
            return ""
        if "d" in self.dates:
            return "day" if "m" in self.dates else ""
        return "month" if "m" in self.dates else "year"

    @property
    def shows_time(self) -> bool:
        """Tell whether it shows a time of day."""
        return any(letter in self.dates for letter in "hns")

    @property
    def meaning(self) -> str:
        """Return the added text if it may change what the value means, or ""."""
        words = self.words.strip()
        if self.is_date:
            strange = [word for word in words.casefold().split() if word not in WORDS_OF_DATES]
            words = " ".join(strange)
        return words if MEANS_SOMETHING.search(words) or DIGIT.search(words) else ""


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a format."""
    parts: list[str] = []
    place = 0
    while place <= len(code) and len(parts) < MOST_SECTIONS:
        match = SECTION.match(code, place)
        part = match[0] if match else ""
        parts.append(part)
        place += len(part) + 1
    if len(parts) > 1 and not code.endswith(";") and not parts[-1]:
        parts.pop()
    return tuple(_section(part) for part in parts)


def date_section(dates: str, words: str) -> Section:
    """Return the section of a format for dates that is known by its parts."""
    plain = sections_of("yyyy")[0]
    return replace(plain, dates=dates, words=words)


def section_for(code: str, value: float) -> Section:
    """Return the section that shows the value."""
    sections = sections_of(code)
    numbers = [section for section in sections[:3] if not section.is_text]
    for section in numbers:
        if section.condition and _holds(section.condition, value):
            return section
    plain = [section for section in numbers if not section.condition]
    if not plain:
        return _section("General")
    if len(plain) == len(numbers):
        if value < 0 and len(plain) > 1:
            return plain[1]
        if value == 0 and len(plain) > 2:
            return plain[2]
        return plain[0]
    return plain[-1]


def section_for_text(code: str) -> Section | None:
    """Return the section that shows texts, or None where they are shown as they are."""
    sections = sections_of(code)
    if len(sections) == MOST_SECTIONS:
        return sections[-1]
    return next((section for section in sections if section.is_text), None)


def _holds(condition: tuple[str, float], value: float) -> bool:
    operator, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[operator]


def _section(code: str) -> Section:
    dates: list[str] = []
    words: list[str] = []
    digits = ""
    found: set[str] = set()
    condition = None
    for token in TOKEN.finditer(code):
        kind, text = token.lastgroup or "", token[0]
        found.add(kind)
        if kind == "date":
            dates.append(text[0].lower().replace("e", "y").replace("b", "y"))
        elif kind == "digits":
            digits += text
        elif kind in {"quoted", "escaped", "other"}:
            words.append(token[kind])
        elif kind == "bracket":
            inside = token["bracket"]
            if re.fullmatch("h+|m+|s+", inside, re.IGNORECASE):
                found.add("duration")
                dates.append(inside[0].lower())
            elif match := CONDITION.fullmatch(inside):
                condition = match[1], float(match[2])
            elif inside.startswith("$"):
                words.append(inside[1:].split("-")[0])
    number = digits.replace(" ", "").replace("?", "0")
    whole, _point, decimals = number.partition(".")
    added = "".join(words)
    return Section(
        dates="".join(_months_and_minutes(dates)),
        words=added,
        is_duration="duration" in found,
        is_percent="percent" in found,
        thousands=_thousands(whole, decimals),
        decimals=-1 if found & {"general", "exponent", "text"} else len(decimals.strip(",")),
        shows_value=bool(digits or dates or found & {"general", "text"}),
        shows_zero="0" in digits or bool(dates or found & {"general", "text"}),
        shows_sign=any(sign in added for sign in "-(−–"),
        is_text="text" in found and not digits,
        condition=condition,
    )


def _thousands(whole: str, decimals: str) -> int:
    """Return by how many thousands commas after the last digit divide the value."""
    end = decimals or whole
    return len(end) - len(end.rstrip(","))


def _months_and_minutes(dates: list[str]) -> list[str]:
    """Return the letters with n for those m that stand after hours or before seconds."""
    after = ["", *dates]
    before = [*dates[1:], ""]
    return [
        "n" if letter == "m" and (after[place] == "h" or before[place] == "s") else letter
        for place, letter in enumerate(dates)
    ]
