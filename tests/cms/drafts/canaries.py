"""A word of its own for everything that is not public, by who may read it.

Each canary is one word, so that a search index keeps it as it is.
"""

import re

SPELLING = re.compile(r"zv[a-z]+9y")

# What was never published, is due later, is over, was taken back, has edits that are not published.
STATES = ("draft", "later", "gone", "taken", "edited")


def _word(*names: str) -> str:
    return f"zv{''.join(names)}9y"


def _words(*names: str) -> set[str]:
    return {_word(name) for name in names}


KINDS = {
    # Pages, versions, decisions and comments of a tree in which only some may work.
    "pages": {
        *(_word(state, part) for state in STATES for part in ("page", "body", "seo")),
        *_words("slug", "article", "country", "terms", "private", "inner", "known", "decision"),
    },
    "comments": _words("comment", "reply"),
    # Of a section that has editors of its own, and of its translation elsewhere.
    "own": _words("own", "ownbody"),
    "french": _words("french"),
    # Shown to whoever has signed in, since its page says so.
    "members": _words("members"),
    "registry": {
        *(
            _word(state, part)
            for state in STATES
            for part in ("name", "local", "summary", "person", "measure")
        ),
        *_words("verdict"),
    },
    # The file's name, in the record of an import.
    "imports": _words("import"),
    "images": {
        _word("picture", part, place)
        for part in ("title", "alt", "source")
        for place in ("draft", "private")
    },
    "documents": {
        *(
            _word("paper", part, place)
            for part in ("title", "file")
            for place in ("draft", "private")
        ),
        _word("paper", "text", "draft"),
    },
    # Of a collection with a password, which Wagtail asks everybody for.
    "locked texts": {_word("paper", "text", "private")},
    "collections": _words("collection"),
    "tags": _words("tag"),
    "templates": _words("template"),
    # What editors have prepared and nobody has published, and what a moderator said of it.
    "settings": _words("settings", "settingsword"),
    "redirects": _words("redirect"),
    "workflows": _words("workflow", "task"),
    # What remains of what was deleted, in the history of the site.
    "deleted pages": _words("deletedpage"),
    "deleted places": _words("deletedplace"),
    "page passwords": _words("pagepassword"),
    "collection passwords": _words("collectionpassword"),
}
ALL = set().union(*KINDS.values())


def canary(*names: str) -> str:
    """Return one of the words. Raises LookupError for one that belongs to no kind."""
    word = _word(*names)
    if word not in ALL:
        raise LookupError(word)
    return word


def found_in(text: str) -> set[str]:
    """Return the canaries that stand in a text, in whatever case.

    What is only spelled like one is chance: a page's token for forms is 64 random characters.
    """
    return ALL & set(SPELLING.findall(text.lower()))
