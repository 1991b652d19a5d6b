"""The home page of a language."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from alliance_pages.blocks import BodyBlock
from alliance_pages.maps import markers_of_all
from alliance_pages.models.base import BasePage, top_pages
from alliance_pages.models.news import LatestNews
from alliance_pages.models.routes import MovableRoutesMixin
from participants.models import Participant
from participants.models.columns import writable
from participants.registry.listing.cards import Cards
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import country_footnotes
from participants.values.fields import RunningTextField

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

    api_fields = writable("mission", "body")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Pass what lies below a section on to it; Wagtail would read it for each address."""
        for page in top_pages() if len(path_components) > 1 else ():
            if page.slug == path_components[0] and page.is_child_of(self):
                section = page.specific_deferred
                if isinstance(section, MovableRoutesMixin):  # it is itself shown below its address
                    section = page.specific
                return copy(section).route(request, path_components[1:])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        version = RegistryVersion.now()
        context["registry"] = version.if_known
        context["markers"] = markers = markers_of_all(version)
        context["footnotes"] = country_footnotes(markers.codes)
        context["newest"] = Cards(version.remember("newest", _newest), version)
        context["news"] = LatestNews(request, self.locale_id, is_lead_first=True)
        return context


def _newest() -> Sequence[int]:
    return Participant.objects.public().taking_part().newest_first()[:NEWEST_PARTICIPANTS].keys()
