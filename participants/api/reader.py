"""Who asks the registry, and what is worked out once for all items of the answer."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote

from wagtail.api.utils import get_base_url
from wagtail.rich_text import expand_db_html

from participants.extension_points import profiles_address
from participants.models import Participant

SEPARATOR = "\0"  # it can be in no text of the database


class Reader:
    """Who asks, in which language (code of a content language), and about which day."""

    def __init__(self, request: Any, language: str, day: date | None = None) -> None:
        self.request = request
        self.language = language
        self.day = day
        self._html: dict[str, str] = {}

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path or address of this site."""
        return path if path.startswith("http") else f"{self._base}{path}"

    def detail_url(self, pk: int) -> str | None:
        """Return the address of a participant in the API, or None where it has no endpoint."""
        return f"{self._listing}{pk}/" if self._listing else None

    def html_url(self, slug: str) -> str | None:
        """Return the address of a profile, or None where the site has no such page."""
        return f"{self._profiles}{quote(slug)}/" if self._profiles else None

    def html(self, source: str) -> str:
        """Return rich text as HTML with its links resolved."""
        return self._html.get(source, source)

    def expand(self, sources: Iterable[str]) -> None:
        """Resolve the links of rich texts, all that are of one type together."""
        linked = list(dict.fromkeys(source for source in sources if "linktype=" in source))
        if linked:
            expanded = expand_db_html(SEPARATOR.join(linked)).split(SEPARATOR)
            self._html.update(zip(linked, expanded, strict=True))

    @cached_property
    def _base(self) -> str:
        return get_base_url(self.request) or ""

    @cached_property
    def _listing(self) -> str | None:
        # The address of an item is that of the list and its key: Wagtail reverses it for each.
        path = self.request.wagtailapi_router.get_model_listing_urlpath(Participant)
        return self.absolute(path) if path else None

    @cached_property
    def _profiles(self) -> str | None:
        path = profiles_address(self.language)
        return self.absolute(path) if path else None
