"""Countries: the index and one page for each country and language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from alliance_pages.maps import markers_in, markers_of_all
from alliance_pages.models.base import BasePage, public_pages
from alliance_pages.models.news import LatestNews
from alliance_pages.models.shared import IndexPage, TextPage, translatable
from participants.models.columns import writable
from participants.registry.listing.cards import CARD, Cards
from participants.registry.registry_cache import RegistryVersion
from participants.registry.totals import countries, former_counts, participants_in
from participants.values.countries import country_choices, country_footnotes, country_name
from participants.values.text import fold

PARTICIPANTS_PER_COUNTRY = 48


class CountryIndexPage(IndexPage):
    """All countries with participants, on a map and in a table of equal rank."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types = ["alliance_pages.CountryPage"]

    class Meta:
        verbose_name = _("country index")
        verbose_name_plural = _("country indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        version = RegistryVersion.now()
        counts = {country.code: country.count for country in countries(version)}
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
        context["markers"] = markers_of_all(version)
        context["former"] = sum(former_counts(version).values())
        context["footnotes"] = country_footnotes(counts.keys() | pages.keys())
        return context


class CountryPage(TextPage):
    """One country in one language; its participants and news are computed.

    country: ISO 3166-1 alpha-2, or XK.
    """

    parent_page_types = ["alliance_pages.CountryIndexPage"]
    subpage_types: list[str] = []

    country = models.CharField(_("country"), max_length=2, choices=country_choices)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("country", required_on_save=True),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    search_fields = [*TextPage.search_fields, index.FilterField("country")]

    api_fields = writable("country", "introduction", "body")

    translatable_fields = translatable("introduction", "body", synchronized=["country"])

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
        version = RegistryVersion.now()
        context["registry"] = version.if_known
        keys, _former = participants_in(self.country, version)
        shown = keys[:PARTICIPANTS_PER_COUNTRY]
        context["participants"] = Cards(shown, version, (*CARD, "figures"))
        context["markers"] = markers_in(self.country, version)
        context["former"] = context["markers"].former
        context["news"] = LatestNews(request, self.locale_id, country=self.country)
        context["footnotes"] = country_footnotes({self.country})
        return context
