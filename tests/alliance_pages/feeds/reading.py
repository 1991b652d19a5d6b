"""Read feeds and calendars as strictly as their formats are described."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator

ATOM = "{http://www.w3.org/2005/Atom}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"
TEXT = {"type": "string", "minLength": 1}
AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "required": ["name"], "properties": {"name": TEXT}},
}
JSON_FEED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "title", "home_page_url", "feed_url", "language", "authors", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "language": {"enum": ["en", "fr"]},
        "authors": AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "url", "title", "content_html", "date_modified"],
                "properties": {
                    "id": {"type": "string", "pattern": URN.pattern},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "title": TEXT,
                    "content_html": {"type": "string"},
                    "date_published": {"type": "string", "pattern": MOMENT},
                    "date_modified": {"type": "string", "pattern": MOMENT},
                    "tags": {"type": "array", "minItems": 1, "items": TEXT},
                },
            },
        },
    },
}


@dataclass(frozen=True)
class Told:
    """What a feed says of one entry, whatever its format."""

    id: str
    title: str
    href: str
    html: str
    published: dt.datetime | None
    categories: tuple[str, ...]


@dataclass(frozen=True)
class FeedRead:
    title: str
    author: str
    language: str
    address: str
    entries: list[Told]

    @property
    def titles(self):
        return [entry.title for entry in self.entries]


def read_atom(body):
    feed = ET.fromstring(body)
    assert feed.tag == f"{ATOM}feed"
    [name] = feed.findall(f"{ATOM}author/{ATOM}name")
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for required in ("id", "title", "updated"):
            [element] = part.findall(f"{ATOM}{required}")
            assert element.text
        assert URN.fullmatch(part.find(f"{ATOM}id").text)
        assert dt.datetime.fromisoformat(part.find(f"{ATOM}updated").text).tzinfo
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links.keys() == {"alternate", "self"}
    return FeedRead(
        title=feed.find(f"{ATOM}title").text,
        author=name.text,
        language=feed.get("{http://www.w3.org/XML/1998/namespace}lang"),
        address=links["self"],
        entries=[
            Told(
                id=entry.find(f"{ATOM}id").text,
                title=entry.find(f"{ATOM}title").text,
                href=entry.find(f"{ATOM}link").get("href"),
                html=_summary(entry),
                published=_moment(entry.findtext(f"{ATOM}published")),
                categories=tuple(one.get("term") for one in entry.findall(f"{ATOM}category")),
            )
            for entry in feed.findall(f"{ATOM}entry")
        ],
    )


def read_rss(body):
    rss = ET.fromstring(body)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    [channel] = rss
    for required in ("title", "link", "description", "lastBuildDate"):
        assert channel.findtext(required), required
    items = channel.findall("item")
    authors = {item.findtext(CREATOR) for item in items}
    assert len(authors) <= 1
    assert all(item.find("guid").get("isPermaLink") == "false" for item in items)
    return FeedRead(
        title=channel.findtext("title"),
        author=next(iter(authors), ""),
        language=channel.findtext("language"),
        address=channel.find(f"{ATOM}link[@rel='self']").get("href"),
        entries=[
            Told(
                id=item.findtext("guid"),
                title=item.findtext("title"),
                href=item.findtext("link"),
                html=item.findtext("description"),
                published=_mailed(item.findtext("pubDate")),
                categories=tuple(one.text for one in item.findall("category")),
            )
            for item in items
        ],
    )


def read_json(body):
    feed = json.loads(body)
    Draft202012Validator(JSON_FEED).validate(feed)
    return FeedRead(
        title=feed["title"],
        author=feed["authors"][0]["name"],
        language=feed["language"],
        address=feed["feed_url"],
        entries=[
            Told(
                id=item["id"],
                title=item["title"],
                href=item["url"],
                html=item["content_html"],
                published=_moment(item.get("date_published")),
                categories=tuple(item.get("tags", ())),
            )
            for item in feed["items"]
        ],
    )


READERS = {
    "": ("application/atom+xml", read_atom),
    "rss/": ("application/rss+xml", read_rss),
    "json/": ("application/feed+json", read_json),
}


def read_feed(client, address, word="", **query):
    """Return what a feed says in the format of a word, checked against its description."""
    kind, read = READERS[word]
    response = client.get(f"{address}{word}", query)
    assert response.status_code == 200
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    return read(response.content)


def read_calendar(client, address, **query):
    """Return the events of a calendar, each as its properties without parameters."""
    response = client.get(address, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return events_in(response.content)


def events_in(body):
    assert body.endswith(b"\r\n")
    lines = body[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    # Each line is whole letters.
    unfolded = "\r\n".join(line.decode() for line in lines).replace("\r\n ", "").split("\r\n")
    assert (unfolded[0], unfolded[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in unfolded
    assert any(line.startswith("PRODID:") for line in unfolded)
    events, inside = [], None
    for line in unfolded:
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[A-Z]+)?):(.*)", line).groups()
        if line == "BEGIN:VEVENT":
            inside = {}
        elif line == "END:VEVENT":
            assert inside.keys() >= {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "URL"}
            assert re.fullmatch(r"\d{8}T\d{6}Z", inside["DTSTAMP"])
            events.append(inside)
            inside = None
        elif inside is not None:
            assert name not in inside
            inside[name] = value
    return events


def as_read(text):
    """Return a text of a calendar as it was before it was escaped."""
    signs = {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ","}
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", text)
    return re.sub(r"\\(.)", lambda found: signs[found[1]], text)


def _summary(entry):
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    return summary.text or ""


def _mailed(text):
    return parsedate_to_datetime(text) if text else None


def _moment(text):
    return dt.datetime.fromisoformat(text) if text else None
