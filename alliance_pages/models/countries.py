"""Countries: the index and one page for each country and language."""

from collections.abc import Iterable
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from babel.numbers import format_decimal
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from alliance_pages.finder.days import day_below
from alliance_pages.finder.parameters import DAY
from alliance_pages.markers import markers_in, markers_of_all
from alliance_pages.models.base import BasePage, public_pages
from alliance_pages.models.news.latest import LatestNews
from alliance_pages.models.routes import PastDaysMixin
from alliance_pages.models.shared import IndexPage, TextPage, translatable
from participants.models.columns import writable
from participants.registry.listing.cards import CARD, Cards
from participants.registry.registry_cache import RegistryVersion, one_registry_version
from participants.registry.totals import countries, former_counts, participants_in
from participants.values.countries import country_choices, country_footnotes, country_name
from participants.values.languages import babel_locale
from participants.values.text import fold

if TYPE_CHECKING:
    from alliance_pages.finder.past_day import PastDay

PARTICIPANTS_PER_COUNTRY = 48
MOST_IN_WORDS = 5  # who take part, of whom a sentence says the names


def who_takes_part(count: int, named: Iterable[str]) -> str:
    """Say in the active language how many of a country take part, and of a few who.

    named: the first of them, or more.
    """
    if not count:
        return gettext("No city or region of this country takes part at present.")
    text = ngettext(
        "%(number)s city or region of this country takes part in the Alliance",
        "%(number)s cities and regions of this country take part in the Alliance",
        count,
    ) % {"number": format_decimal(count, locale=babel_locale())}
    if count > MOST_IN_WORDS:
        return f"{text}."
    names = format_list(list(islice(named, count)), locale=babel_locale())
    return gettext("%(text)s: %(names)s.") % {"text": text, "names": names}


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


class CountryPage(PastDaysMixin, TextPage):
    """One country in one language; its participants and news are computed.

    country: ISO 3166-1 alpha-2, or XK.
    """

    parent_page_types = ["alliance_pages.CountryIndexPage"]
    subpage_types: list[str] = []
    query_parameters = frozenset({DAY})

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

    def variant(self, _query: QueryDict, below: str = "") -> "PastDay | None":
        # It reads as the API does, whose modules of Wagtail want the models to be there.
        from alliance_pages.finder.past_day import PastDay

        day = day_below(below)
        return PastDay.in_country(self.country, day) if day else None

    def on_any_day(self, request: HttpRequest, below: str) -> HttpResponse:
        """Show the country, on a past day without the news of today."""
        from alliance_pages.finder.question import day_faults

        faults = day_faults(request.GET)
        with one_registry_version():
            past_day = self.variant(request.GET, below)
            context = {"variant": past_day, "path_below_page": below, "faults": faults}
            response = self.render(request, past_day=past_day, context_overrides=context)
            response.render()
        if faults:
            response.status_code = HTTPStatus.BAD_REQUEST
        return response

    def get_context(
        self, request: HttpRequest, *args: Any, past_day: "PastDay | None" = None, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        version = RegistryVersion.now()
        context["registry"] = version.if_known
        context["past_day"] = past_day
        if past_day:
            keys, context["markers"] = past_day.keys, past_day.markers
        else:
            keys, _former = participants_in(self.country, version)
            context["markers"] = markers_in(self.country, version)
            context["news"] = LatestNews(request, self.locale_id, country=self.country)
        context["participants"] = Cards(
            keys[:PARTICIPANTS_PER_COUNTRY],
            version,
            (*CARD, "figures"),
            past_day.day if past_day else None,
        )
        # Called where it is printed anew: until then the cards load nobody.
        context["who_takes_part"] = lambda: who_takes_part(
            len(keys), (participant.name for participant in context["participants"])
        )
        context["former"] = context["markers"].former
        context["footnotes"] = country_footnotes({self.country})
        return context
