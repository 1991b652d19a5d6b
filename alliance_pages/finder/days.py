"""Past days in addresses: `on/2014-06-30/` below a page, to which its parameter `day` leads."""

from datetime import date

from django.http import QueryDict
from django.utils import timezone

from alliance_pages.finder.parameters import DAY, ON
from participants.values.dates import read_day


def read_past_day(text: str) -> date | None:
    """Return a day up to today (UTC), or None for any other text."""
    day = read_day(text)
    return day if day and day <= timezone.now().date() else None


def day_below(below: str) -> date | None:
    """Return the day of what lies below a page, or None for the page itself and other routes."""
    return read_past_day(_words(below)) if below.startswith(ON) else None


def days_given(query: QueryDict) -> list[str]:
    """Return what the parameter says, each text once."""
    return list(dict.fromkeys(filter(None, map(str.strip, query.getlist(DAY)))))


def leads_to(below: str, query: QueryDict) -> str | None:
    """Return what follows the page's address where the same is shown, or None if it is here.

    Today is the page itself, which also says of a text that it is no day.
    """
    if below and not below.startswith(ON):
        return None
    given = days_given(query)
    days = given or list(filter(None, [_words(below)]))
    day = read_past_day(days[0]) if len(days) == 1 else None
    is_past = day is not None and day < timezone.now().date()
    place = f"{ON}{day}/" if is_past else ""
    refused = [] if day else days
    if place == below and refused == given:
        return None
    rest = query.copy()
    rest.setlist(DAY, refused)
    asked = rest.urlencode(safe=",")
    return f"{place}?{asked}" if asked else place


def _words(below: str) -> str:
    return below.removeprefix(ON).removesuffix("/")
