"""The tags of answers that lead elsewhere, or say that nothing is there: words of their paths."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

from wagtail.contrib.redirects.models import Redirect

from alliance_pages.dependencies import tags
from alliance_pages.routing import fold_case
from participants.values.text import words

# A path with more words is told of every change of a page or participant.
MOST_WORDS = 16
# A change that more addresses hang on touches all that lead elsewhere.
MOST_WAYS = 60
LONGEST_WORD = 60
# Of `149-….html` on the old site the number alone counted.
NUMBERED = re.compile(r"0*([0-9]{1,5})-.*\.html")


def ways_at(*paths: str) -> set[str]:
    """Return the tags of an answer that depends on what is at some paths of the site, or not.

    paths: percent-encoded or not.
    """
    found = {word for path in paths for word in words_of(path)}
    if len(found) > MOST_WORDS:
        return {tags.WAYS, tags.PAGES, tags.PARTICIPANTS}
    return {tags.WAYS, *map(tags.way_by, found)}


class Ways:
    """Where redirects lead, read once for several objects."""

    def __init__(self) -> None:
        self._by_page: dict[str, set[str]] = {}
        self._by_word: dict[str, set[str]] = {}
        rows = Redirect.objects.values_list(
            "redirect_page", "redirect_link", "redirect_page_route_path", "old_path"
        )
        for page, link, route, old_path in rows:
            own = words_of(old_path)[-1:]
            self._by_page.setdefault(str(page), set()).update(own)
            for word in words_of(link) + words_of(route):
                self._by_word.setdefault(word, set()).update(own)

    def to(self, names: Iterable[str], page: str = "") -> set[str]:
        """Return the tags of what leads to something, or would if it were there.

        names: its slugs, and its numbers on the old site; page: the key under which redirects
        know it.
        """
        found = {*map(_key, names), *self._by_page.get(page, ())}
        added = found
        # One redirect can lead to another.
        while added and len(found) <= MOST_WAYS:
            added = {own for word in added for own in self._by_word.get(word, ())} - found
            found = found | added
        return {tags.WAYS} if len(found) > MOST_WAYS else set(map(tags.way_by, found))


def words_of(path: str) -> list[str]:
    """Return the words of a path or an address, each in the form that all its spellings share."""
    try:
        below = urlsplit(path).path
    except ValueError:
        return []
    return [_key(word) for word in unquote(below).split("/") if word not in {"", "*"}]


def _key(word: str) -> str:
    numbered = NUMBERED.fullmatch(fold_case(word))
    key = numbered[1] if numbered else "-".join(words(word)) or fold_case(word)
    return quote(key[:LONGEST_WORD], safe="")
