"""All public addresses, and what stands at them now."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus

from django.test import Client
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from alliance_pages.dependencies.paths import LISTING
from alliance_pages.models import (
    CountryPage,
    NewsIndexPage,
    ParticipantIndexPage,
    WithdrawnAddress,
)
from alliance_pages.models.base import public_pages
from participants.models import CreditedImage, Participant

RESOLVE = "/api/v2/resolve/?path="
LISTS = (
    "/api/v2/participants/?limit=100&fields=*",
    "/api/v2/participants/?limit=100&country=GR",
    "/api/v2/participants/summary/?facets=all",
    "/api/v2/participants/places/",
    "/api/v2/participants/export.json",
    "/api/v2/participants/export.csv",
    "/api/v2/pages/?limit=100&fields=*&type=alliance_pages.NewsArticlePage",
    "/api/v2/pages/?limit=100&fields=*&type=alliance_pages.CountryPage",
    "/api/v2/pages/summary/?type=alliance_pages.NewsArticlePage&facets=all",
    "/api/v2/images/?limit=100",
    "/api/v2/documents/?limit=100",
    "/api/v2/site/?locale=en",
    "/api/v2/site/?locale=fr",
    f"{RESOLVE}/en/participants/%3Fcountry%3DGR&lists=true",
    f"{RESOLVE}/fr/actualites/%3Fcountry%3DGR%26year%3D2014%26page%3D2&lists=true",
    f"{RESOLVE}/en/search/%3Fq%3Droma&lists=true",
    f"{RESOLVE}/en/nothing/%3Fq%3Droma&lists=true",
    *("/en/search/", "/en/search/?q=roma", "/fr/search/?q=grece", "/api/v2/search/?q=mayors"),
    f"{RESOLVE}/fr/participants/open-data/",
    f"{RESOLVE}/en/participants/on/2014-06-30/&lists=true",
    f"{RESOLVE}/fr/pays/france/on/2014-06-30/&lists=true",
    "/api/v2/oembed/?url=/fr/participants/megara/",
    *("/embed/count/?locale=fr", "/embed/map/", "/embed/map/?country=GR&theme=dark"),
    *("/embed/participant/megara/", "/embed/participant/nobody/"),
    "/embed/participant/megara/card.png?locale=fr",
    "/api/v2/openapi.json",
    "/api/v2/",
    "/sitemap.xml",
    "/sitemap-pages-1.xml",
    "/sitemap-participants-1.xml",
    "/sitemap-news.xml",
    "/sitemap-none-1.xml",
    "/en/nothing-here/",
    "/robots.txt",
)
BELOW_PARTICIPANTS = (
    *("", "?country=GR", "?status=former", "open-data/"),
    *("on/2014-06-30/", "on/2014-06-30/?view=map&country=GR"),
    *("feed/", "feed/rss/", "feed/json/?country=GR"),
    *("changes/", "changes/rss/?theme=housing", "changes/json/?country=GR"),
)
BELOW_NEWS = (
    *("", "?country=GR", "?theme=housing"),
    *("feed/", "feed/?country=GR", "feed/rss/?theme=housing", "feed/json/", "calendar/"),
)
BELOW = {
    ParticipantIndexPage: BELOW_PARTICIPANTS,
    NewsIndexPage: BELOW_NEWS,
    CountryPage: ("", "on/2014-06-30/"),
}


@dataclass(frozen=True)
class Seen:
    """What stands at an address.

    tags: what it carries in Cache-Tag; is_kept: whether anybody may keep it, as no way to a form
    in which readers sign in.
    """

    digest: str
    tags: frozenset[str]
    is_kept: bool


def addresses():
    """Return every public address by itself; of lists, some of their forms."""
    found = list(LISTS)
    for page in public_pages().specific().order_by("path"):
        path = page.get_url_parts()[2]
        below = BELOW.get(type(page), ("",))
        found += [f"{path}{end}" for end in below]
        # The lists are told beside all that is told without them.
        found += [f"{RESOLVE}{path}&lists=true", f"/api/v2/pages/{page.pk}/"]
        if isinstance(page, LISTING):
            found.append(f"{RESOLVE}{path}")
    for place in Participant.objects.public().order_by("pk"):
        found.append(f"/api/v2/participants/{place.pk}/")
        for language in ("en", "fr"):
            with override(language):
                path = profile(place, language)
            found += [path, f"{RESOLVE}{path}&lists=true"] if path else []
    for name, model in (("images", CreditedImage), ("documents", get_document_model())):
        found += [f"/api/v2/{name}/{row.pk}/" for row in model.objects.order_by("pk")]
    found += [
        redirect.old_path for redirect in Redirect.objects.all() if "*" not in redirect.old_path
    ]
    for path in WithdrawnAddress.objects.values_list("path", flat=True):
        found += [path, f"{RESOLVE}{path}"]
    return list(dict.fromkeys(found))


def profile(place, language):
    from participants.extension_points import profiles_address

    index = profiles_address(language)
    return index and f"{re.sub('^https?://[^/]+', '', index)}{place.slug}/"


def look(client: Client, address: str) -> Seen:
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    is_form = bool(answer.cookies)
    if is_form:
        # A form with a secret of its own: what asks for a password differs for each reader.
        client.cookies.clear()
        body = b"a form"
    said = (answer.status_code, answer.get("Location", ""), body)
    tags = answer.get("Cache-Tag", "")
    digest = blake2b(repr(said).encode()).hexdigest()
    is_kept = not is_form and answer.status_code != HTTPStatus.FOUND
    return Seen(digest, frozenset(filter(None, tags.split(","))), is_kept)
