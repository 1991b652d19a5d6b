"""Calendars in the format iCalendar (RFC 5545), of events that last all day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

CALENDAR = "text/calendar"
MOST_OCTETS = 75  # of a line, without its end
# Controls, which no text of a calendar has; a line break is written as two characters.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class CalendarEvent:
    """Something that happens on a day."""

    id: str
    day: date
    title: str
    text: str
    href: str
    updated: datetime
    categories: tuple[str, ...] = ()


def calendar_of(title: str, events: Sequence[CalendarEvent]) -> str:
    """Return the calendar with some events, its lines folded and ended as the format wants."""
    return "".join(f"{line}\r\n" for whole in _lines(title, events) for line in _folded(whole))


def _lines(title: str, events: Sequence[CalendarEvent]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//European Alliance of Cities and Regions for Roma Inclusion//Alliance CMS//EN"
    # The name has two spellings: that of RFC 7986, and the one that most programs read.
    yield f"NAME:{_text(title)}"
    yield f"X-WR-CALNAME:{_text(title)}"
    for event in events:
        yield from _event(event)
    yield "END:VCALENDAR"


def _event(event: CalendarEvent) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}"
    yield f"DTSTAMP:{event.updated.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    yield f"URL:{event.href}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    one = text.replace("\r\n", "\n").replace("\r", "\n")
    escaped = re.sub(r"([\\;,])", r"\\\1", _CONTROLS.sub("", one))
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets; no letter is split between two of them."""
    piece, octets = "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > MOST_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + letter, octets + size
    yield piece
