"""The home page of a language."""

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField

from alliance_pages.blocks import BodyBlock
from alliance_pages.markers import markers_of_all
from alliance_pages.models.base import SEARCH, BasePage, top_pages
from alliance_pages.models.news.latest import LatestNews
from alliance_pages.models.routes import MovableRoutesMixin
from participants.models import Participant
from participants.models.columns import writable
from participants.registry.listing.cards import Cards
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import country_footnotes
from participants.values.fields import RunningTextField

NEWEST_PARTICIPANTS = 3


SearchView = Callable[["HomePage", HttpRequest], HttpResponse]
_search_views: list[SearchView] = []


def register_search(view: SearchView) -> None:
    """Let a view answer below the home pages; the search knows all types of pages."""
    _search_views[:] = [view]


class HomePage(MovableRoutesMixin, BasePage):
    """The front of the site in one language; counts, newest and news are computed.

    mission: plain text, one or two sentences. Below it lies the search over everything.
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
    query_parameters = frozenset({"in", "page", "q"})
    unlisted = frozenset({SEARCH})
    titles_below = {SEARCH: _("Search")}

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

    @path("")
    def front(self, request: HttpRequest) -> HttpResponse:
        """Show the front, which reads nothing of the query string; the search below it does."""
        self.query_parameters = frozenset()  # type: ignore[misc]  # of this page as it is shown now
        return self.render(request, context_overrides=self.front_context(request))

    def front_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the front shows of participants and news."""
        version = RegistryVersion.now()
        markers = markers_of_all(version)
        return {
            "registry": version.if_known,
            "markers": markers,
            "footnotes": country_footnotes(markers.codes),
            "newest": Cards(version.remember("newest", _newest), version),
            "news": LatestNews(request, self.locale_id, is_lead_first=True),
        }

    @path(SEARCH, name="search")
    def search(self, request: HttpRequest) -> HttpResponse:
        """Show what is found of everything public. Raises Http404 where nothing searches."""
        if not _search_views:
            raise Http404
        return _search_views[0](self, request)


def _newest() -> Sequence[int]:
    return Participant.objects.public().taking_part().newest_first()[:NEWEST_PARTICIPANTS].keys()
