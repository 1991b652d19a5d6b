"""What is asked for: one name for each public answer, however its address was spelled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.conf import settings
from wagtail.models import Site, get_page_models

Environ = dict[str, Any]
# Whether a page says of a parameter that it knows no such one.
Refuses = Callable[[str], bool]

MOST_PARAMETERS = 100
# What clients do not escape in a value, as in `fields=*` and `country=GR,IT`.
USUAL = "*,:/"
# By whether it is secure.
USUAL_PORTS = {True: 443, False: 80}
LONGEST_PORT = 5
HOST = "HTTP_X_FORWARDED_HOST" if settings.USE_X_FORWARDED_HOST else "HTTP_HOST"


class Address(NamedTuple):
    """The address of an answer. is_secure: asked for by HTTPS; host: as the client wrote it."""

    is_secure: bool
    host: str
    path: str
    query: str


@dataclass(frozen=True)
class Canonical:
    """The one spelling of an address. has_lost: parameters that no page reads were left out."""

    address: Address
    has_lost: bool


class Unreadable(ValueError):  # noqa: N818  says what the address is, not what went wrong
    """Says that an address is not for the store: its host or its query string."""


def address_of(environ: Environ) -> Address:
    """Return the address as it was spelled."""
    return Address(
        is_secure(environ), environ.get(HOST, ""), environ["PATH_INFO"], environ["QUERY_STRING"]
    )


def is_secure(environ: Environ) -> bool:
    """Tell what Django's `request.is_secure()` will say."""
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and (value := environ.get(header[0])) is not None:
        return value.split(",", 1)[0].strip() == header[1]
    return environ["wsgi.url_scheme"] == "https"


def canonical(
    address: Address, hosts: frozenset[str], refusing: Callable[[], Mapping[str, Refuses]]
) -> Canonical:
    """Return the one spelling of an address: parameters in order, none that no page reads.

    hosts: those that the site is known by; refusing: returns the pages that say so themselves, by
    their paths, with what tells whether they say it of a parameter. Raises Unreadable.
    """
    host = canonical_host(address.host, is_secure=address.is_secure)
    if host not in hosts:
        raise Unreadable(host)
    try:
        given = parse_qsl(
            # WSGI hands over bytes, written as the characters of Latin-1.
            address.query.encode("latin-1").decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError as error:
        raise Unreadable(address.query) from error
    kept = sorted(given, key=lambda parameter: parameter[0])
    if not address.path.startswith(strict_paths()):
        read = [parameter for parameter in kept if parameter[0] in page_parameters()]
        if len(read) < len(kept) and (refuses := _refuses(refusing(), address.path)):
            read = [one for one in kept if one[0] in page_parameters() or refuses(one[0])]
        kept = read
    changed = address._replace(host=host, query=urlencode(kept, safe=USUAL))
    return Canonical(changed, has_lost=len(kept) < len(given))


@lru_cache(maxsize=512)
def canonical_host(host: str, *, is_secure: bool) -> str:
    """Return the one spelling of a Host header: small, without the root's dot and a usual port."""
    name, colon, port = host.lower().rpartition(":")
    if not colon or not (port.isascii() and port.isdigit() and len(port) <= LONGEST_PORT):
        name, port = host.lower(), ""
    if name.endswith(".") and not name.endswith(".."):
        name = name[:-1]
    number = int(port) if port else USUAL_PORTS[is_secure]
    return name if number == USUAL_PORTS[is_secure] else f"{name}:{number}"


def known_hosts(port: str) -> frozenset[str]:
    """Return the hosts that the site is known by, with and without the ports in question.

    Those are the names in ALLOWED_HOSTS and of Wagtail's sites; a wildcard names nobody, since
    whoever asks could otherwise invent hosts, each with answers of its own. port: the server's.
    """
    sites = list(Site.objects.values_list("hostname", "port"))
    names = {name.lower() for name in settings.ALLOWED_HOSTS if name[:1] not in {"*", "."}}
    names |= {hostname.lower() for hostname, _port in sites}
    ports = {port, "80", "443", *(str(own) for _hostname, own in sites)}
    return frozenset(names | {f"{name}:{own}" for name in names for own in ports})


def refusing_pages() -> dict[str, Refuses]:
    """Return by their paths the live pages of those types that refuse unknown parameters.

    `refuses_at` of a type says what follows the page's address where it does; "*" is any word.
    """
    types = [model for model in get_page_models() if hasattr(model, "refuses_parameter")]
    return {
        # WSGI hands over bytes, written as the characters of Latin-1.
        unquote(urlsplit(page.url or "").path).encode().decode("latin-1")
        + below: model.refuses_parameter
        for model in types
        for page in model.objects.live()
        for below in getattr(model, "refuses_at", ("",))
    }


def _refuses(refusing: Mapping[str, Refuses], path: str) -> Refuses | None:
    above = path.rstrip("/").rpartition("/")[0]
    return refusing.get(path) or refusing.get(f"{above}/*")


@lru_cache(maxsize=1)
def page_parameters() -> frozenset[str]:
    """Return the names of all parameters that some page of this project reads."""
    return frozenset().union(*(parameters_of(model) for model in get_page_models()))


def parameters_of(page: Any) -> frozenset[str]:
    """Return the names of the parameters that a page, or type of page, says that it reads."""
    return frozenset(getattr(page, "query_parameters", ()))


def strict_paths() -> tuple[str, ...]:
    """Return the beginnings of the paths whose views refuse what they do not know."""
    return tuple(getattr(settings, "DELIVERY_STRICT_PATHS", ("/api/",)))
