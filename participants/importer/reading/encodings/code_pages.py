"""The old encodings of European languages, of one byte for a letter, as people call them."""

import codecs

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

WESTERN = _("Western European")
CENTRAL = _("Central European")
SOUTH_EASTERN = _("South-Eastern European")
SOUTHERN = _("Southern European")
CYRILLIC = _("Cyrillic")
GREEK = _("Greek")
TURKISH = _("Turkish")
BALTIC = _("Baltic")
NORDIC = _("Nordic")
CELTIC = _("Celtic")
ICELANDIC = _("Icelandic")
PORTUGUESE = _("Portuguese")

# What is more usual stands further up: where readings are as good, it is offered first.
_CODE_PAGES: dict[str, tuple[str, Promise]] = {
    "cp1252": ("Windows-1252", WESTERN),
    "cp1250": ("Windows-1250", CENTRAL),
    "cp1251": ("Windows-1251", CYRILLIC),
    "cp1253": ("Windows-1253", GREEK),
    "cp1254": ("Windows-1254", TURKISH),
    "cp1257": ("Windows-1257", BALTIC),
    "cp850": ("DOS 850", WESTERN),
    "cp852": ("DOS 852", CENTRAL),
    "mac_roman": ("Macintosh", WESTERN),
    "cp437": ("DOS 437", WESTERN),
    "iso8859_15": ("ISO 8859-15", WESTERN),
    "iso8859_2": ("ISO 8859-2", CENTRAL),
    "mac_latin2": ("Macintosh", CENTRAL),
    "cp866": ("DOS 866", CYRILLIC),
    "koi8_r": ("KOI8-R", CYRILLIC),
    "koi8_u": ("KOI8-U", CYRILLIC),
    "mac_cyrillic": ("Macintosh", CYRILLIC),
    "iso8859_5": ("ISO 8859-5", CYRILLIC),
    "cp737": ("DOS 737", GREEK),
    "mac_greek": ("Macintosh", GREEK),
    "iso8859_7": ("ISO 8859-7", GREEK),
    "cp857": ("DOS 857", TURKISH),
    "mac_turkish": ("Macintosh", TURKISH),
    "iso8859_9": ("ISO 8859-9", TURKISH),
    "cp775": ("DOS 775", BALTIC),
    "iso8859_13": ("ISO 8859-13", BALTIC),
    "iso8859_4": ("ISO 8859-4", BALTIC),
    "iso8859_1": ("ISO 8859-1", WESTERN),
    "cp858": ("DOS 858", WESTERN),
    "iso8859_16": ("ISO 8859-16", SOUTH_EASTERN),
    "iso8859_3": ("ISO 8859-3", SOUTHERN),
    "iso8859_10": ("ISO 8859-10", NORDIC),
    "iso8859_14": ("ISO 8859-14", CELTIC),
    "mac_croatian": ("Macintosh", _("Croatian")),
    "mac_romanian": ("Macintosh", _("Romanian")),
    "mac_iceland": ("Macintosh", ICELANDIC),
    "cp855": ("DOS 855", CYRILLIC),
    "cp1125": ("DOS 1125", _("Ukrainian")),
    "cp860": ("DOS 860", PORTUGUESE),
    "cp861": ("DOS 861", ICELANDIC),
    "cp863": ("DOS 863", _("Canadian French")),
    "cp865": ("DOS 865", NORDIC),
    "cp869": ("DOS 869", GREEK),
    "cp1258": ("Windows-1258", _("Vietnamese")),
}

LABELS: dict[str, str | Promise] = {
    name: format_lazy("{region} ({page})", region=region, page=page)
    for name, (page, region) in _CODE_PAGES.items()
}
UNICODE = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16"}


def encoding_named(name: str) -> str:
    """Return how this package calls an encoding that people may call otherwise, or ""."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    for known in (*UNICODE, *LABELS):
        if codecs.lookup(known).name == found.name:
            return known
    return ""


def label_of(encoding: str) -> str:
    return UNICODE.get(encoding) or str(LABELS[encoding])
