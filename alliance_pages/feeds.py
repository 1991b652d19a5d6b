"""The newest participants as an Atom feed."""

from urllib.parse import quote
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import feedgenerator
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from participants.models import Participant

MOST_ENTRIES = 20


def lasting_id(key: UUID, *what: object) -> str:
    """Return the Atom id or RSS guid of something that belongs to a page.

    key: the page's translation key, which no new address, host or place changes.
    """
    return uuid5(key, "/".join(map(str, what))).urn


def newest_participants_feed(page: Page, request: HttpRequest) -> HttpResponse:
    """Return the participants that joined last, in the language of the page below which they lie.

    What is said of each is what its card says: figures with their caveats.
    """
    address = page.get_full_url(request)
    language = get_language()
    feed = feedgenerator.Atom1Feed(
        title=gettext("Newest participants of the Alliance"),
        link=address,
        description="",
        language=language,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=lasting_id(page.translation_key, "participants", language),
    )
    newest = Participant.objects.public().taking_part().newest_first()
    for participant in newest.with_parts("texts", "themes", "figures")[:MOST_ENTRIES]:
        feed.add_item(
            title=f"{participant.name}, {participant.country_name}",
            link=f"{address}{quote(participant.slug)}/",
            unique_id=lasting_id(page.translation_key, "participant", participant.pk, language),
            description=render_to_string(
                "alliance_pages/includes/feed_entry.html", {"participant": participant}
            ),
            updateddate=participant.last_published_at,
            pubdate=participant.first_published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
