"""Routes below a page whose addresses outlive a new name or place of the page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from alliance_pages.finder.days import leads_to
from alliance_pages.finder.parameters import ON
from alliance_pages.routing import EVERYTHING_BELOW, fold_case

if TYPE_CHECKING:
    from wagtail.models import Page

    _Base: Any = Page
else:
    _Base = object


class MovableRoutesMixin(RoutablePageMixin, _Base):
    """A page with routes; all of them are redirected when it is renamed or moved.

    Wagtail makes a redirect for each path that `get_route_paths` names. The one that ends in `/*`
    stands for all routes, however many there are.

    unlisted: what follows the page's address, or begins to, where search engines have nothing to
    look for;
    titles_below: by what follows it, or begins to, what is shown there is called;
    descriptions_below: by what follows it, what search engines are told of it.
    """

    titles_below: ClassVar[Mapping[str, str | Promise]] = {}
    descriptions_below: ClassVar[Mapping[str, str | Promise]] = {}
    unlisted: ClassVar[frozenset[str]] = frozenset()

    def title_below(self, below: str) -> str:
        """Return the title of a route. below: what follows the page's address, such as "form/"."""
        titles = (title for place, title in self.titles_below.items() if below.startswith(place))
        return str(next(titles, self.seo_title or self.title))

    @classmethod
    def is_listed(cls, below: str) -> bool:
        """Tell whether search engines may keep what lies below the page's address."""
        return not below.startswith(tuple(cls.unlisted))

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), EVERYTHING_BELOW]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        # Wagtail shows the first route, whatever the mode.
        in_frontend = self.served_by_frontend(request, mode_name)
        return in_frontend or super().serve_preview(request, mode_name)

    @classmethod
    def respell_route(cls, words: Sequence[str]) -> list[str] | None:
        """Return the route that is meant by the words of a path below the page, or None."""
        asked = fold_case("".join(f"{word}/" for word in words))
        fixed = [str(route.pattern) for route in cls.get_subpage_urls()]
        # A route with variables contains "<", as no path does.
        meant = next((route for route in fixed if fold_case(route) == asked), None)
        return meant.strip("/").split("/") if meant else None


class PastDaysMixin(MovableRoutesMixin):
    """A page that is shown as of any past day below its address, at `on/2014-06-30/`.

    Its parameter `day` leads there.
    """

    unlisted = frozenset({ON})

    def on_any_day(self, request: HttpRequest, below: str) -> HttpResponse:
        """Show the page as of a past day, or of today. below: what follows its address."""
        raise NotImplementedError

    @path("")
    def today(self, request: HttpRequest) -> HttpResponse:
        """Show the page, or lead to the day that is asked for."""
        return self._led_on(request, "") or self.on_any_day(request, "")

    @path(f"{ON}<str:day>/", name="past_day")
    def past_day(self, request: HttpRequest, day: str) -> HttpResponse:
        """Show the page as of a day; what is no past day leads to the page that says so."""
        below = f"{ON}{day}/"
        led_on = self._led_on(request, below)
        if led_on:
            return led_on
        response = self.on_any_day(request, below)
        response["X-Robots-Tag"] = "noindex"
        return response

    def _led_on(self, request: HttpRequest, below: str) -> HttpResponse | None:
        place = leads_to(below, request.GET)
        return None if place is None else HttpResponseRedirect(f"{self.get_url(request)}{place}")
