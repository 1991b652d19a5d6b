"""Numbers and ordinals in running text, in digits and in the words of English and French."""

import re
from dataclasses import dataclass
from itertools import chain

_UNITS_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS_EN = "fifteen sixteen seventeen eighteen nineteen"
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS_FR = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
_TEENS_FR = "quinze seize"
_TENS_FR = "vingt trente quarante cinquante soixante septante octante nonante"
_SCALES = {"hundred": 100, "cent": 100, "cents": 100, "thousand": 1000, "mille": 1000}
_ABOUT_FR = "dizaine:10 douzaine:12 quinzaine:15 vingtaine:20 trentaine:30 quarantaine:40"
_ABOUT_FR += " cinquantaine:50 soixantaine:60 centaine:100"
_IRREGULAR = "first:1 second:2 third:3 fifth:5 eighth:8 ninth:9 twelfth:12 premier:1 premiere:1"
_IRREGULAR += " seconde:2 cinquieme:5 neuvieme:9 unieme:1"


def _pairs(text: str) -> dict[str, int]:
    return {word: int(number) for word, number in (pair.split(":") for pair in text.split())}


CARDINALS: dict[str, int] = {
    **{word: number for number, word in enumerate(f"{_UNITS_EN} {_TEENS_EN}".split())},
    **{word: number for number, word in enumerate(f"{_UNITS_FR} {_TEENS_FR}".split())},
    **{word: 10 * number for number, word in enumerate(_TENS_EN.split(), 2)},
    **{word: 10 * number for number, word in enumerate(_TENS_FR.split(), 2)},
    **_SCALES,
    "vingts": 20,
    "une": 1,
}
APPROXIMATIONS = _pairs(_ABOUT_FR)


def _ordinals() -> dict[str, int]:
    regular: dict[str, int] = {}
    for word, number in CARDINALS.items():
        stem = word[:-1] if word.endswith("e") else word
        regular[f"{stem}ieme"] = regular[f"{stem}iemes"] = number
        regular[f"{word.removesuffix('y')}ieth" if word.endswith("y") else f"{word}th"] = number
    return regular | _pairs(_IRREGULAR)


ORDINALS = _ordinals()


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_JOIN = r"(?:[ -]| and | et |-et-)"
_DIGITS = r"(?<![\d.,])(?:[1-9]\d{0,2}(?:[ .,'][0-9]{3})+(?!\d)|\d+)(?![.,]?\d)"
_WORDS = rf"(?:\ba )?\b(?:{_any(CARDINALS)})(?:{_JOIN}(?:{_any(CARDINALS)}))*\b"
_ROUGHLY = rf"\bune? (?:bonne )?(?:{_any(APPROXIMATIONS)})\b d(?:e |')"
MORE = r"(?:more than|over|above|at least|plus de|plus d'|au moins|au-dela de)"
LESS = r"(?:nearly|almost|close to|just under|fewer than|less than|up to|pres de|presque|moins de)"
ABOUT = r"(?:about|around|some|approximately|roughly|environ|quelque|autour de|une? bon)"

# Three groups: what stands before, the number, and a French word such as "une centaine de".
NUMBER = rf"(?:\b({MORE}|{LESS}|{ABOUT})\s*)?(?:({_DIGITS}|{_WORDS})|({_ROUGHLY}))"
_ORDINAL_DIGITS = r"(?<![\d.,])\d+ ?(?:st|nd|rd|th|er|ere|re|nde?|e|eme|ieme)\b"
_ORDINAL_WORDS = rf"\b(?:(?:{_any(CARDINALS)}){_JOIN})*(?:{_any(ORDINALS)})\b"
ORDINAL = rf"({_ORDINAL_DIGITS}|{_ORDINAL_WORDS})"


@dataclass(frozen=True)
class Count:
    """A number as a text states it. precision: "", "more", "less" or "about"."""

    number: int
    precision: str = ""

    def fits(self, actual: int) -> bool:
        """Tell whether the statement is true of a number, and as close as it sounds."""
        if self.precision == "" or self.number == actual:
            return self.number == actual
        step = self._step()
        if self.precision == "more":
            return self.number <= actual < self.number + step
        if self.precision == "less":
            return self.number - step < actual <= self.number
        return abs(self.number - actual) <= step / 2

    def _step(self) -> int:
        """Return what the number is rounded to: 10 for 120, 100 for 200."""
        step = 1
        while self.number and self.number % (step * 10) == 0:
            step *= 10
        return step


def count_of(before: str | None, number: str | None, roughly: str | None) -> Count:
    """Return what the groups of NUMBER say, of plain text."""
    if roughly:
        word = next(word for word in APPROXIMATIONS if word in roughly)
        return Count(APPROXIMATIONS[word], (before and _precision(before)) or "about")
    return Count(value_of(number or ""), _precision(before) if before else "")


def value_of(text: str) -> int:
    """Return the number or ordinal that plain text is. "cent trente" is 130, "130th" too."""
    if digits := re.match(r"[\d .,']*\d", text):
        return int(re.sub(r"\D", "", digits[0]))
    total = current = 0
    for word in re.findall(r"[a-z]+", text):
        if word in ("a", "and", "et"):
            continue
        number = CARDINALS.get(word, ORDINALS.get(word, 0))
        if number == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif number == 100:
            current = max(current, 1) * 100
        elif number == 20 and current % 100 == 4:  # quatre-vingt
            current += 76
        else:
            current += number
    return total + current


def _precision(before: str) -> str:
    kinds = {"more": MORE, "less": LESS, "about": ABOUT}
    return next(name for name, words in kinds.items() if re.fullmatch(words, before))


MONTHS = {
    name: place % 12 + 1
    for place, name in enumerate(
        chain(
            "january february march april may june july august september".split(),
            "october november december".split(),
            "janvier fevrier mars avril mai juin juillet aout septembre".split(),
            "octobre novembre decembre".split(),
        )
    )
}
# Three groups: day, month, year; the first two may be missing.
DATE = rf"(?:(?:\b([0-3]?\d)(?:er|st|nd|rd|th)? )?\b({_any(MONTHS)}) )?\b((?:19|20)\d\d)\b"


def date_of(day: str | None, month: str | None, year: str) -> str:
    """Return what the groups of DATE say, as ISO 8601 of the precision that they have."""
    parts = [year, f"{MONTHS[month]:02}" if month else "", f"{int(day):02}" if day else ""]
    return "-".join(filter(None, parts))
