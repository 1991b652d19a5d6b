"""Wagtail's backends for CDNs, saying by an exception that a purge has failed.

Wagtail's own only log it, so that nobody would try again. A backend that a project brings itself
is used as it is: it raises what goes wrong.
"""

from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
from uuid import uuid4

import requests
from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.contrib.frontend_cache import backends as stock
from wagtail.contrib.frontend_cache.backends.azure import AzureBaseBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest
from wagtail.contrib.frontend_cache.utils import get_backends

# In a backend's settings: answers are dropped by what their header Cache-Tag names.
BY_TAG = "BY_TAG"
# Named in one request; Cloudflare takes no more.
MOST_TAGS = 30
# How long a CDN may take to answer. Seconds.
PATIENCE = 30


class PurgeFailedError(Exception):
    """The CDN has not been reached, or has refused."""


class HTTPBackend(stock.HTTPBackend):
    """Varnish, nginx and what else understands the method PURGE."""

    def purge_tags(self, tags: list[str]) -> None:
        """Ask for the purge of answers, a PURGE naming many tags. Raises PurgeFailedError."""
        target = f"{self.cache_scheme}://{self.cache_netloc}/"
        for some in _pieces(tags):
            self._send(PurgeRequest(target, headers={"Cache-Tag": ",".join(some)}), "tags")

    def purge(self, url: str) -> None:
        """Ask for the purge of an address. Raises PurgeFailedError."""
        asked = urlsplit(url)
        target = asked._replace(scheme=self.cache_scheme, netloc=self.cache_netloc).geturl()
        self._send(PurgeRequest(target, headers={"Host": asked.netloc}), url)

    def _send(self, request: Request, what: str) -> None:
        try:
            urlopen(request, timeout=PATIENCE).close()  # noqa: S310  the settings name the scheme
        except (URLError, OSError) as error:
            raise PurgeFailedError(f"{what}: {error}") from error


class CloudflareBackend(stock.CloudflareBackend):
    """Cloudflare, by its own interface."""

    def purge_tags(self, tags: list[str]) -> None:
        """Ask for the purge of answers by their tags. Raises PurgeFailedError."""
        for some in _pieces(tags):
            self._ask({"tags": some})

    def _purge_urls(self, urls: list[str]) -> None:
        self._ask({"files": urls})

    def _ask(self, what: dict[str, list[str]]) -> None:
        if self.cloudflare_token:
            headers = {"Authorization": f"Bearer {self.cloudflare_token}"}
        else:
            headers = {
                "X-Auth-Email": self.cloudflare_email,
                "X-Auth-Key": self.cloudflare_api_key,
            }
        try:
            response = requests.post(
                self.cloudflare_purge_endpoint_url,
                json=what,
                headers=headers,
                timeout=PATIENCE,
            )
            response.raise_for_status()
            answer = response.json()
        except requests.RequestException as error:
            raise PurgeFailedError(f"Cloudflare: {error}") from error
        if not answer.get("success"):
            raise PurgeFailedError(f"Cloudflare: {answer.get('errors')}")


class CloudfrontBackend(stock.CloudfrontBackend):
    """Amazon CloudFront; raises what its client raises."""

    def _create_invalidation(self, distribution_id: str, paths: list[str]) -> None:
        self.client.create_invalidation(
            DistributionId=distribution_id,
            InvalidationBatch={
                "Paths": {"Quantity": len(paths), "Items": paths},
                "CallerReference": str(uuid4()),
            },
        )


class RaisingAzureMixin(AzureBaseBackend):
    """Both of Azure's CDNs; raises what their clients raise."""

    def _purge_content(self, paths: list[str]) -> None:
        self._make_purge_call(self._get_client(), paths)


class AzureCdnBackend(RaisingAzureMixin, stock.AzureCdnBackend):
    """Azure CDN."""


class AzureFrontDoorBackend(RaisingAzureMixin, stock.AzureFrontDoorBackend):
    """Azure Front Door."""


IN_PLACE_OF: dict[type, type] = {
    stock.HTTPBackend: HTTPBackend,
    stock.CloudflareBackend: CloudflareBackend,
    stock.CloudfrontBackend: CloudfrontBackend,
    stock.AzureCdnBackend: AzureCdnBackend,
    stock.AzureFrontDoorBackend: AzureFrontDoorBackend,
}


def knows_addresses() -> bool:
    """Tell whether there is a CDN that is told addresses."""
    return any(not options.get(BY_TAG) for options in _configured().values())


def knows_tags() -> bool:
    """Tell whether there is a CDN that is told tags: one with BY_TAG among its settings."""
    return any(options.get(BY_TAG) for options in _configured().values())


def backend_settings(*, by_tag: bool) -> dict[str, dict[str, Any]]:
    """Return Wagtail's setting, each of its own backends replaced by the one that raises.

    by_tag: those that are told tags, and not those that are told addresses. Raises ImportError
    for a backend that does not exist.
    """
    return {
        name: {
            **{key: value for key, value in options.items() if key != BY_TAG},
            "BACKEND": _path(_raising(options["BACKEND"])),
        }
        for name, options in _configured().items()
        if bool(options.get(BY_TAG)) == by_tag
    }


def purge_tags(tags: list[str]) -> None:
    """Have the answers with some tags purged. Raises what the backend raises."""
    for backend in get_backends(backend_settings(by_tag=True)).values():
        backend.purge_tags(tags)


def _configured() -> dict[str, dict[str, Any]]:
    configured: dict[str, dict[str, Any]] | None = getattr(settings, "WAGTAILFRONTENDCACHE", None)
    location = getattr(settings, "WAGTAILFRONTENDCACHE_LOCATION", None)
    if configured is None and location:
        configured = {"default": {"BACKEND": _path(stock.HTTPBackend), "LOCATION": location}}
    return configured or {}


def _pieces(tags: list[str]) -> list[list[str]]:
    return [tags[start : start + MOST_TAGS] for start in range(0, len(tags), MOST_TAGS)]


def _raising(path: str) -> type:
    backend = import_string(path)
    return IN_PLACE_OF.get(backend, backend)


def _path(backend: type) -> str:
    return f"{backend.__module__}.{backend.__qualname__}"
