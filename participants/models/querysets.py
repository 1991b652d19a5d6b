"""The vocabulary for asking the registry."""

from array import array
from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_

from django.db import connections, models
from django.db.models import (
    F,
    FilteredRelation,
    Prefetch,
    Q,
    Subquery,
)
from django.db.models.functions import Cast, Collate, Now

from participants.models.image import is_private
from participants.models.parts.membership import EventKind, MembershipEvent, Status
from participants.models.parts.on_file import HAS_ON_FILE, has_on_file, keys_with
from participants.models.parts.texts import Initiative, InitiativeText, ParticipantText
from participants.models.parts.theme import ParticipantTheme
from participants.models.registry_state import RegistryState
from participants.models.search import relevance, terms_of
from participants.values.place import Box, Point, distance_km


class ParticipantQuerySet(models.QuerySet):
    """Participants, narrowed in the words of the office."""

    def public(self) -> "ParticipantQuerySet":
        """Keep what may leave the building: live, and not past its expiry."""
        not_expired = Q(expire_at=None) | Q(expire_at__gt=Now())
        return self.filter(not_expired, live=True)

    def taking_part(self) -> "ParticipantQuerySet":
        """Keep those that count as cities and regions of the Alliance, now or on a given day.

        Whatever counts, lists or maps participants and is not told otherwise begins here.
        """
        return self.with_status(*Status.taking_part())

    def former(self) -> "ParticipantQuerySet":
        """Keep those that took part once and do no more, now or on a given day."""
        return self.with_status(*Status.former())

    def in_country(self, *codes: str) -> "ParticipantQuerySet":
        """Keep those of the given countries. codes: ISO 3166-1 alpha-2, or XK."""
        return self.filter(country__in=codes)

    def of_kind(self, *kinds: str) -> "ParticipantQuerySet":
        return self.filter(kind__in=kinds)

    def on_theme(self, *slugs: str) -> "ParticipantQuerySet":
        items = ParticipantTheme.objects.filter(tag__slug__in=slugs)
        return self.filter(pk__in=items.values("content_object"))

    def with_on_file(self, *names: str) -> "ParticipantQuerySet":
        """Keep those that have any of the named things on file; `OnFile` has the names."""
        kept = (Q(pk__in=keys_with(name)) for name in names)
        return self.filter(reduce(or_, kept))

    def with_what_is_on_file(self) -> "ParticipantQuerySet":
        """Tell of each what it has on file, in the columns of HAS_ON_FILE."""
        return self.annotate(**{name: has_on_file(what) for what, name in HAS_ON_FILE.items()})

    def with_status(self, *statuses: str) -> "ParticipantQuerySet":
        """Keep those of the given statuses, now or on the day of `standing_on`."""
        column = "standing" if "standing" in self.query.annotations else "status"
        return self.filter(**{f"{column}__in": statuses})

    def joined_from(self, day: date) -> "ParticipantQuerySet":
        """Keep those whose admission began on the day or later."""
        return self.filter(joined_on__gte=day)

    def joined_until(self, day: date) -> "ParticipantQuerySet":
        """Keep those whose admission began on the day or earlier."""
        return self.filter(joined_on__lte=day)

    def joined_in(self, *years: int) -> "ParticipantQuerySet":
        """Keep those whose admission began in any of the years."""
        return self.filter(joined_on__year__in=years)

    def as_of(self, day: date) -> "ParticipantQuerySet":
        """Keep those that took part on the day: admitted on or before it and not gone by then."""
        return self.standing_on(day).taking_part()

    def standing_on(self, day: date) -> "ParticipantQuerySet":
        """Keep those whose membership on the day is known, with `standing` and `admitted` then.

        standing: the status on that day; admitted: ISO 8601 of known precision. Those without a
        known date of admission are left out, never guessed.
        """
        known = Q(
            events__date__gt="",
            events__date__lte=day.isoformat(),
            events__until__gt=day.isoformat(),
        )
        return (
            self.alias(event_in_force=FilteredRelation("events", condition=known))
            .annotate(
                standing=F("event_in_force__standing"), admitted=F("event_in_force__admitted")
            )
            .filter(admitted__gt="")
        )

    def undated(self) -> "ParticipantQuerySet":
        """Keep those whose last admission has no known date."""
        return self.filter(joined_on=None)

    def never_dated(self) -> "ParticipantQuerySet":
        """Keep those that have no admission of known date: they took part on no known day."""
        dated = MembershipEvent.objects.filter(kind=EventKind.ADMITTED, date__gt="")
        return self.exclude(pk__in=dated.values("participant"))

    def today(self) -> "ParticipantQuerySet":
        """Give each its `standing` and `admitted` of now, as `standing_on` does for a day."""
        return self.annotate(
            standing=F("status"),
            admitted=Cast(F("joined_on"), models.CharField()),
        )

    def in_box(self, box: Box) -> "ParticipantQuerySet":
        return self.filter(box.as_filter())

    def near(self, point: Point, within_km: float) -> "ParticipantQuerySet":
        """Keep those within the distance, the nearest first, with their `distance_km`."""
        return (
            self.in_box(Box.around(point, within_km))
            .annotate(distance_km=distance_km(point))
            .filter(distance_km__lte=within_km)
            .order_by("distance_km", "sort_name", "pk")
        )

    def matching(self, query: str) -> "ParticipantQuerySet":
        """Keep those with a name, in any language, that has words beginning as the query's do.

        Accents, case and script do not matter. A query without a letter or digit finds nothing.
        """
        terms = terms_of(query)
        return self.filter(search_text__has_words=terms) if terms else self.none()

    def with_fit(self, query: str) -> "ParticipantQuerySet":
        """Give each its `fit`: how well the names fit the query, 0 the best."""
        return self.annotate(fit=relevance(query))

    def best_first(self, query: str) -> "ParticipantQuerySet":
        return self.with_fit(query).order_by("fit", "sort_name", "pk")

    def beside_state(self) -> "ParticipantQuerySet":
        """Give each the `state` of the registry: the token that holds for what is read with it."""
        state = RegistryState.objects.filter(pk=1).values("token")[:1]
        return self.annotate(state=Subquery(state))

    def canonical(self) -> "ParticipantQuerySet":
        """Order by number, then slug: the same on every machine and database."""
        collation = "C" if connections[self.db].vendor == "postgresql" else "BINARY"
        return self.order_by(F("number").asc(nulls_last=True), Collate("slug", collation))

    def keys(self) -> array:
        return array("q", self.values_list("pk", flat=True).iterator(chunk_size=10_000))

    def newest_first(self) -> "ParticipantQuerySet":
        """Order by admission: the highest number is the newest, then the latest date."""
        return self.order_by(
            F("number").desc(nulls_last=True), F("joined_on").desc(nulls_last=True), "-pk"
        )

    def with_names(self) -> "ParticipantQuerySet":
        """Load the texts, so that printing names asks the database no more."""
        return self.with_parts("texts")

    def with_everything(self) -> "ParticipantQuerySet":
        """Load all that a profile shows, in a fixed number of queries."""
        return self.with_parts(*PARTS)

    def with_parts(self, *names: str) -> "ParticipantQuerySet":
        """Load the named parts, in a fixed number of queries; PARTS has the names."""
        found = self._with_image() if "image" in names else self
        lookups = [lookup for name in names for lookup in PARTS[name]()]
        return found.prefetch_related(*lookups)

    def _with_image(self) -> "ParticipantQuerySet":
        """Load the image, and whether its collection or one above it is private."""
        private = is_private("image__collection__path")
        return self.select_related("image").annotate(has_private_image=private)


PARTS: dict[str, Callable[[], list[str | Prefetch]]] = {
    "texts": lambda: [Prefetch("texts", ParticipantText.objects.select_related("locale"))],
    "themes": lambda: [Prefetch("theme_items", ParticipantTheme.objects.select_related("tag"))],
    "events": lambda: [Prefetch("events", MembershipEvent.objects.select_related("successor"))],
    "representatives": lambda: ["representatives"],
    "figures": lambda: ["figures"],
    "initiatives": lambda: [
        Prefetch("initiatives", Initiative.objects.select_related("theme")),
        Prefetch("initiatives__texts", InitiativeText.objects.select_related("locale")),
    ],
    "image": lambda: ["image__renditions"],
}
