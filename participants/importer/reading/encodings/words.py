"""Whether a word could be one, so that a reading of bytes as letters can be believed.

Only what no name of a European place or person contains counts against a reading. A word that is
merely unusual does not: it would be wrong to be sure.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

# GeoNames, CC BY 4.0; see the README beside it.
PLACES = Path(__file__).parents[3] / "data" / "places.csv"

# The letters of each language beyond ASCII.
ALPHABETS = [
    *("àâæçéèêëîïôœùûü", "áéíñóúüïàèòçŀ", "áâãàçéêíóôõúü", "äöüß", "åäö", "æøå", "àèéìíîòóùú"),
    *("ëïéèöüáóê", "áðéíóúýþæö", "áéíóú", "âêîôŵŷ", "àèġħżċ", "ñâêîôùü", "áðíóúýæø"),
    *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșț", "ăâîşţ"),
    *("čćđšž", "áčđŋšŧž", "çë", "ćčěłńóřŕšśžź", "ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    *("çğıöşüâîûİ", "əçğıöşü", "çêîşû", "ĉĝĥĵŝŭ"),
    *("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    *("абвгдеёжзійклмнопрстуўфхцчшыьэюя", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    *("абвгдѓежзѕијклљмнњопрстќуфхцчџш", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
]
_ALPHABETS = [frozenset(alphabet + alphabet.upper()) for alphabet in ALPHABETS]
# Portuguese writes “õe”, Italian and French end with “ì” and “ù”, Icelandic begins with “þ” and
# never with “ð”: elsewhere these are letters of another language, read wrongly.
_UNUSUAL = re.compile("õ(?!e)|[ìù](?=.)|(?<=.)þ|^ð|σ$|ς.|^[ьы]")
_ACCENTS = frozenset("άέήίόύώΐΰ")

_ASCII = "A-Za-z"
_LATIN = _ASCII + "À-ÖØ-öø-ňŊ-žƏəǦǧȘ-țḂ-ẅỲỳ"
_GREEK = "Ά-Ώΐ-ώ"
_CYRILLIC = "Ѐ-яѐ-џҐґ"
_LETTER = f"[{_LATIN}{_GREEK}{_CYRILLIC}]"
_RUN = re.compile(f"{_LETTER}+")
_ONE_SCRIPT = re.compile(f"(?:[{_LATIN}]+|[{_GREEK}]+|[{_CYRILLIC}]+)")
# Marks that texts have beside words. Which stand between letters, never before one, never after.
_BETWEEN = "’‘´·–—\xa0\xad'.&/()-"
_NOT_BEFORE = "™®°†‡€£ºª¹²³½¼¾"
_NOT_AFTER = "‚„¿¡§©№€£"
_MARKS = "“”‹›«»…•?" + _BETWEEN + _NOT_BEFORE + _NOT_AFTER
_MISPLACED = re.compile(
    f"{_LETTER}[^{_LATIN}{_GREEK}{_CYRILLIC}{re.escape(_BETWEEN)}]+{_LETTER}"
    f"|[{_NOT_BEFORE}]{_LETTER}|{_LETTER}[{_NOT_AFTER}]"
)
_UNKNOWN = re.compile(f"[^{_LATIN}{_GREEK}{_CYRILLIC}{re.escape(_MARKS)}]")
# A Greek word has one accent, no Cyrillic one begins with a soft sign, and in Latin script five
# letters without a plain one among them are Cyrillic or Greek that was read wrongly.
_IMPOSSIBLE = re.compile("(?:.*[άέήίόύώΐΰ]){2}.*|[Ьь].*|[À-ɏ]{5,}")
# Irish puts a small letter before a capital one, Scots does after Mc and Mac.
_PREFIX = re.compile("(?:n|h|t|m|b|g|d|bh|bp|dt|gc|mb|nd|ng|ts|Mc|Mac)$")


def is_plausible(word: str) -> bool:
    """Tell whether the word, of letters and the marks between them, could stand in a list."""
    if not re.search(_LETTER, word):
        return not any(_is_never(letter) for letter in word)
    if _UNKNOWN.search(word) or _MISPLACED.search(word):
        return False
    if any(_IMPOSSIBLE.fullmatch(run) for run in _RUN.findall(word)):
        return False
    return all(
        _ONE_SCRIPT.fullmatch(run) is not None and _has_usual_case(run)
        for run in _RUN.findall(word)
    )


def is_of_one_script(word: str) -> bool:
    """Tell whether the letters belong together."""
    letters = [letter for letter in word if unicodedata.category(letter) in {"Lu", "Ll", "Lo"}]
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in letters if letter not in "ºª"}
    return len(names) < 2


def is_usual(word: str) -> bool:
    """Tell whether all letters of each part of the word belong to one language."""
    return all(_is_usual(run) for run in _RUN.findall(word) if not run.isascii())


def is_known(word: str) -> bool:
    """Tell whether a place is called so, or has the word in its name."""
    return word.casefold() in _known_words()


@cache
def _known_words() -> frozenset[str]:
    """Return the words beyond ASCII in the names of the bundled places; kept once read."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file) if not row["name"].isascii()]
    words = {run.casefold() for name in names for run in _RUN.findall(name)}
    return frozenset(word for word in words if not word.isascii() and len(word) > 2)


def _is_never(letter: str) -> bool:
    if letter in _MARKS:
        return False
    kind = unicodedata.category(letter)
    return "─" <= letter <= "◿" or kind[0] in "LM" or kind in {"Cc", "Cn", "Co", "Nd"}


def _has_usual_case(run: str) -> bool:
    """Tell whether no capital letter beyond ASCII stands inside small ones."""
    if run.islower() or run.isupper() or run[1:].islower():
        return True
    for place, letter in enumerate(run):
        if letter.isascii() or not letter.isupper() or place == 0:
            continue
        before, after = run[:place], run[place + 1 :]
        if _PREFIX.match(before):
            continue
        if before[-1].islower() and before[-1] != "ß":
            return False
        if after[:1].islower() and after[:1].isascii():
            return False
    return run.isascii() or re.fullmatch(f"[{_LATIN}]+", run) is not None


def _is_usual(run: str) -> bool:
    letters = {letter for letter in run if not letter.isascii()}
    if _UNUSUAL.search(run.lower()):
        return False
    if "α" <= run[-1].lower() <= "ω" and not run.isupper() and not set(run.lower()) & _ACCENTS:
        return False  # Cyrillic that is taken for Greek has no accents
    return any(letters <= alphabet for alphabet in _ALPHABETS)
