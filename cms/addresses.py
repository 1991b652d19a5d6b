"""Where the project shows what the registry holds, for whoever keeps copies of it."""

from collections.abc import Iterator
from urllib.parse import quote

from wagtail.models import Site

from participants.addresses import profiles_address
from participants.models import Participant
from participants.texts_per_language import content_languages


def participant_addresses(key: str) -> Iterator[str]:
    """Yield the full URLs of a participant: in the API, and its profile in each language."""
    site = Site.objects.filter(is_default_site=True).first()
    participant = Participant.objects.filter(pk=key).first()
    if site is None or participant is None:
        return
    yield f"{site.root_url}/api/v2/participants/{participant.pk}/"
    for language in content_languages():
        path = profiles_address(language)
        if path:
            yield f"{site.root_url}{path.removeprefix(site.root_url)}{quote(participant.slug)}/"


def page_addresses(key: str) -> Iterator[str]:
    """Yield the full URL of a page in the API of each site. Without a query."""
    for root_url in {path.root_url for path in Site.get_site_root_paths()}:
        yield f"{root_url}/api/v2/pages/{key}/"
