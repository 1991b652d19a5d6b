"""The participants' finder, and below it the profile of each."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import path

from alliance_pages.feeds import newest_participants_feed
from alliance_pages.models.base import BasePage
from alliance_pages.models.news import NewsArticlePage
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.routing.spelling import right_spelling
from participants.models import Kind, Participant, Status, Theme
from participants.models.querysets import ParticipantQuerySet
from participants.values.countries import country_choices, country_footnotes
from participants.values.fields import RunningTextField

PARTICIPANTS_PER_PAGE = 48
STATUSES = ("former", "all")  # what else than taking part the filter offers


class PublicParticipantConverter(StringConverter):
    """The slug of a public participant.

    Another word is no route, so that every question for a route is answered truly.
    """

    def to_python(self, value: str) -> str:
        if not Participant.objects.public().filter(slug=value).exists():
            raise ValueError(value)
        return value


register_converter(PublicParticipantConverter, "public_participant")


class ParticipantIndexPage(MovableRoutesMixin, BasePage):
    """The list of participants in one language, with filters; profiles live below it."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types: list[str] = []
    query_parameters = frozenset({"country", "kind", "page", "q", "status", "theme"})

    introduction = RunningTextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    api_fields = [APIField("introduction", writable=True)]

    class Meta:
        verbose_name = _("participant index")
        verbose_name_plural = _("participant indexes")

    @path("")
    def finder(self, request: HttpRequest) -> HttpResponse:
        """Show the participants that match the filters of the query string."""
        query = self.read_query(request)
        names = ("q", "country", "kind", "theme", "status")
        chosen = {name: query.get(name, "").strip() for name in names}
        listed = self._of_status(chosen["status"])
        countries = set(listed.order_by().values_list("country", flat=True).distinct())
        choices = {
            "countries": [choice for choice in country_choices() if choice[0] in countries],
            "kinds": Kind.choices,
            "themes": Theme.objects.filter(
                participant_themes__content_object__in=listed
            ).distinct(),
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
                "is_filtered": any(chosen[name] for name in names if name != "status"),
                "total": listed.count(),
                "former": 0 if chosen["status"] else former.count(),
                "footnotes": country_footnotes(countries),
            },
        )

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

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Tell feed readers who joined last."""
        return newest_participants_feed(self, request)

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

    def respell_route(self, words: Sequence[str]) -> list[str] | None:
        fixed = super().respell_route(words)
        if fixed is not None or len(words) != 1:
            return fixed
        slug = right_spelling(words[0], Participant.objects.public())
        return [slug] if slug else None
