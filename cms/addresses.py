"""Where the project shows what it holds, for whoever keeps copies of it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings
from wagtail.models import Site

from participants.extension_points import profiles_address
from participants.models import Participant
from participants.values.languages import content_languages

HTTP_PORT = 80
HTTPS_PORT = 443


def participant_addresses(keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the full URLs of participants: in the API, and their profiles in each language."""
    roots = _roots()
    places = [place for code in content_languages() if (place := profiles_address(code))]
    found = Participant.objects.filter(pk__in=keys).values_list("pk", "slug")
    return {
        str(key): [
            *(f"{root}/api/v2/participants/{key}/" for root in roots),
            *(
                f"{root}{place.removeprefix(root)}{quote(slug)}/"
                for root in roots
                for place in places
            ),
        ]
        for key, slug in found
    }


def page_addresses(keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the full URLs of pages in the API."""
    return {key: [f"{root}/api/v2/pages/{key}/" for root in _roots()] for key in keys}


def read_over_https(instance: Site, **kwargs: Any) -> None:
    """Take a site whose port nobody has chosen for one that is read over HTTPS, where sites are.

    Wagtail makes the scheme of mails, feeds, sitemaps and the API from the port of the site, which
    is 80 until somebody changes it. instance: has just been made or loaded.
    """
    # A column that was not loaded is not asked for.
    if settings.SITES_ARE_HTTPS and instance.__dict__.get("port") == HTTP_PORT:
        instance.port = HTTPS_PORT


def _roots() -> list[str]:
    """Return the beginning of all addresses of each site, which Wagtail has at hand."""
    return list(dict.fromkeys(path.root_url for path in Site.get_site_root_paths()))
