"""The vocabulary for asking the registry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from participants.folding import words
from participants.models.initiative import Initiative, InitiativeText
from participants.models.membership import EventKind, MembershipEvent, Status
from participants.models.text import ParticipantText
from participants.models.theme import ParticipantTheme

MOST_TERMS = 20  # more words than any name has, and few enough for every database


@dataclass(frozen=True)
class RegistryCounts:
    """How many take part, of how many countries, and how many of them without a known date."""

    participants: int
    countries: int
    undated: int


class ParticipantQuerySet(models.QuerySet):
    """Participants, narrowed in the words of the office."""

    def public(self) -> "ParticipantQuerySet":
        """Keep what may leave the building: live, and not past its expiry."""
        not_expired = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
        return self.filter(not_expired, live=True)

    def taking_part(self) -> "ParticipantQuerySet":
        """Keep those that count as cities and regions of the Alliance today."""
        return self.filter(status__in=Status.taking_part())

    def in_country(self, *codes: str) -> "ParticipantQuerySet":
        """Keep those of the given countries. codes: ISO 3166-1 alpha-2, or XK."""
        return self.filter(country__in=codes)

    def of_kind(self, *kinds: str) -> "ParticipantQuerySet":
        """Keep those of the given kinds."""
        return self.filter(kind__in=kinds)

    def on_theme(self, *slugs: str) -> "ParticipantQuerySet":
        """Keep those that work on at least one of the themes."""
        items = ParticipantTheme.objects.filter(tag__slug__in=slugs)
        return self.filter(pk__in=items.values("content_object"))

    def with_status(self, *statuses: str) -> "ParticipantQuerySet":
        """Keep those of the given statuses."""
        return self.filter(status__in=statuses)

    def joined_from(self, day: date) -> "ParticipantQuerySet":
        """Keep those whose admission began on the day or later."""
        return self.filter(joined_on__gte=day)

    def joined_until(self, day: date) -> "ParticipantQuerySet":
        """Keep those whose admission began on the day or earlier."""
        return self.filter(joined_on__lte=day)

    def as_of(self, day: date) -> "ParticipantQuerySet":
        """Keep those admitted on or before the day and not gone by then.

        Those without a known date of admission are left out; `counts()` says how many they are.
        """
        turns = MembershipEvent.objects.filter(
            participant=OuterRef("pk"),
            kind__in=[EventKind.ADMITTED, EventKind.WITHDRAWN, EventKind.MERGED],
            date__gt="",
            date__lte=day.isoformat(),
        ).order_by("-sort_order")
        return self.alias(last_turn=models.Subquery(turns.values("kind")[:1])).filter(
            last_turn=EventKind.ADMITTED
        )

    def matching(self, query: str) -> "ParticipantQuerySet":
        """Keep those with a name, in any language, that has words beginning as the query's do.

        Accents, case and script do not matter. A query without a letter or digit finds nothing.
        """
        terms = words(query)[:MOST_TERMS]
        if not terms:
            return self.none()
        found = self
        for term in terms:
            found = found.filter(search_text__contains=f" {term}")
        return found

    def newest_first(self) -> "ParticipantQuerySet":
        """Order by admission: the highest number is the newest, then the latest date."""
        return self.order_by(
            F("number").desc(nulls_last=True), F("joined_on").desc(nulls_last=True), "-pk"
        )

    def counts(self) -> RegistryCounts:
        """Count those that take part today."""
        return RegistryCounts(
            **self.taking_part().aggregate(
                participants=Count("pk"),
                countries=Count("country", distinct=True),
                undated=Count("pk", filter=Q(joined_on=None)),
            )
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
        path = ExpressionWrapper(OuterRef("image__collection__path"), models.CharField())
        private = CollectionViewRestriction.objects.alias(asked_for=path).filter(
            asked_for__startswith=F("collection__path")
        )
        return self.select_related("image").annotate(has_private_image=Exists(private))


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
