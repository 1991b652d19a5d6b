"""The countries an authority can lie in: the Council of Europe area and Kosovo.

Names come from the Unicode CLDR through Babel, except where the Council of Europe uses another
form in its two official languages.
"""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from participants.values.text import fold

MEMBER_STATES = (
    "AL AD AM AT AZ BE BA BG HR CY CZ DK EE FI FR GE DE GR HU IS IE IT LV LI LT LU "
    "MT MD MC ME NL MK NO PL PT RO SM RS SK SI ES SE CH TR UA GB"
).split()

# Not a member state; its municipalities may take part. The code is user-assigned in ISO 3166-1.
KOSOVO = "XK"

CODES = frozenset([*MEMBER_STATES, KOSOVO])

COUNCIL_OF_EUROPE_NAMES = {
    "en": {
        "CZ": "Czech Republic",
        "MD": "Republic of Moldova",
        "SK": "Slovak Republic",
        "TR": "Türkiye",
        "XK": "Kosovo*",
    },
    "fr": {
        "CZ": "République tchèque",
        "MD": "République de Moldova",
        "SK": "République slovaque",
        "TR": "Türkiye",
        "XK": "Kosovo*",
    },
}

FOOTNOTES: dict[str, Promise] = {
    KOSOVO: _(
        "* Any mention of Kosovo is to be read in full accordance with United Nations Security "
        "Council Resolution 1244 and without prejudice to its status."
    ),
}


def country_name(code: str, language: str | None = None) -> str:
    """Return the name of a country in a language, by default the active one.

    code: ISO 3166-1 alpha-2, or XK. Raises KeyError for a code outside the area.
    """
    return _names(language or get_language() or settings.LANGUAGE_CODE)[code]


def country_choices() -> list[tuple[str, str]]:
    """Return (code, name) pairs in the active language, in the order of the names."""
    return _choices(get_language() or settings.LANGUAGE_CODE)


def country_footnotes(codes: frozenset[str] | set[str]) -> list[Promise]:
    """Return the notes that must stand wherever one of these countries is named."""
    return [note for code, note in FOOTNOTES.items() if code in codes]


@cache
def _choices(language: str) -> list[tuple[str, str]]:
    return sorted(_names(language).items(), key=lambda item: fold(item[1]))


@cache
def _names(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(to_locale(language)).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    official = COUNCIL_OF_EUROPE_NAMES.get(language.partition("-")[0], {})
    return {code: official.get(code) or territories[code] for code in sorted(CODES)}
