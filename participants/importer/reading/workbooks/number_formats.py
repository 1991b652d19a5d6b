"""What a number format makes of a number: whether a person sees the value that is stored.

Formats are those of ECMA-376, part 1, 18.8.31: up to four sections, of which the value picks one.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>general)|(?P<noon>am/pm|a/p)|(?P<exponent>e[+-])"
    r"|(?P<calendar>b[12])|(?P<era>g+|e+|b+)|(?P<date>y+|m+|d+|h+|s+)"
    r"|(?P<digits>[0#?.][0#?., ]*)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
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
# A language, after two digits for a calendar and two for the shape of digits: [$-107041E]; or
# before them: [$-th-TH,107]. LibreOffice has [~buddhist], too.
LOCALE = re.compile(r"\$[^-]*-(?:([0-9a-f]{1,8})|[a-z0-9-]+,([0-9a-f]{1,4}))", re.IGNORECASE)
GREGORIAN = {0, 1, 2, 9, 10, 11, 12}  # the common calendar, which goes by several names


@dataclass(frozen=True)
class Section:
    """One section of a format.

    dates: its letters for parts of a date or time, m for months and n for minutes; words: the text
    that it adds; thousands: by how many thousands it divides; decimals: how many it shows, -1 for
    all; has_groups: whether signs part thousands; is_scientific: whether it shows powers of ten;
    is_fraction: whether it shows halves and thirds; is_of_other_calendar: whether its years are not
    those of the Gregorian calendar; condition: operator and number, if it has one.
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
    has_groups: bool
    is_scientific: bool
    is_fraction: bool
    is_of_other_calendar: bool
    condition: tuple[str, float] | None

    @property
    def is_date(self) -> bool:
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


def date_section(dates: str, words: str, *, is_of_other_calendar: bool = False) -> Section:
    """Return the section of a format for dates that is known by its parts."""
    plain = sections_of("yyyy")[0]
    is_other = is_of_other_calendar
    return replace(plain, dates=dates, words=words, is_of_other_calendar=is_other)


def section_for(code: str, value: float) -> Section:
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
            dates.append(text[0].lower())
        elif kind == "era":
            # The name of an era stands before its year; alone it is a word as any other.
            (words if text[0] in "gG" else dates).append(text if text[0] in "gG" else "y")
        elif text.lower() == "b2":
            found.add("other calendar")
        elif kind == "digits":
            digits += "" if "exponent" in found else text
        elif kind in {"quoted", "escaped", "other"}:
            words.append(token[kind])
        elif kind == "bracket":
            inside = token["bracket"]
            if match := CONDITION.fullmatch(inside):
                condition = match[1], float(match[2])
            else:
                _read_bracket(inside, found, dates, words)
    number = digits.replace(" ", "").replace("?", "0")
    whole, _point, decimals = number.partition(".")
    added = "".join(words)
    return Section(
        dates="".join(_months_and_minutes(dates)),
        words=added,
        is_duration="duration" in found,
        is_percent="percent" in found,
        thousands=_thousands(whole, decimals),
        decimals=-1 if found & {"general", "text"} else len(decimals.strip(",")),
        shows_value=bool(digits or dates or found & {"general", "text"}),
        shows_zero="0" in digits or bool(dates or found & {"general", "text"}),
        shows_sign=any(sign in added for sign in "-(−–"),
        is_text="text" in found and not digits,
        has_groups="," in whole.rstrip(","),
        is_scientific="exponent" in found,
        is_fraction="/" in words and bool(digits) and not dates,
        is_of_other_calendar=bool(dates) and bool(found & {"era", "other calendar"}),
        condition=condition,
    )


def _read_bracket(inside: str, found: set[str], dates: list[str], words: list[str]) -> None:
    """Add what stands in brackets and is no condition: a duration, a currency, a calendar."""
    if _names_other_calendar(inside):
        found.add("other calendar")
    if re.fullmatch("h+|m+|s+", inside, re.IGNORECASE):
        found.add("duration")
        dates.append(inside[0].lower())
    elif inside.startswith("$"):
        words.append(inside[1:].partition("-")[0])


def _names_other_calendar(inside: str) -> bool:
    """Tell whether what stands in brackets asks for a calendar that is not the common one."""
    if inside.startswith("~"):
        return inside[1:].casefold() != "gregorian"
    if not (match := LOCALE.fullmatch(inside)):
        return False
    calendar = int(match[1], 16) >> 16 if match[1] else int(match[2], 16)
    return calendar & 0xFF not in GREGORIAN


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
