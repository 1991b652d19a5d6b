"""The names of tags: what answers carry in `Cache-Tag`, and what changes name."""

# Carried by every answer.
ALL = "all"
# The number of participants and countries, and the day that it holds for.
COUNTS = "counts"
# All that leads elsewhere, or says that nothing is there.
WAYS = "ways"
PAGES = "pages"
PARTICIPANTS = "participants"
# Profiles, each of which leads to others: the nearest, those of its country, of its themes.
PROFILES = "profiles"
IMAGES = "images"
DOCUMENTS = "documents"
THEMES = "themes"


def of_page(key: object) -> str:
    """Return the tag of what shows a page by itself."""
    return f"page:{key}"


def way_by(word: str) -> str:
    """Return the tag of what leads elsewhere, or is not there, by a word of its path."""
    return f"way:{word}"


def below_page(key: object) -> str:
    """Return the tag of what shows a page that lies below another."""
    return f"below:{key}"


def of_participant(key: object) -> str:
    """Return the tag of what shows a participant by itself."""
    return f"participant:{key}"


def of_image(key: object) -> str:
    """Return the tag of what shows an image by itself."""
    return f"image:{key}"


def of_document(key: object) -> str:
    """Return the tag of what shows a document by itself."""
    return f"document:{key}"


def participants_in(country: str) -> str:
    """Return the tag of lists of the participants of a country."""
    return f"{PARTICIPANTS}:{country}"


def around(language: str) -> str:
    """Return the tag of what stands around all pages of a language: menus, foot, settings."""
    return f"site:{language}"


def articles(language: str, country: str = "") -> str:
    """Return the tag of lists of the articles of a language, or of those on a country."""
    return f"articles:{language}:{country}" if country else f"articles:{language}"


def countries(language: str, country: str = "") -> str:
    """Return the tag of what leads to the pages on countries of a language, or to one of these."""
    return f"countries:{language}:{country}" if country else f"countries:{language}"
