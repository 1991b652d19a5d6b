"""What all page types share."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, Now
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from alliance_pages.content_version import once_per_version
from alliance_pages.routing import child_with_slug
from participants.editing.together import EditedTogetherMixin
from participants.models import AbstractCreditedImage
from participants.models.frontend_preview import FrontendPreviewMixin, default_host
from participants.models.publication import PublicationRulesForm, PublicationRulesMixin
from participants.values.fields import put_in_one_line

# Wagtail's fields of every page that hold one line of text.
ONE_LINE = ("title", "draft_title", "slug", "seo_title", "search_description")


# Below each home page, whatever pages lie there.
SEARCH = "search/"


class Variant(Protocol):
    """What the parameters of an address make of a page.

    title_words: what its title says besides; canonical_query: what the canonical address keeps;
    kept_query: what the same in another language keeps. Queries begin with "?" or are empty.
    """

    @property
    def title_words(self) -> list[str]: ...
    @property
    def canonical_query(self) -> str: ...
    @property
    def kept_query(self) -> str: ...


class BasePageForm(PublicationRulesForm, WagtailAdminPageForm):
    """The editor's form for every page type, with the publication rules."""


class BasePage(FrontendPreviewMixin, EditedTogetherMixin, PublicationRulesMixin, Page):
    """A page whose images carry their rights before it can be published."""

    # Named for the app, since many projects have a HomePage or a StandardPage of their own.
    page_ptr = models.OneToOneField(
        Page,
        parent_link=True,
        primary_key=True,
        related_name="%(app_label)s_%(class)s",
        on_delete=models.CASCADE,
    )

    # The parameters of the query string that the page reads; others change nothing of it.
    query_parameters: ClassVar[frozenset[str]] = frozenset()

    base_form_class = BasePageForm

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        put_in_one_line(self, ONE_LINE)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if f"{self.slug}/" == SEARCH:
            raise ValidationError({"slug": gettext("The search of the site has this address.")})

    def minimal_clean(self) -> None:
        put_in_one_line(self, ONE_LINE)
        super().minimal_clean()

    def get_admin_display_title(self) -> str:
        """Return the title of the draft, or what else the user of the admin may know of the page.

        Forms and choosers name pages of other parts of the site. Wagtail keeps for its log who
        asks the admin.
        """
        user = get_active_log_context().user
        if user is None or sees_draft(user, self):
            return super().get_admin_display_title()
        if is_public_to(user, self):
            return self.title
        if self.permissions_for_user(user).can_edit():  # whoever moderates it
            return super().get_admin_display_title()
        return gettext("A page that you may not see")

    def get_view_restrictions(self) -> models.QuerySet:
        """Return the restrictions, and spare visitors the two queries where there are none.

        An alias has those of its source.
        """
        if is_live(self) and _not_within([self], _restricted_or_alias):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page below that an address names, as Wagtail does, but with compiled queries."""
        if not path_components:
            return super().route(request, path_components)
        child = child_with_slug(self, path_components[0])
        if child is None:
            raise Http404
        return child.route(request, path_components[1:])

    def variant(self, _query: QueryDict, _below: str = "") -> Variant | None:
        """Return what a query string makes of the page, or None where its head stays the same.

        below: what follows the page's address.
        """
        return None

    def read_query(self, given: QueryDict) -> QueryDict:
        """Return what the page reads of a query string."""
        query = QueryDict(mutable=True)
        for name in sorted(self.query_parameters & given.keys()):
            query[name] = str(given[name])
        return query

    def preview_site(self) -> str:
        # The form for a new page has not placed it yet.
        site = self.get_site() if self.url_path else None
        return site.hostname if site else default_host()

    def preview_languages(self) -> list[str]:
        return [self.locale.language_code] if self.locale_id else []

    def preview_parent(self) -> str:
        parent = self.get_parent()
        return str(parent.pk) if parent else ""

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        for field in self._meta.get_fields():
            if isinstance(field, StreamField):
                for block in getattr(self, field.name):
                    if block.block_type == "image" and block.value.get("image"):
                        yield field.name, block.value["image"]


def sees_draft(user: Any, page: Page) -> bool:
    """Say whether a user works with a page or with one below it, as the explorer has it.

    No query beyond the one for the user's permissions.
    """
    if user.is_superuser:
        return bool(user.is_active)
    tops = policy_registry.get_by_type(Page).instances_with_direct_explore_permission(user)
    return any(page.path.startswith(top.path) or top.path.startswith(page.path) for top in tops)


def is_public_to(user: Any, page: Page) -> bool:
    """Say whether a page is public. One query for all pages that are shown to a user at once."""
    if not hasattr(user, "_closed_pages"):
        user._closed_pages = set(Page.objects.filter(_closed()).values_list("path", flat=True))
    steps = range(Page.steplen, len(page.path) + 1, Page.steplen)
    return user._closed_pages.isdisjoint(page.path[:step] for step in steps)


def is_live(page: Page) -> bool:
    """Say whether a page is live and not expired, it and all above it, as `live_pages` has it."""
    return bool(live_among([page]))


def live_among(pages: Iterable[Page]) -> list[Page]:
    """Return those of some pages that are live and not expired, they and all above them.

    No query for each page. Drafts come and go within a version of the content, but nothing live
    below them.
    """
    return _not_within((page for page in pages if page.live), _not_live)


def open_among(pages: Iterable[Page]) -> list[Page]:
    """Return those of some pages that anybody is shown: live, and nothing restricts them.

    No query for each page, but for aliases and what lies below one: they are restricted as what
    they mirror is.
    """
    shown = _not_within((page for page in pages if page.live), _closed)
    plain = {page.pk for page in _not_within(shown, _alias)}
    return [page for page in shown if page.pk in plain or not page.get_view_restrictions().exists()]


def _not_within(pages: Iterable[Page], condition: Callable[[], Q]) -> list[Page]:
    """Return those of some live pages that neither meet a condition nor lie below one that does.

    Which pages meet it is asked once for each version.
    """

    def read() -> frozenset[str]:
        tops = Page.objects.filter(condition()).order_by()
        return frozenset(tops.values_list("path", flat=True))

    found = list(pages)
    closed = once_per_version(("paths", condition), read) if found else frozenset()
    return [
        page
        for page in found
        if closed.isdisjoint(
            page.path[:step] for step in range(Page.steplen, len(page.path) + 1, Page.steplen)
        )
    ]


def live_pages(model: type[Page] = Page) -> models.QuerySet:
    """Return the pages of a type that are live and not expired, they and all above them.

    One query. Whether a reader must first sign in or give a password is not asked here.
    """
    return model.objects.filter(_outside(_not_live()))


def public_pages(model: type[Page] = Page) -> models.QuerySet:
    """Return the pages of a type that anybody may see: live, not expired, not restricted.

    A page below one that is not public is not public either, whatever its own state. One query.
    """
    return model.objects.filter(is_public())


def top_pages() -> list[Page]:
    """Return the public pages of the top two levels in all languages, in the order of the tree."""

    def read() -> list[Page]:
        pages = public_pages().filter(depth__in=[2, 3]).order_by("path")
        return list(pages.select_related("locale", "content_type"))

    return once_per_version("top pages", read)


def is_public() -> Q:
    """Return the condition on pages of any type that `public_pages` puts."""
    return _outside(_closed())


def _closed() -> Q:
    return _not_live() | _restricted()


def _restricted() -> Q:
    restricted = PageViewRestriction.objects.values("page")
    # An alias is restricted as what it mirrors is, which may itself be one.
    mirrors = Q(alias_of__in=restricted) | Q(alias_of__alias_of__in=restricted)
    return Q(pk__in=restricted) | mirrors


def _restricted_or_alias() -> Q:
    return _restricted() | _alias()


def _alias() -> Q:
    return Q(alias_of__isnull=False)


def _not_live() -> Q:
    return Q(live=False) | Q(expire_at__lte=Now())


def _outside(closed: Q) -> Q:
    """Return the condition that neither a page nor one above it, up to the root, is closed.

    The paths below each closed page are one range of an index, and the ranges are read once for
    the whole query. Django has no join on a range, and would look through all pages for each.
    """
    last = Concat(F("path"), models.Value(Page.alphabet[-1] * Page.steplen))
    tops = Page.objects.filter(closed).order_by().annotate(last=last)
    ranges, parameters = tops.values("path", "last").query.sql_with_params()
    table = connection.ops.quote_name(Page._meta.db_table)
    inside = RawSQL(  # noqa: S611  the query above, and the name of a table
        f"SELECT inside.id FROM ({ranges}) AS top"  # noqa: S608  the same
        f" INNER JOIN {table} AS inside ON inside.path BETWEEN top.path AND top.last",
        parameters,
    )
    return ~Q(pk__in=inside) & Q(depth__gt=1)
