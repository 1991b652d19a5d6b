"""`pages/` in Wagtail's API v2."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import cached_property
from rest_framework.fields import Field
from rest_framework.request import Request
from wagtail.api import APIField
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from alliance_pages.addresses import public_page_at
from alliance_pages.api.content import PublicContent
from alliance_pages.api.fields import COMPUTED, public_shape
from alliance_pages.api.filters import (
    NEWS_PARAMETERS,
    TREE_PARAMETERS,
    ColumnsFilter,
    LocaleFilter,
    NewsFilter,
    OrderFilter,
    StrictSearchFilter,
)
from alliance_pages.api.strict import LISTING_PARAMETERS, StrictAPIViewSet
from alliance_pages.models import NewsArticlePage, NewsArticleTheme
from alliance_pages.models.base import public_pages
from participants.api.parameters import read_whole_number, refuse


class PublicAliasField(Field):
    """The page that this one mirrors, or null where that page is not public."""

    def get_attribute(self, instance: Page) -> Any:
        return self.context["content"].original(instance.alias_of_id)

    def to_representation(self, page: Page) -> dict[str, Any]:
        return {"id": page.pk, "meta": {"html_url": page.full_url}, "title": page.title}


class PublicPageSerializer(PageSerializer):
    """A page whose relations are as public as the page itself."""

    alias_of = PublicAliasField(read_only=True)


class PublicPagesAPIViewSet(StrictAPIViewSet, PagesAPIViewSet):
    """Serve the public pages of every type."""

    base_serializer_class = PublicPageSerializer
    listing_parameters = LISTING_PARAMETERS | {"locale", "site", "type", *TREE_PARAMETERS}
    detail_parameters = frozenset({"fields", "site"})
    filter_backends = [
        ColumnsFilter,
        NewsFilter,
        *[backend for backend in PagesAPIViewSet.filter_backends if "Of" in backend.__name__],
        OrderFilter,
        LocaleFilter,
        StrictSearchFilter,
    ]

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[APIField]:
        names = [APIField(name) for name in COMPUTED.get(model, [])]
        return [*super().get_body_fields(model), *names]

    @classmethod
    def get_field_serializer_overrides(cls, model: type[Page]) -> dict[str, Field]:
        own = [field.name for field in APIField.get_fields_for_model(model)]
        shapes = {name: public_shape(model, name) for name in [*own, *COMPUTED.get(model, [])]}
        return {name: shape for name, shape in shapes.items() if shape is not None}

    def get_base_queryset(self) -> QuerySet:
        return self.public_pages_of_site

    @cached_property
    def public_pages_of_site(self) -> QuerySet:
        """Return the public pages of the site that is asked, in all its languages."""
        for name in TREE_PARAMETERS:
            if self.request.GET.get(name) not in {None, "root"}:
                read_whole_number(self.request.GET, name, 0)
        wanted = self.request.GET.get("site")
        if wanted is not None and "\x00" in wanted:
            refuse("site", "must not contain null characters.")
        try:
            site = SiteFilterValidator(site=wanted, request=self.request).site_obj
        except ValueError as error:
            refuse("site", f"{error}.")
        if site is None:
            return Page.objects.none()
        roots = site.root_page.get_translations(inclusive=True).values_list("path", flat=True)
        below = Q()
        for path in roots:
            below |= Q(path__startswith=path)
        return public_pages().filter(below)

    def get_queryset(self) -> QuerySet:
        queryset = super().get_queryset().select_related("locale").order_by("pk")
        if queryset.model is NewsArticlePage:
            return queryset.prefetch_related(
                "related_participants",
                "related_countries",
                Prefetch("theme_items", NewsArticleTheme.objects.select_related("tag")),
            )
        return queryset

    def check_query_parameters(self, queryset: QuerySet) -> None:
        if queryset.model is NewsArticlePage:
            self.listing_parameters = self.listing_parameters | NEWS_PARAMETERS
        super().check_query_parameters(queryset)

    def find_object(self, queryset: QuerySet, request: Request) -> Page | None:
        if "html_path" in request.GET:
            page = public_page_at(request, request.GET["html_path"])
            return queryset.filter(pk=page.pk).first() if page else None
        return super().find_object(queryset, request)

    def paginate_queryset(self, queryset: QuerySet) -> list[Page]:
        self.content_pages = list(super().paginate_queryset(queryset))
        return self.content_pages

    def get_object(self) -> Page:
        page = super().get_object()
        self.content_pages = [page]
        return page

    def get_serializer_context(self) -> dict[str, Any]:
        content = PublicContent(self.request)
        content.prime(self.content_pages)
        return {**super().get_serializer_context(), "content": content}
