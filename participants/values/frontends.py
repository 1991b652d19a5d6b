"""Where frontends show what editors work on: the setting FRONTEND_PREVIEW_URL."""

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PLACEHOLDER = re.compile(r"{([^{}]*)}")
PLACEHOLDERS = frozenset({"locale", "site"})
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
# The key of the address that holds wherever no other does.
EVERYWHERE = ""


def frontend_address(site: str, language: str) -> str | None:
    """Return where the frontend of a site shows previews in a language, or None.

    site: the host; language: the code. What names both counts more than a site, and that more
    than a language.
    """
    addresses = frontend_addresses()
    for key in (f"{site}/{language}", site, language, EVERYWHERE):
        if address := addresses.get(key):
            return address.replace("{locale}", language).replace("{site}", site)
    return None


def frontend_addresses() -> Mapping[str, str]:
    """Return the addresses by site, language, "site/language", or EVERYWHERE; none unless set."""
    found: Mapping[str, str] = getattr(settings, "FRONTEND_PREVIEW_URL", None) or {}
    return found


def frontend_origins() -> list[str]:
    """Return scheme and host of all frontends, for what says which pages may be shown in frames."""
    parts = (urlsplit(address) for address in frontend_addresses().values())
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def address_fault(address: object, *, is_plain_allowed: bool) -> str | None:
    """Return what is wrong with the address of a frontend, in a sentence that does not repeat it.

    is_plain_allowed: whether it may be without https:// where it leads to this machine.
    """
    parts = split_address(address) if isinstance(address, str) else None
    if parts is None or not parts.hostname or "@" in parts.netloc:
        return "is no address: write https://, a host and a path."
    is_plain = is_plain_allowed and parts.scheme == "http" and parts.hostname in THIS_MACHINE
    if parts.scheme != "https" and not is_plain:
        return "does not begin with https://: drafts could be read on their way."
    if "{" in parts.netloc or parts.fragment:
        return "has a placeholder in its host, or a “#”: name the addresses one by one."
    if set(PLACEHOLDER.findall(str(address))) - PLACEHOLDERS or re.search(
        "[{}]", PLACEHOLDER.sub("", str(address))
    ):
        return "has an unknown placeholder: known are {locale} and {site}."
    return None


def split_address(address: str) -> SplitResult | None:
    """Return the parts of an address, or None where it is none."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  reading it checks it
    except ValueError:
        return None
    return parts
