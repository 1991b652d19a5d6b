"""Whole lists of signatories and winners, most of which are no participants."""

from collections.abc import Iterable
from typing import Any

from babel.numbers import format_decimal
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from alliance_pages.models.base import BasePage
from alliance_pages.models.shared import LegacyNumberMixin, TextPage, translatable
from participants.models import Distinction, DistinctionKind
from participants.models.columns import writable
from participants.values.countries import country_footnotes
from participants.values.languages import babel_locale


def in_list_order(found: Iterable[Distinction]) -> list[Distinction]:
    """Return signatories by country, winners by date, in the active language."""
    return sorted(found, key=lambda one: (one.kind, *one.place_in_list))


def how_many_are_known(number: int, total: int | None) -> str:
    """Say in the active language how many are listed. total: of how many, if that is known."""
    count = format_decimal(number, locale=babel_locale())
    if total is None:
        return gettext("Known here: %(number)s") % {"number": count}
    return gettext("Known here: %(number)s of %(total)s") % {
        "number": count,
        "total": format_decimal(total, locale=babel_locale()),
    }


class DistinctionsPage(LegacyNumberMixin, TextPage):
    """All that is known of who has signed the Declaration, or won the prize, in one language.

    published_total: how many the source counts, of which perhaps not all are known.
    """

    parent_page_types = ["alliance_pages.HomePage", "alliance_pages.StandardPage"]
    subpage_types: list[str] = []

    kind = models.CharField(_("what it lists"), max_length=16, choices=DistinctionKind)
    published_total = models.PositiveIntegerField(
        _("number that the source counts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        help_text=_("If it is known. The page says how many of them are known here."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind", required_on_save=True),
        FieldPanel("published_total"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    promote_panels = [
        *TextPage.promote_panels,
        MultiFieldPanel(LegacyNumberMixin.legacy_panels, heading=_("Origin")),
    ]

    search_fields = [
        *TextPage.search_fields,
        index.FilterField("kind"),
        index.FilterField("legacy_number"),
    ]

    api_fields = writable("kind", "published_total", "introduction", "body", "legacy_number")

    translatable_fields = translatable(
        "introduction", "body", synchronized=["kind", "published_total", "legacy_number"]
    )

    class Meta:
        verbose_name = _("list of signatories or winners")
        verbose_name_plural = _("lists of signatories or winners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = Distinction.objects.filter(kind=self.kind).with_participants()
        context["distinctions"] = in_list_order(found)
        context["known"] = how_many_are_known(len(context["distinctions"]), self.published_total)
        context["footnotes"] = country_footnotes({one.country for one in context["distinctions"]})
        return context
