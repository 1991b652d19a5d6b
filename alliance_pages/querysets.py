"""The vocabulary for asking for articles."""

from django.db import models
from wagtail.models import Locale, PageQuerySet

from alliance_pages.models.base import public_pages
from alliance_pages.models.news_links import (
    NewsArticleCountry,
    NewsArticleParticipant,
    NewsArticleTheme,
)
from participants.models import Participant


class NewsArticleQuerySet(PageQuerySet):
    """Articles, narrowed in the words of the office."""

    def public_in(self, locale: Locale) -> "NewsArticleQuerySet":
        """Keep what visitors of a language may read."""
        return self.filter(pk__in=public_pages().values("pk"), locale=locale)

    def newest_first(self) -> "NewsArticleQuerySet":
        """Order by date, the latest first; what is known less exactly comes later."""
        return self.order_by("-date", "-pk")

    def for_listing(self) -> "NewsArticleQuerySet":
        """Load what a list of articles prints, in a fixed number of queries."""
        return (
            self.newest_first()
            .select_related("lead_image", "locale")
            .prefetch_related("lead_image__renditions")
            .defer("body")
        )

    def about_country(self, code: str) -> "NewsArticleQuerySet":
        """Keep those on a country, or on a public participant there."""
        there = Participant.objects.public().in_country(code)
        by_country = NewsArticleCountry.objects.filter(country=code)
        by_participant = NewsArticleParticipant.objects.filter(participant__in=there)
        return self.filter(
            models.Q(pk__in=by_country.values("page"))
            | models.Q(pk__in=by_participant.values("page"))
        )

    def about_participant(self, participant: Participant) -> "NewsArticleQuerySet":
        """Keep those that are linked to a participant."""
        links = NewsArticleParticipant.objects.filter(participant=participant)
        return self.filter(pk__in=links.values("page"))

    def on_theme(self, slug: str) -> "NewsArticleQuerySet":
        """Keep those on a theme."""
        return self.filter(
            pk__in=NewsArticleTheme.objects.filter(tag__slug=slug).values("content_object")
        )

    def of_year(self, year: str) -> "NewsArticleQuerySet":
        """Keep those of a year, whatever else of the date is known."""
        return self.filter(date__startswith=year)
