"""Routes below a page whose addresses outlive a new name or place of the page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.contrib.routable_page.models import RoutablePageMixin

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

    unlisted: what follows the page's address where search engines have nothing to look for;
    titles_below: by what follows it, or begins to, what is shown there is called.
    """

    titles_below: ClassVar[Mapping[str, str | Promise]] = {}
    unlisted: ClassVar[frozenset[str]] = frozenset()

    def title_below(self, below: str) -> str:
        """Return the title of a route. below: what follows the page's address, such as "form/"."""
        titles = (title for place, title in self.titles_below.items() if below.startswith(place))
        return str(next(titles, self.seo_title or self.title))

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
