"""Which language an address names, and which of the site's it stands for."""

from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError
from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.http import HttpRequest
from django.utils.translation import get_language, get_supported_language_variant
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from alliance_pages.content_version import once_per_version


def has_languages_in_addresses(request: HttpRequest) -> bool:
    """Tell whether the addresses of pages begin with their language."""
    urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
    is_prefixed, _is_default_prefixed = is_language_prefix_patterns_used(urlconf)
    return is_prefixed and getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def language_of(page: Page) -> str:
    """Return the language that a page is written in."""
    languages = once_per_version("languages", lambda: dict(Locale.all_objects.values_list()))
    return languages[page.locale_id]


def home_on_only_site(request: HttpRequest) -> Page | None:
    """Return the page at which addresses of the active language begin, if there is one site only.

    The request knows then which site it is for.
    """
    site = once_per_version("only site", _only_site)
    if site is None:
        return None
    request._wagtail_site = site  # type: ignore[attr-defined]  # where Wagtail looks first
    question = ("home of language", get_language())
    return once_per_version(question, lambda: site.root_page.localized.specific)


def _only_site() -> Site | None:
    """Return the site that answers for every host, or None where hosts have to be compared."""
    sites = list(Site.objects.select_related("root_page"))
    return sites[0] if len(sites) == 1 and sites[0].is_default_site else None


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
