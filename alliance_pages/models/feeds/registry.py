"""What feeds tell of participants: who has joined last, and what has happened since."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from django.db.models import Prefetch
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from alliance_pages.finder.events import dated_events, statement
from alliance_pages.models.feeds.formats import (
    MOST_ENTRIES,
    Entry,
    FeedBelow,
    moment,
    updated_at,
)
from participants.models import MembershipEvent, Participant, ParticipantText
from participants.models.querysets import ParticipantQuerySet

NEWEST_TITLE = _("Newest participants of the Alliance")
CHANGES_TITLE = _("Changes among the participants of the Alliance")


def newest_feed(place: FeedBelow, found: ParticipantQuerySet) -> HttpResponse:
    """Return those of some public participants that joined last.

    What is said of each is what its card says: figures with their caveats.
    """
    newest = found.newest_first().with_parts("texts", "themes", "figures")[:MOST_ENTRIES]
    entries = [
        _entry(
            place,
            participant,
            what=("participant", participant.pk),
            html=render_to_string(
                "alliance_pages/includes/feed_entry.html", {"participant": participant}
            ),
            published=participant.first_published_at,
        )
        for participant in newest
    ]
    return place.answer(str(NEWEST_TITLE), "participants", entries)


def changes_feed(place: FeedBelow, found: ParticipantQuerySet) -> HttpResponse:
    """Return what happened last to some public participants, a sentence for each event.

    An event without a date cannot be put in order, and is left out. The entry is published on the
    day of the event if that is known; it is updated whenever its participant is published.
    """
    entries = [
        _entry(
            place,
            participant,
            what=("event", participant.pk, event.kind, number),
            html=f"<p>{escape(statement(participant, event))}</p>",
            published=moment(event.when),
        )
        for participant, event, number in _last_events(found)
    ]
    return place.answer(str(CHANGES_TITLE), "changes", entries)


def _entry(
    place: FeedBelow,
    participant: Participant,
    *,
    what: Sequence[object],
    html: str,
    published: datetime | None,
) -> Entry:
    return Entry(
        id=place.id_of(*what),
        title=f"{participant.name}, {participant.country_name}",
        href=f"{place.page.get_full_url(place.request)}{quote(participant.slug)}/",
        html=html,
        updated=updated_at(participant),
        published=published,
        categories=(*(theme.label for theme in participant.theme_list), participant.country_name),
    )


def _last_events(found: ParticipantQuerySet) -> list[tuple[Participant, MembershipEvent, int]]:
    """Return the latest dated events with their participants, the latest first.

    Each has its number among the events of its kind: rows come anew when a participant is
    published, and a date can be put right.
    """
    keys = list(dated_events(found).values_list("participant", "pk")[:MOST_ENTRIES])
    names = Prefetch("events__successor__texts", ParticipantText.objects.select_related("locale"))
    loaded = Participant.objects.with_parts("texts", "themes", "events").prefetch_related(names)
    by_key: dict[int, tuple[Participant, MembershipEvent, int]] = {}
    for participant in loaded.filter(pk__in={key for key, _event in keys}):
        numbers: Counter[str] = Counter()
        for event in participant.events.all():
            numbers[event.kind] += 1
            by_key[event.pk] = participant, event, numbers[event.kind]
    return [by_key[event] for _participant, event in keys if event in by_key]
