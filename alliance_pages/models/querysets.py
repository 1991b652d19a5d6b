"""The vocabulary for asking for articles."""

from django.db import models
from django.db.models.functions import Left
from wagtail.models import PageQuerySet

from alliance_pages.models.base import is_public
from alliance_pages.models.news_links import (
    NewsArticleCountry,
    NewsArticleParticipant,
    NewsArticleTheme,
)
from participants.models import Participant


class NewsArticleQuerySet(PageQuerySet):
    """Articles, narrowed in the words of the office."""

    def public_in(self, locale: int) -> "NewsArticleQuerySet":
        """Keep what visitors of a language may read. locale: the key of one."""
        return self.filter(is_public(), locale=locale)

    def newest_first(self) -> "NewsArticleQuerySet":
        """Order by date, the latest first; what is known less exactly comes later."""
        return self.order_by("-date", "-pk")

    def years(self) -> list[str]:
        """Return the years that there are articles of, the latest first."""
        years = self.order_by().annotate(year=Left("date", 4)).values_list("year", flat=True)
        return sorted(years.distinct(), reverse=True)

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
