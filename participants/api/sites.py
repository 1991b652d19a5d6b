"""Which of Wagtail's sites a request is for."""

from typing import Any

from django.http.request import HttpRequest, split_domain_port
from wagtail.models import Site

from participants.registry.compiled_query import CompiledQuery

_COLUMNS = [field.attname for field in Site._meta.concrete_fields]
_SITES = CompiledQuery(lambda: Site.objects.order_by("pk").values_list(*_COLUMNS))


def remember_site(request: HttpRequest) -> None:
    """Let `Site.find_for_request` know the answer; its own question costs as much as a list."""
    request._wagtail_site = _site_for(  # type: ignore[attr-defined]  # where Wagtail looks first
        split_domain_port(request._get_raw_host())[0],  # type: ignore[attr-defined]  # as Wagtail
        request.get_port(),
    )


def _site_for(hostname: str, port: str) -> Site | None:
    """Return the site of a host as Wagtail chooses it.

    That is the one of the host and port, or else the default one if it has the host, or else the
    only one of the host, or else the default one.
    """
    sites: list[Any] = [Site.from_db(None, _COLUMNS, row) for row in _SITES.rows()]
    of_host = [site for site in sites if site.hostname == hostname]
    default = next((site for site in sites if site.is_default_site), None)
    exact = next((site for site in of_host if str(site.port) == port), None)
    if exact or default in of_host:
        return exact or default
    if len(of_host) == 1:
        return of_host[0]
    return default
