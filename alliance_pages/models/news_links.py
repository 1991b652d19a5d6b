"""What an article is linked to: participants with a role, countries, themes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable

from participants.models import Participant, Theme
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

    api_fields = [APIField("participant", writable=True), APIField("role", writable=True)]

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

    api_fields = [APIField("country", writable=True)]

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
