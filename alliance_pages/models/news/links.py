"""What an article is linked to: participants, countries, themes; how articles are asked for."""

from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, PageManager, PageQuerySet

from alliance_pages.models.base import is_public
from participants.models import Participant, Theme
from participants.models.columns import writable
from participants.values.countries import country_choices, country_name


class ParticipantRole(models.TextChoices):
    """How an article has to do with a participant."""

    ANNOUNCES_ACCESSION = "announces_accession", _("announces the accession of")
    MENTIONS = "mentions", _("mentions")
    INTERVIEWS = "interviews", _("interviews")
    HOSTED_BY = "hosted_by", _("reports from")


class NewsArticleParticipant(Orderable):
    """Link an article to a participant, and say how they have to do with each other."""

    page = ParentalKey(
        "alliance_pages.NewsArticlePage",
        related_name="related_participants",
        on_delete=models.CASCADE,
    )
    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        related_name="article_links",
        on_delete=models.PROTECT,
    )
    role = models.CharField(
        _("the article"), max_length=24, choices=ParticipantRole, default=ParticipantRole.MENTIONS
    )

    panels = [FieldPanel("role"), FieldPanel("participant")]

    api_fields = writable("participant", "role")

    class Meta(Orderable.Meta):
        verbose_name = _("participant of an article")
        verbose_name_plural = _("participants of articles")


class NewsArticleCountry(Orderable):
    """Name a country that an article is about."""

    page = ParentalKey(
        "alliance_pages.NewsArticlePage", related_name="related_countries", on_delete=models.CASCADE
    )
    country = models.CharField(_("country"), max_length=2, choices=country_choices)

    panels = [FieldPanel("country", required_on_save=True)]

    api_fields = writable("country")

    class Meta(Orderable.Meta):
        verbose_name = _("country of an article")
        verbose_name_plural = _("countries of articles")
        indexes = [models.Index(fields=["country"])]

    @property
    def country_name(self) -> str:
        """Return the name in the active language."""
        return country_name(self.country)


class NewsArticleTheme(ItemBase):
    """Link an article to a theme."""

    tag = models.ForeignKey(Theme, related_name="article_themes", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "alliance_pages.NewsArticlePage", related_name="theme_items", on_delete=models.CASCADE
    )


class NewsArticleQuerySet(PageQuerySet):
    """Articles, narrowed in the words of the office."""

    def public_in(self, *locales: int) -> "NewsArticleQuerySet":
        """Keep what visitors of some languages may read. locales: their keys."""
        return self.filter(is_public(), locale__in=locales)

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

    def for_feeds(self) -> "NewsArticleQuerySet":
        """Load what feeds tell of articles, in a fixed number of queries.

        public_links: the links to participants that visitors may see.
        """
        public = NewsArticleParticipant.objects.filter(participant__in=Participant.objects.public())
        links = models.Prefetch(
            "related_participants", public.select_related("participant"), to_attr="public_links"
        )
        return (
            self.newest_first()
            .select_related("locale")
            .prefetch_related("theme_items__tag", "related_countries", links)
            .defer("body")
        )

    def about_country(self, *codes: str) -> "NewsArticleQuerySet":
        """Keep those on one of some countries, or on a public participant there."""
        there = Participant.objects.public().in_country(*codes)
        by_country = NewsArticleCountry.objects.filter(country__in=codes)
        by_participant = NewsArticleParticipant.objects.filter(participant__in=there)
        return self.filter(
            models.Q(pk__in=by_country.values("page"))
            | models.Q(pk__in=by_participant.values("page"))
        )

    def about_participant(self, *participants: Participant | int) -> "NewsArticleQuerySet":
        """Keep those that are linked to one of some participants, or of their keys."""
        links = NewsArticleParticipant.objects.filter(participant__in=participants)
        return self.filter(pk__in=links.values("page"))

    def on_theme(self, *slugs: str) -> "NewsArticleQuerySet":
        """Keep those on one of some themes."""
        items = NewsArticleTheme.objects.filter(tag__slug__in=slugs)
        return self.filter(pk__in=items.values("content_object"))

    def of_known_day(self) -> "NewsArticleQuerySet":
        """Keep those whose date is known to the day."""
        return self.filter(date__regex=r"-[0-9]{2}-[0-9]{2}$")

    def dated(self, *times: str) -> "NewsArticleQuerySet":
        """Keep those of one of some years or months, whatever else of the date is known.

        times: ISO 8601, such as 2014 or 2014-12.
        """
        of_any = models.Q()
        for time in times:
            of_any |= models.Q(date__startswith=time)
        return self.filter(of_any)


NewsArticleManager = PageManager.from_queryset(NewsArticleQuerySet)
