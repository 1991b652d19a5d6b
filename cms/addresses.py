"""Where the project shows what it holds, for whoever keeps copies of it."""

from collections.abc import Sequence
from urllib.parse import quote

from wagtail.models import Site

from participants.addresses import profiles_address
from participants.models import Participant
from participants.texts_per_language import content_languages


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


def _roots() -> list[str]:
    """Return the beginning of all addresses of each site, which Wagtail has at hand."""
    return list(dict.fromkeys(path.root_url for path in Site.get_site_root_paths()))
