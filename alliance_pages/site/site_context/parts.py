"""The parts of what surrounds a page, as data."""

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from alliance_pages.models.feeds.formats import ATOM


@dataclass(frozen=True)
class Language:
    """A language of the site, named in itself. href: of its home page, None without one."""

    code: str
    name: str
    href: str | None


@dataclass(frozen=True)
class Link:
    """Words and where they lead to. kind: what it is, such as the code of a service."""

    label: str
    href: str
    kind: str = ""


# What a feed tells of: `changes` are those of memberships, `events` a calendar.
Topic = Literal["news", "participants", "changes", "events"]


@dataclass(frozen=True)
class FeedLink:
    """A feed in one format. kind: its media type."""

    topic: Topic
    label: str
    href: str
    kind: str

    @property
    def is_at_foot(self) -> bool:
        """Tell whether the foot of every page offers it: one format of what most people want."""
        return self.kind == ATOM and self.topic in {"news", "participants"}


@dataclass(frozen=True)
class Contact:
    """How to reach the office; whatever is not known is empty."""

    address: str
    email: str
    phone: str


@dataclass(frozen=True)
class JoinCall:
    """The call to join, with and without its link to the page on joining.

    link_text: the words of the text that lead there; form_href: of the form below that page.
    """

    html: SafeString
    text: str
    link_text: str
    key: int
    href: str
    form_href: str


@dataclass(frozen=True)
class Note:
    """The note on terminology in short."""

    key: int
    title: str
    umbrella_term: str
    summary: str
    href: str


@dataclass(frozen=True)
class Credit:
    """Whose work the maps are made of, and under which terms."""

    subject: str
    name: str
    url: str
    licence: str
    licence_url: str = ""
