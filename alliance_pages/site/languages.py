"""Which language an address names, and which of the site's it stands for."""

from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError
from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.http import HttpRequest
from django.utils.translation import get_language, get_supported_language_variant
from wagtail.coreutils import get_supported_content_language_variant


def has_languages_in_addresses(request: HttpRequest) -> bool:
    """Tell whether the addresses of pages begin with their language."""
    urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
    is_prefixed, _is_default_prefixed = is_language_prefix_patterns_used(urlconf)
    return is_prefixed and getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def content_language(language: str | None = None) -> str | None:
    """Return the language of pages that a language stands for, the active one unless given."""
    try:
        return get_supported_content_language_variant(language or get_language())
    except LookupError:
        return None


def language_named(word: str) -> str | None:
    """Return the language that the first word of a path names, such as "fr" for "FR" or "fr-FR".

    One that the project does not have is returned as it is known in general, such as "de".
    """
    try:
        named = BabelLocale.parse(word, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    if str(named).replace("_", "-").casefold() != word.casefold():
        return None
    try:
        return get_supported_language_variant(word.casefold())
    except LookupError:
        return named.language
