"""What production refuses to start with, each fault as one sentence that names the variable."""

import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult

from cms.settings.randomness import bits_of_chance
from participants.values.frontends import address_fault as frontend_fault
from participants.values.frontends import split_address

SHORTEST_KEY = 50
# A random key of that many decimal digits holds 166, a pattern a quarter of this.
FEWEST_BITS_OF_KEY = 90
SHORTEST_TOKEN = 20
FEWEST_BITS_OF_TOKEN = 20

HOST_NAME = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?")
# Below a country, what anybody may register under; and where strangers are given names.
SHARED_LABELS = frozenset(
    "ac co com edu gob gouv gov go gv info ltd me mil ne net nhs nom or org plc police pp sch "
    "web".split()
)
SHARED_DOMAINS = frozenset(
    "amazonaws.com appspot.com azurewebsites.net cloudfront.net fly.dev github.io gitlab.io "
    "herokuapp.com netlify.app onrender.com pages.dev vercel.app web.app workers.dev".split()
)
DATABASES = ("sqlite3", "postgresql", "postgis")
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def key_fault(name: str, key: str) -> str | None:
    """Return what is wrong with a key that signs."""
    if bits_of_chance(key) < min(FEWEST_BITS_OF_KEY, 2 * len(key)):
        return f"{name} is a default or a pattern: set it to random characters."
    if len(key) < SHORTEST_KEY:
        return f"{name} is too short: set it to at least 50 random characters."
    return None


def token_fault(name: str, token: str) -> str | None:
    """Return what is wrong with a token; none is needed."""
    if not token:
        return None
    if len(token) < SHORTEST_TOKEN:
        return f"{name} is too short: set it to at least 20 random characters."
    if bits_of_chance(token) < FEWEST_BITS_OF_TOKEN:
        return f"{name} is a pattern: set it to random characters."
    return None


def host_faults(name: str, hosts: list[str]) -> Iterator[str]:
    """Yield what is wrong with the hosts that the site answers to."""
    if not hosts:
        yield f"{name} is empty: name the hosts that the site answers to."
    if any(host in {"*", "."} for host in hosts):
        yield f"{name} allows every host: name the hosts that the site answers to."
    elif any(_is_shared(host) for host in hosts):
        yield f"{name} allows the hosts of strangers: name a domain that is yours alone."
    elif not all(_is_host(host) for host in hosts):
        yield (
            f"{name} holds what is no host: write names such as www.example.org, or "
            ".example.org for all below it, without scheme and port, and addresses whole."
        )


def origin_faults(name: str, origins: list[str]) -> Iterator[str]:
    """Yield what is wrong with the origins whose forms are accepted."""
    parts = [split_address(origin) for origin in origins]
    hosts = [part.hostname or "" if part else "" for part in parts]
    patterns = [host.removeprefix("*") for host in hosts]
    if any(pattern in {"", "."} or _is_shared(pattern) for pattern in patterns):
        yield f"{name} trusts the forms of strangers: name origins that are yours alone."
    elif any(part is None or part.scheme != "https" for part in parts):
        yield f"{name} names an origin without https://: what it sends can be read and changed."
    elif not all(map(_is_host, patterns)) or any(part and _has_more(part) for part in parts):
        yield f"{name} holds what is no origin: write https:// and a host, and nothing more."


def address_fault(name: str, address: str) -> str | None:
    """Return what is wrong with the address of the administration."""
    if not address:
        return f"{name} is missing: set it to the address of the administration, with https://."
    parts = split_address(address)
    if parts is None or parts.scheme != "https" or not parts.hostname:
        return f"{name} does not begin with https:// and a host: links in mails would lead astray."
    if _is_this_machine(parts.hostname):
        return f"{name} leads to the reader's own machine: set it to the public address."
    if not _is_host(parts.hostname) or parts.hostname.startswith(".") or _has_more(parts):
        return f"{name} is no address of a site: write https:// and a host, and nothing more."
    return None


def frontend_faults(name: str, addresses: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the addresses at which frontends show drafts."""
    for address in addresses.values():
        if fault := frontend_fault(address, is_plain_allowed=False):
            yield f"{name} {fault}"


def database_fault(name: str, database: dict[str, Any]) -> str | None:
    """Return what is wrong with the database."""
    engine, named = database["ENGINE"], str(database.get("NAME") or "")
    if not engine.endswith(DATABASES):
        return f"{name} names a kind of database that is not supported: SQLite or PostgreSQL."
    if engine.endswith("sqlite3") and (not named or ":memory:" in named or "mode=memory" in named):
        return f"{name} keeps the content in memory, where it is lost: name a file."
    if not named:
        return f"{name} names a server but no database."
    return None


def mail_fault(name: str, mail: dict[str, Any]) -> str | None:
    """Return what is wrong with the mail server."""
    if mail["EMAIL_BACKEND"] != SMTP or not mail.get("EMAIL_HOST"):
        return (
            f"{name} names no mail server, so that mails would reach nobody: write it as "
            "smtp+tls://user:password@host:587."
        )
    return None


def sender_fault(name: str, sender: str) -> str | None:
    """Return what is wrong with the sender of the mails."""
    _name, address = parseaddr(sender)
    local, _at, domain = address.rpartition("@")
    if not local or not _is_host(domain):
        return f"{name} is missing or no address: name the sender of the mails."
    if _is_this_machine(domain) or "." not in domain:
        return f"{name} is an address that nobody can answer: name one on the internet."
    return None


def _is_shared(pattern: str) -> bool:
    """Tell whether strangers have hosts of their own below a domain with a dot before it."""
    if not pattern.startswith("."):
        return False
    domain = pattern.strip(".").lower()
    labels = domain.split(".")
    is_below_country = len(labels) == 2 and len(labels[1]) == 2
    return (
        len(labels) < 2
        or labels[-1].isdigit()
        or domain in SHARED_DOMAINS
        or (is_below_country and labels[0] in SHARED_LABELS)
    )


def _is_host(pattern: str) -> bool:
    """Tell whether Django could find a host by a pattern, and not one that means any address."""
    text = pattern.lower().removeprefix(".")
    try:
        return not ip_address(text.strip("[]")).is_unspecified
    except ValueError:
        is_number = text.rpartition(".")[2].isdigit()
        return not is_number and bool(HOST_NAME.fullmatch(text))


def _is_this_machine(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host.lower().rstrip(".").rpartition(".")[2] in {"localhost", "localdomain"}
    return address.is_loopback or address.is_unspecified or address.is_link_local


def _has_more(parts: SplitResult) -> bool:
    return bool(parts.path or parts.query or parts.fragment or "@" in parts.netloc)
