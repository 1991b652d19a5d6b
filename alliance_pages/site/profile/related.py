"""Others that a profile leads to, and the way to all of them in the finder."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.utils.translation import gettext

from participants.registry.listing.loading import load
from participants.registry.listing.related import Place, related_to
from participants.registry.listing.rows import ParticipantRow
from participants.values.languages import babel_locale

READS = ("slug", "country", "texts.name")


@dataclass(frozen=True)
class RelatedPlace:
    """One of a group. distance: how far away it is, in words, or empty."""

    participant: ParticipantRow
    distance: str


@dataclass(frozen=True)
class RelatedGroup:
    """Some that have something in common. more, query: the way to all of them in the finder."""

    name: str
    title: str
    places: list[RelatedPlace]
    more: str
    query: str


def related_groups(place: Place) -> list[RelatedGroup]:
    """Return the groups that there is somebody in, in the active language."""
    found = related_to(place)
    keys = dict.fromkeys([*found.neighbours, *found.in_country, *found.on_themes])
    rows = {row.pk: row for row in load(list(keys), READS)}

    def group(name: str, title: str, keys: Iterable[int], more: str, **query: str) -> RelatedGroup:
        distances = found.neighbours if name == "neighbours" else {}
        places = [
            RelatedPlace(rows[key], _in_words(distances.get(key))) for key in keys if key in rows
        ]
        return RelatedGroup(name, title, places, more, f"?{urlencode(query, safe=',')}")

    groups = (
        group(
            "neighbours",
            gettext("Nearest"),
            found.neighbours,
            gettext("All on the map"),
            view="map",
        ),
        group(
            "country",
            gettext("In the same country"),
            found.in_country,
            gettext("All of this country"),
            country=place.country,
        ),
        group(
            "themes",
            gettext("On the same themes"),
            found.on_themes,
            gettext("All on these themes"),
            theme=",".join(sorted(place.themes)),
        ),
    )
    return [one for one in groups if one.places]


def _in_words(km: float | None) -> str:
    if km is None:
        return ""
    return gettext("%(number)s km") % {"number": format_decimal(round(km), locale=babel_locale())}
