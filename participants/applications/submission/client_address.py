"""Where a request comes from, as far as it can be believed."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# What one household, office or machine is given as a whole; the rest it may change at will.
BITS_OF_ONE_SENDER = 64


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the client, an IPv6 address cut to its first 64 bits.

    The setting PARTICIPANTS_TRUSTED_PROXIES says how many proxies in front add to X-Forwarded-For:
    0 (the default) leaves the header unread, 1 believes its last entry. What is no address in it
    counts as not sent. Empty where the server knows no address either, as on a Unix socket.
    """
    proxies = getattr(settings, "PARTICIPANTS_TRUSTED_PROXIES", 0)
    return _named_by_proxies(request, proxies) or _cut(request.META.get("REMOTE_ADDR", ""))


def _named_by_proxies(request: HttpRequest, proxies: int) -> str:
    entries = request.headers.get("X-Forwarded-For", "").rsplit(",", max(proxies, 0))
    return _cut(entries[-proxies]) if 0 < proxies <= len(entries) else ""


def _cut(text: str) -> str:
    try:
        address = ip_address(_without_port(text.strip()))
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    beyond = address.max_prefixlen - BITS_OF_ONE_SENDER
    return str(IPv6Address(int(address) >> beyond << beyond))


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
