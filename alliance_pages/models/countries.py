"""Countries: the index and one page for each country and language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from alliance_pages.blocks import BodyBlock
from alliance_pages.maps.markers import markers_in, markers_of_all
from alliance_pages.models.base import BasePage, public_pages
from alliance_pages.models.news import NewsArticlePage
from participants.models import Participant
from participants.registry.by_country import countries, former_counts
from participants.values.countries import country_choices, country_footnotes, country_name
from participants.values.fields import RunningTextField
from participants.values.folding import fold

NEWS_PER_COUNTRY = 6
PARTICIPANTS_PER_COUNTRY = 48


class CountryIndexPage(BasePage):
    """All countries with participants, on a map and in a table of equal rank."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types = ["alliance_pages.CountryPage"]

    introduction = RunningTextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    api_fields = [APIField("introduction", writable=True)]

    class Meta:
        verbose_name = _("country index")
        verbose_name_plural = _("country indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        counts = {country.code: country.count for country in countries()}
        pages = {
            page.country: page
            for page in public_pages(CountryPage)
            .filter(locale=self.locale)
            .select_related("locale")
        }
        context["rows"] = sorted(
            (
                {
                    "code": code,
                    "name": country_name(code),
                    "count": counts.get(code, 0),
                    "page": pages.get(code),
                }
                for code in counts.keys() | pages.keys()
            ),
            key=lambda row: fold(str(row["name"])),
        )
        context["markers"] = markers_of_all()
        context["former"] = sum(former_counts().values())
        context["footnotes"] = country_footnotes(counts.keys() | pages.keys())
        return context


class CountryPage(BasePage):
    """One country in one language; its participants and news are computed.

    country: ISO 3166-1 alpha-2, or XK.
    """

    parent_page_types = ["alliance_pages.CountryIndexPage"]
    subpage_types: list[str] = []

    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    introduction = RunningTextField(_("introduction"), blank=True, max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("country", required_on_save=True),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.FilterField("country"),
    ]

    api_fields = [
        APIField("country", writable=True),
        APIField("introduction", writable=True),
        APIField("body", writable=True),
    ]

    translatable_fields = [
        *(TranslatableField(name) for name in ("title", "slug", "introduction", "body")),
        *(TranslatableField(name) for name in ("seo_title", "search_description")),
        SynchronizedField("country", overridable=False),
    ]

    class Meta:
        verbose_name = _("country page")
        verbose_name_plural = _("country pages")

    def clean(self) -> None:
        super().clean()
        twins = CountryPage.objects.filter(country=self.country, locale_id=self.locale_id)
        if self.country and twins.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"country": gettext("There is already a page for this country in this language.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        here = Participant.objects.public().taking_part().in_country(self.country)
        shown = here.with_parts("texts", "themes", "figures", "image")[:PARTICIPANTS_PER_COUNTRY]
        context["participants"] = shown
        context["markers"] = markers_in(self.country)
        context["former"] = context["markers"].former
        news = NewsArticlePage.objects.public_in(self.locale_id).about_country(self.country)
        context["news"] = news.for_listing()[:NEWS_PER_COUNTRY]
        context["footnotes"] = country_footnotes({self.country})
        return context
