"""Whom a message may be sent to: receivers on the public internet, over https.

An editor's address must not become a way into the network that the server stands in. What is
checked here is what is connected to: the sender connects to the very IP addresses of a `Target`
and never asks for the name again, so that a name which changes its mind gains nothing.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

UNSAFE_CHARACTER = re.compile(r"[\x00-\x20\x7f\\]")
# A last label of this form makes resolvers read the whole as one of IPv4's odd notations.
NUMERIC_LABEL = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# IANA's registries of special-purpose addresses, as of 2025, and what clouds give their machines.
# Python's `is_global` lacks some, and which ones differs from release to release.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # Azure's platform
        "169.254.0.0/16",  # this link, with the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # relays of 6to4, deprecated
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "2001::/23",  # protocols, with Teredo, ORCHID and benchmarks
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # given back by the 6bone
        "3fff::/20",  # documentation
    )
)
# The host part by which ISATAP carries an IPv4 address; the lowest bit but one says "unique".
ISATAP = {0x00005EFE, 0x02005EFE}
PORTS = {"http": 80, "https": 443}


class ForbiddenTargetError(ValueError):
    """An address that nothing may be sent to; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Target:
    """A receiver that has been checked. path: with the query; addresses: to connect to."""

    is_secure: bool
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def private_targets_are_allowed() -> bool:
    """Tell whether any address may be a target, as in development."""
    return bool(getattr(settings, "DELIVERY_ALLOW_PRIVATE_TARGETS", False))


def checked(url: str) -> Target:
    """Return where to connect for a URL. Raises ForbiddenTargetError."""
    parts = _split(url)
    host, port = _host(parts), _port(parts)
    addresses = resolve(host, port)
    if not private_targets_are_allowed():
        if parts.scheme != "https":
            raise ForbiddenTargetError(_("The address must begin with https://."))
        if not all(is_public(address) for address in addresses):
            raise ForbiddenTargetError(_("The address leads into a private network."))
    path = iri_to_uri(parts.path or "/") + (f"?{iri_to_uri(parts.query)}" if parts.query else "")
    return Target(parts.scheme == "https", host, port, path, addresses)


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses of a host. Raises ForbiddenTargetError if there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ForbiddenTargetError(
            _("The host %(host)s cannot be found.") % {"host": host}
        ) from error
    return tuple(dict.fromkeys(str(place[0]) for *_rest, place in found))


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, also the one within another."""
    try:
        ip = _innermost(ipaddress.ip_address(address))
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in PUBLIC_IPV6:
        return False
    return ip.is_global and not any(ip in network for network in SPECIAL)


def _innermost(ip: IPAddress) -> IPAddress:
    """Return the IPv4 address that a packet ends at, for the forms of IPv6 that carry one."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in ISATAP:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip


def _split(url: str) -> SplitResult:
    if UNSAFE_CHARACTER.search(url):
        raise ForbiddenTargetError(
            _("The address contains a space or a character that no URL may have.")
        )
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ForbiddenTargetError(_("This is not a URL.")) from error
    if parts.scheme not in PORTS or not parts.netloc:
        raise ForbiddenTargetError(_("The address must begin with https://."))
    if "@" in parts.netloc:
        raise ForbiddenTargetError(_("The address must not contain a user name or password."))
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not host or host.endswith("."):
        raise ForbiddenTargetError(_("The address has no proper host name."))
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]) or ":" in host:
        raise ForbiddenTargetError(_("The address has no proper host name."))
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ForbiddenTargetError(_("The address has no proper host name.")) from error


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise ForbiddenTargetError(_("The address has no proper port.")) from error
    if port == 0:
        raise ForbiddenTargetError(_("The address has no proper port."))
    return port or PORTS[parts.scheme]
