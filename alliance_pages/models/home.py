"""The home page of a language."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from alliance_pages.blocks import BodyBlock
from alliance_pages.maps.markers import markers_of_all
from alliance_pages.models.base import BasePage
from participants.models import Participant
from participants.values.countries import country_footnotes
from participants.values.fields import RunningTextField

LATEST_NEWS = 6
NEWEST_PARTICIPANTS = 3


class HomePage(BasePage):
    """The front of the site in one language; counts, newest and news are computed.

    mission: plain text, one or two sentences.
    """

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "alliance_pages.NewsIndexPage",
        "alliance_pages.CountryIndexPage",
        "alliance_pages.ParticipantIndexPage",
        "alliance_pages.TerminologyNotePage",
        "alliance_pages.JoinPage",
        "alliance_pages.StandardPage",
    ]

    mission = RunningTextField(_("mission"), blank=True, max_length=500)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("mission"), FieldPanel("body")]

    api_fields = [
        APIField("mission", writable=True),
        APIField("body", writable=True),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from alliance_pages.models.news import NewsArticlePage

        context = super().get_context(request, *args, **kwargs)
        context["markers"] = markers = markers_of_all()
        context["footnotes"] = country_footnotes(markers.codes)
        registry = Participant.objects.public().taking_part()
        newest = registry.newest_first().with_parts("texts", "themes", "image")
        context["newest"] = newest[:NEWEST_PARTICIPANTS]
        context["news"] = NewsArticlePage.objects.public_in(self.locale_id).for_listing()[
            :LATEST_NEWS
        ]
        return context
