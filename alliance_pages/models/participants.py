"""The participants' finder, its feeds, and below it the profile of each."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from alliance_pages.models.feeds.formats import FILTERS as FEED_FILTERS
from alliance_pages.models.feeds.formats import FeedBelow, in_each_format
from alliance_pages.models.feeds.registry import (
    CHANGES_TITLE,
    NEWEST_TITLE,
    changes_feed,
    newest_feed,
)
from alliance_pages.models.news import NewsArticlePage
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.models.shared import IndexPage
from alliance_pages.routing import UnusualSlug, right_spelling, spellings
from participants.models import Kind, Participant, Status, Theme
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.loading import public_slugs
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import country_choices, country_footnotes

PARTICIPANTS_PER_PAGE = 48
FEED = "feed/"  # below the page, in every language
CHANGES = "changes/"
FILTERS = ("q", "country", "kind", "theme", "status")
STATUSES = ("former", "all")  # what else than taking part the filter offers


class PublicParticipantConverter(StringConverter):
    """The slug of a public participant.

    Another word is no route, so that every question for a route is answered truly.
    """

    def to_python(self, value: str) -> str:
        if not public_slugs([value]):
            raise ValueError(value)
        return value


register_converter(PublicParticipantConverter, "public_participant")


class ParticipantIndexPage(MovableRoutesMixin, IndexPage):
    """The list of participants in one language, with filters; profiles live below it."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types: list[str] = []
    query_parameters = frozenset({"country", "kind", "page", "q", "status", "theme"})
    titles_below = {FEED: NEWEST_TITLE, CHANGES: CHANGES_TITLE}

    class Meta:
        verbose_name = _("participant index")
        verbose_name_plural = _("participant indexes")

    @path("")
    def finder(self, request: HttpRequest) -> HttpResponse:
        """Show the participants that match the filters of the query string."""
        query = self.read_query(request)
        chosen = self.chosen_in(query)
        listed = self._of_status(chosen["status"])
        countries = set(listed.order_by().values_list("country", flat=True).distinct())
        themes = Theme.objects.filter(participant_themes__content_object__in=listed).distinct()
        choices = {
            "countries": [choice for choice in country_choices() if choice[0] in countries],
            "kinds": [(kind, capfirst(label)) for kind, label in Kind.choices],
            "themes": [(theme.slug, theme.label) for theme in Theme.by_label(themes)],
        }
        found = self._narrow(listed, chosen).with_parts("texts", "themes", "image")
        paginator = Paginator(found, PARTICIPANTS_PER_PAGE)
        former = self._narrow(self._of_status("former"), chosen)
        return self.render(
            request,
            context_overrides={
                "participants": paginator.get_page(query.get("page")),
                "query": query,
                "choices": choices,
                "chosen": chosen,
                "is_filtered": any(chosen[name] for name in chosen if name != "status"),
                "total": listed.count(),
                "former": 0 if chosen["status"] else former.count(),
                "footnotes": country_footnotes(countries),
            },
        )

    @staticmethod
    def chosen_in(query: QueryDict) -> dict[str, str]:
        """Return the filters that a query string chooses, "" for those that it does not."""
        return {name: query.get(name, "").strip() for name in FILTERS}

    @staticmethod
    def _of_status(name: str) -> ParticipantQuerySet:
        """Return those taking part, or else those whom the filter `status` names."""
        public = Participant.objects.public()
        if not name:
            return public.taking_part()
        return public.with_status(*Status.by_name()[name]) if name in STATUSES else public.none()

    @staticmethod
    def _narrow(found: ParticipantQuerySet, chosen: dict[str, str]) -> ParticipantQuerySet:
        if any("\x00" in value for value in chosen.values()):
            return found.none()
        if chosen["country"]:
            found = found.in_country(chosen["country"])
        if chosen["kind"]:
            found = found.of_kind(chosen["kind"])
        if chosen["theme"]:
            found = found.on_theme(chosen["theme"])
        if chosen["q"]:
            found = found.matching(chosen["q"]).best_first(chosen["q"])
        return found

    @in_each_format(FEED, name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers who joined last."""
        chosen = self._chosen_for_feeds(request)
        found = self._narrow(Participant.objects.public().taking_part(), chosen)
        return newest_feed(FeedBelow(self, request, chosen), found)

    @in_each_format(CHANGES, name="changes")
    def changes(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers what happened last to those who take part, or took part."""
        chosen = self._chosen_for_feeds(request)
        found = self._narrow(Participant.objects.public(), chosen)
        return changes_feed(FeedBelow(self, request, chosen), found)

    def _chosen_for_feeds(self, request: HttpRequest) -> dict[str, str]:
        chosen = self.chosen_in(self.read_query(request))
        return {name: chosen[name] if name in FEED_FILTERS else "" for name in FILTERS}

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
            },
            template="participants/participant.html",
        )

    @classmethod
    def respell_route(cls, words: Sequence[str]) -> list[str] | None:
        fixed = super().respell_route(words)
        if fixed is not None or len(words) != 1:
            return fixed
        unusual = RegistryVersion.now().remember("unusual slugs", _unusual_slugs)
        slug = right_spelling(words[0], {*public_slugs(spellings(words[0])), *unusual})
        return [slug] if slug else None


def _unusual_slugs() -> list[str]:
    return list(Participant.objects.public().filter(UnusualSlug()).values_list("slug", flat=True))
