"""What readers, screen readers and search engines find in a page, so that two sites compare."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

# Those that do not begin a new line.
INLINE = {"a", "b", "button", "em", "i", "label", "small", "span", "strong", "summary", "time"}
NO_END = {"br", "hr", "img", "input", "link", "meta", "source"}
FIELDS = {"input", "select", "textarea"}
# Collected static files have a digest in their names.
DIGEST = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


@dataclass
class Shown:
    """A page, part by part; addresses of its own site are paths."""

    title: str = ""
    language: str = ""
    head: dict[str, str] = field(default_factory=dict)
    alternates: set[tuple[str, str]] = field(default_factory=set)
    json_ld: Any = None
    headings: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[tuple[str, ...]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    current: list[tuple[str, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def differences(self, other: "Shown") -> list[str]:
        """Return the parts in which another page differs, each with what only one of them has."""
        return [
            f"{part.name}: {apart(getattr(self, part.name), getattr(other, part.name))}"
            for part in fields(self)
            if getattr(self, part.name) != getattr(other, part.name)
        ]


def apart(one: Any, two: Any) -> str:
    """Say how two values differ that do."""
    if not isinstance(one, list):
        return f"{one!r} is not {two!r}"
    missing = [item for item in one if item not in two]
    added = [item for item in two if item not in one]
    return f"missing {missing!r}, added {added!r}" if missing or added else "in another order"


class _Reader(HTMLParser):
    """Read a page. hosts: of which addresses are paths."""

    def __init__(self, address: str, hosts: Collection[str]) -> None:
        super().__init__()
        self.address, self.hosts = address, hosts
        self.open: list[tuple[str, dict[str, Any], int]] = []
        self.pieces: list[str] = []
        self.shown = Shown()

    def path(self, href: str) -> str:
        parts = urlsplit(urljoin(self.address, href))
        own = parts._replace(scheme="", netloc="") if parts.netloc in self.hosts else parts
        return DIGEST.sub("", own.geturl())

    @property
    def is_hidden(self) -> bool:
        return any(
            "hidden" in given or given.get("aria-hidden") == "true" for _, given, _ in self.open
        )

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag not in INLINE:
            self.pieces.append("\n")
        if tag not in NO_END:
            self.open.append((tag, given, len(self.pieces)))
        if not self.is_hidden:
            self.read_start(tag, given)

    def read_start(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name") or given.get("property") or ""
        if tag == "html":
            self.shown.language = given["lang"]
        elif tag == "meta" and name:
            self.shown.head[name] = given["content"]
        elif tag == "link" and given["rel"] in {"alternate", "canonical"}:
            kind = given.get("hreflang") or given.get("type") or given["rel"]
            self.shown.alternates.add((kind, self.path(given["href"])))
        elif tag == "img":
            size = given.get("width", ""), given.get("height", "")
            self.shown.pictures.append((given["alt"], self.path(given["src"]), *size))
        elif tag == "source":
            addresses = [self.path(one.split()[0]) for one in given["srcset"].split(", ")]
            self.shown.pictures.append((given["type"], given["sizes"], *addresses))
        elif tag in FIELDS and given.get("type") != "hidden":
            self.shown.fields.append((tag, given.get("type", "text")))

    def handle_endtag(self, tag: str) -> None:
        if tag in NO_END:
            return
        words = " ".join("".join(self.pieces[self.open[-1][2] :]).split())
        if not self.is_hidden:
            self.read_end(tag, self.open[-1][1], words)
        opened, given, start = self.open.pop()
        assert opened == tag, (opened, tag, self.getpos())
        if self.is_hidden or "hidden" in given or tag in {"head", "script"}:
            del self.pieces[start:]
        if tag not in INLINE:
            self.pieces.append("\n")

    def read_end(self, tag: str, given: dict[str, str], words: str) -> None:
        if tag == "a" and "href" in given:
            self.shown.links.append((words, self.path(given["href"])))
        elif re.fullmatch("h[1-6]", tag):
            self.shown.headings.append((tag, words))
        elif tag == "title" and self.open[-2][0] == "head":
            self.shown.title = words
        elif tag == "script" and given.get("type") == "application/ld+json":
            self.shown.json_ld = json.loads(words)
        if given.get("aria-current"):
            self.shown.current.append((given["aria-current"], words))

    def handle_data(self, data: str) -> None:
        self.pieces.append(re.sub(r"\s+", " ", data))


def shown(html: str, address: str, hosts: Collection[str]) -> Shown:
    """Return what a page shows. hosts: of which addresses are paths."""
    reader = _Reader(address, hosts)
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    reader.shown.text = [line for line in lines if line]
    return reader.shown
