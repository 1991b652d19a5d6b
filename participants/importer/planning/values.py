"""From the text of a cell to a value; a text that is none says what would be right."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_unicode_slug
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from participants.importer.planning.words import (
    Words,
    choice_words,
    near_codes,
    one_of,
    theme_words,
)
from participants.models import EventKind, Theme
from participants.values.countries import country_name
from participants.values.country_words import countries_called, country_words, is_elsewhere
from participants.values.text import WrongValue, name_key
from participants.values.written_dates import TwoDatesError, read_date

COUNTRIES = "docs/importing.md"  # where all of them are listed

# "merged 2018 into lyon": what is told, and the slug after the word before it.
SUCCESSOR = re.compile(r"(.*?)(?:\s+(?:into|dans|with|avec)(?:\s+(\S+))?)?")

# A mark in the place of a letter that a code page did not have.
LOST_LETTER = "?"

# "g?n?ral", and not "Who?" nor the address of a page with a query.
DAMAGED_WORD = re.compile(r"[^\W\d_]*(?:\?+[^\W\d_]+)+\??|\?{2,}")
WORD_ENDS = re.compile(r"[\s,;:.()«»“”\"'’-]+")


@dataclass(frozen=True, slots=True)
class EventCell:
    """One step of a history; successor: slug, "?" where the file may not name it, or ""."""

    kind: str
    date: str
    successor: str = ""


def text(value: str) -> str:
    """Return plain text. Raises WrongValue for markup, and for words that have lost letters."""
    if "<" in value or ">" in value:
        raise WrongValue(_("Write plain text, without angle brackets."))
    if LOST_LETTER in value and any(map(DAMAGED_WORD.fullmatch, WORD_ENDS.split(value))):
        raise WrongValue(_lost_letters())
    return value


def name(value: str) -> str:
    """Return a name, in which no question mark stands. Raises WrongValue."""
    if LOST_LETTER in value:
        raise WrongValue(_lost_letters())
    return text(value)


def _lost_letters() -> str:
    return _(
        "Question marks stand where letters were lost. Write the text anew, and save the file as "
        ".xlsx or as CSV in UTF-8."
    )


def slug(value: str) -> str:
    try:
        validate_unicode_slug(value)
    except ValidationError as error:
        raise WrongValue(_("Write letters, digits, “-” and “_” only, such as “megara”.")) from error
    return value


def address(value: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        raise WrongValue(
            _("Write a complete web address, such as https://www.example.org/.")
        ) from error
    return value


def choice(choices: type[TextChoices]) -> Callable[[str], str]:
    """Return the reader of a code; usual words for the codes are understood."""

    def read(value: str) -> str:
        return one_of(value, choice_words(choices), label=lambda code: str(choices(code).label))

    return read


def country(value: str) -> str:
    found = countries_called(value)
    # All words are gathered only where one of them may have been meant.
    if len(found) == 1:
        return next(iter(found))
    if not found and is_elsewhere(value):
        raise WrongValue(
            _("This is not among the countries of the Alliance’s area, which %(place)s lists.")
            % {"place": COUNTRIES}
        )
    return one_of(value, country_words(), found, country_name, listing=COUNTRIES)


def event_list(value: str) -> tuple[EventCell, ...]:
    """Return a history such as "admitted 2014; merged 2018 into lyon"."""
    return tuple(_event(part.strip()) for part in value.split(";") if part.strip())


def _event(part: str) -> EventCell:
    told, successor = SUCCESSOR.fullmatch(part).groups("")  # type: ignore[union-attr]  # it fits all
    known = choice_words(EventKind)
    words = told.split()
    # The words of the event are the most that are known; the date follows them.
    for count in range(len(words), 0, -1):
        if found := known.get(name_key(" ".join(words[:count]))):
            kind, rest = next(iter(found)), " ".join(words[count:])
            break
    else:
        raise WrongValue(
            _("“%(part)s” does not begin with one of: %(kinds)s.")
            % {"part": part, "kinds": ", ".join(str(kind.label) for kind in EventKind)}
        )
    when = _date_of_event(rest) if rest else ""
    if (kind == EventKind.MERGED) != bool(successor):
        raise WrongValue(
            _("A merger, and nothing else, names its successor: merged 2018 into lyon.")
        )
    return EventCell(kind, when, successor.strip())


def _date_of_event(value: str) -> str:
    try:
        found = read_date(value)
    except TwoDatesError as error:
        # The other dates of the column say nothing of these.
        raise WrongValue(str(error)) from error
    if found.note:
        raise WrongValue(
            _("Write the year of “%(date)s” with four digits, such as %(iso)s.")
            % {"date": value, "iso": found.iso}
        )
    return found.iso


def theme_list() -> Callable[[str], tuple[str, ...]]:
    """Return the reader of themes, by slug or by name in any language; asks the database once."""
    themes = list(Theme.objects.all())
    known, labels = theme_words(themes), {theme.slug: theme.label for theme in themes}

    def read(value: str) -> tuple[str, ...]:
        parts = [part.strip() for part in value.split(";") if part.strip()]
        slugs = [slug for part in parts for slug in _themes(part, known, labels)]
        return tuple(dict.fromkeys(slugs))

    return read


def _themes(part: str, known: Words, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the themes of a part between two semicolons; commas part them, or stand in a name."""
    inner = [word.strip() for word in part.split(",") if word.strip()]
    is_one = name_key(part) in known or not all(name_key(word) in known for word in inner)
    for word in [part] if is_one else inner:
        if name_key(word) not in known and not near_codes(word, known):
            names = "; ".join(sorted(labels.values()))
            raise WrongValue(
                _("There is no such theme. Write some of: %(known)s.") % {"known": names}
            )
        yield one_of(word, known, label=lambda slug: labels.get(slug, slug))


def slug_list(value: str) -> tuple[str, ...]:
    """Return slugs that are parted by “;”."""
    return tuple(dict.fromkeys(slug(part.strip()) for part in value.split(";") if part.strip()))
