"""Reading the path that is asked about: one spelling of an address of this site, or a 400."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote, unquote_to_bytes

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict

from alliance_pages.site.addresses import SAFE_IN_PATHS
from alliance_pages.site.resolution import LONGEST_PATH
from participants.registry.listing.parameters import refuse

NAME = "path"

ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class AskedPath:
    """A path as a browser shows it. path: without escapes; query: what follows the "?"."""

    path: str
    query: str

    @property
    def escaped(self) -> str:
        """Return the path as it stands in a link."""
        return quote(self.path, safe=SAFE_IN_PATHS)

    @cached_property
    def parameters(self) -> QueryDict:
        """Return the parameters that were given. Raises BadRequestError."""
        try:
            return QueryDict(self.query)
        except TooManyFieldsSent:
            refuse(NAME, "has too many parameters.")

    @property
    def address(self) -> str:
        """Return the path with the parameters that were given."""
        return f"{self.escaped}?{self.query}" if self.query else self.escaped


def read_path(query: QueryDict) -> AskedPath:
    """Return what the parameter `path` names, escaped or not. Raises BadRequestError."""
    text = query.get(NAME)
    if text is None:
        refuse(NAME, "must be given, such as path=/en/.")
    if len(text) > LONGEST_PATH:
        refuse(NAME, f"cannot be longer than {LONGEST_PATH} characters.")
    if "#" in text:
        refuse(NAME, "must end before the “#”: no server is asked for what follows it.")
    escaped, _, parameters = text.partition("?")
    path = _unescaped(escaped)
    if not path.startswith("/"):
        refuse(NAME, "must begin with “/”: without scheme and host.")
    if path.startswith("//"):
        refuse(NAME, "must begin with one “/”: what follows two is a host.")
    if "\\" in path:
        refuse(NAME, "must not contain backslashes.")
    if any(step in {".", ".."} for step in path.split("/")):
        refuse(NAME, "must not contain “.” or “..” as a step.")
    if _has_controls(path + unquote(parameters)):
        refuse(NAME, "must not contain control characters.")
    return AskedPath(path, parameters)


def _unescaped(escaped: str) -> str:
    if BROKEN_ESCAPE.search(escaped):
        refuse(NAME, "has a “%” without two hexadecimal digits; the sign itself is %25.")
    try:
        path = unquote_to_bytes(escaped).decode()
    except UnicodeDecodeError:
        path = UNREADABLE
    if UNREADABLE in path:
        refuse(NAME, "is not UTF-8.")
    if ESCAPE.search(path):
        refuse(NAME, "is percent-encoded twice.")
    return path


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(letter) == "Cc" for letter in text)
