"""Which language a text is read in, and the visible fallback where it is missing."""

from collections.abc import Mapping
from typing import TypeVar

from django.conf import settings

Text = TypeVar("Text")


def default_language() -> str:
    """Return the language in which every text must exist."""
    return settings.LANGUAGE_CODE


def by_language(texts: Mapping[str, Text], language: str | None) -> Text | None:
    """Return the text in a language, or else in the default language."""
    wanted = texts.get(language or default_language())
    return wanted or texts.get(default_language())
