"""Which language a text is read in, and the visible fallback where it is missing."""

from collections.abc import Mapping
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language, to_locale

Text = TypeVar("Text")


def default_language() -> str:
    """Return the language in which every text must exist."""
    return settings.LANGUAGE_CODE


def by_language(texts: Mapping[str, Text], language: str | None) -> Text | None:
    """Return the text in a language, or else in the default language."""
    wanted = texts.get(language or default_language())
    return wanted or texts.get(default_language())


def babel_locale() -> str:
    """Return the locale that dates and numbers of the active language are written in.

    English is British, as everywhere in the Council of Europe.
    """
    language = get_language() or default_language()
    return "en_GB" if language == "en" else to_locale(language)
