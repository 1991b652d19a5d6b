"""The participants' finder, its feeds and open data, and below it the profile of each."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from alliance_pages.finder.days import day_below
from alliance_pages.finder.parameters import ON, PARAMETERS, refuses
from alliance_pages.markers import locator
from alliance_pages.models.feeds.formats import FILTERS as FEED_FILTERS
from alliance_pages.models.feeds.formats import FeedBelow, in_each_format
from alliance_pages.models.feeds.registry import (
    CHANGES_TITLE,
    NEWEST_TITLE,
    changes_feed,
    newest_feed,
)
from alliance_pages.models.news.articles import NewsArticlePage
from alliance_pages.models.routes import PastDaysMixin
from alliance_pages.models.shared import IndexPage
from alliance_pages.routing import UnusualSlug, right_spelling, spellings
from participants.models import Participant
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.loading import public_slugs
from participants.registry.registry_cache import RegistryVersion, one_registry_version
from participants.values.countries import country_footnotes

if TYPE_CHECKING:
    from alliance_pages.finder.finder import Finder

FEED = "feed/"  # below the page, in every language
CHANGES = "changes/"
OPEN_DATA = "open-data/"
OPEN_DATA_TITLE = _("Open data")
OPEN_DATA_DESCRIPTION = _(
    "The public register of the cities and regions of the Alliance as files: membership with its "
    "dates, place, themes and population figures with their sources, free to use."
)


class PublicParticipantConverter(StringConverter):
    """The slug of a public participant.

    Another word is no route, so that every question for a route is answered truly.
    """

    def to_python(self, value: str) -> str:
        if not public_slugs([value]):
            raise ValueError(value)
        return value


register_converter(PublicParticipantConverter, "public_participant")


class ParticipantIndexPage(PastDaysMixin, IndexPage):
    """The list of participants in one language, with filters; profiles live below it."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types: list[str] = []
    query_parameters = PARAMETERS
    refuses_parameter = staticmethod(refuses)
    refuses_at = ("", f"{ON}*")
    titles_below = {FEED: NEWEST_TITLE, CHANGES: CHANGES_TITLE, OPEN_DATA: OPEN_DATA_TITLE}
    descriptions_below = {OPEN_DATA: OPEN_DATA_DESCRIPTION}

    class Meta:
        verbose_name = _("participant index")
        verbose_name_plural = _("participant indexes")

    def on_any_day(self, request: HttpRequest, below: str) -> HttpResponse:
        """Show the participants that a query string asks for, and what of it could not be read."""
        finder = self._finder(request.GET, below)
        page = self.get_url(request)
        context: dict[str, Any] = {
            "finder": finder,
            "variant": finder,
            "path_below_page": below,
            "here": f"{page}{below}",
            "today": f"{page}{finder.question.query(page=None)}",
        }
        with one_registry_version():
            context["footnotes"] = country_footnotes(finder.named_countries)
            response = self.render(request, context_overrides=context)
            response.render()
        if finder.question.faults:
            response.status_code = HTTPStatus.BAD_REQUEST
        return response

    def variant(self, query: QueryDict, below: str = "") -> "Finder | None":
        return self._finder(query, below) if not below or day_below(below) else None

    def _finder(self, query: QueryDict, below: str) -> "Finder":
        # They read as the API does, whose modules of Wagtail want the models to be there.
        from alliance_pages.finder.finder import Finder
        from alliance_pages.finder.question import read_question

        return Finder(read_question(query, day_below(below)))

    @in_each_format(FEED, name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers who joined last."""
        chosen = self._chosen_for_feeds(request)
        found = _narrowed(Participant.objects.public().taking_part(), chosen)
        return newest_feed(FeedBelow(self, request, chosen), found)

    @in_each_format(CHANGES, name="changes")
    def changes(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers what happened last to those who take part, or took part."""
        chosen = self._chosen_for_feeds(request)
        found = _narrowed(Participant.objects.public(), chosen)
        return changes_feed(FeedBelow(self, request, chosen), found)

    @path(OPEN_DATA, name="open_data")
    def open_data(self, request: HttpRequest) -> HttpResponse:
        """Say what the files of open data hold, and what may be done with them."""
        return self.render(
            request,
            context_overrides={"path_below_page": OPEN_DATA},
            template="alliance_pages/open_data.html",
        )

    def _chosen_for_feeds(self, request: HttpRequest) -> dict[str, str]:
        query = self.read_query(request.GET)
        return {name: query.get(name, "").strip() for name in FEED_FILTERS}

    @path("<public_participant:slug>/", name="profile")
    def profile(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show one participant."""
        participant = Participant.objects.public().with_everything().filter(slug=slug).first()
        if participant is None:
            raise Http404
        news = NewsArticlePage.objects.public_in(self.locale_id).about_participant(participant)
        return self.render(
            request,
            context_overrides={
                "participant": participant,
                "news": news.for_listing(),
                "footnotes": country_footnotes({participant.country}),
                "locator": _printed_locator(participant),
            },
            template="alliance_pages/profile.html",
        )

    @classmethod
    def respell_route(cls, words: Sequence[str]) -> list[str] | None:
        fixed = super().respell_route(words)
        if fixed is not None or len(words) != 1:
            return fixed
        unusual = RegistryVersion.now().remember("unusual slugs", _unusual_slugs)
        slug = right_spelling(words[0], {*public_slugs(spellings(words[0])), *unusual})
        return [slug] if slug else None


def _printed_locator(place: Participant) -> SafeString:
    """Return the map around a seat, which the registry's own templates know nothing of."""
    template = "alliance_pages/includes/locator.html"
    return render_to_string(template, {"map": locator(place), "place": place})


def _unusual_slugs() -> list[str]:
    return list(Participant.objects.public().filter(UnusualSlug()).values_list("slug", flat=True))


def _narrowed(found: ParticipantQuerySet, chosen: dict[str, str]) -> ParticipantQuerySet:
    """Return those of some participants that a feed is asked for."""
    if chosen["country"]:
        found = found.in_country(chosen["country"])
    if chosen["theme"]:
        found = found.on_theme(chosen["theme"])
    return found
