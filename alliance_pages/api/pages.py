"""`pages/` in Wagtail's API v2."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Literal, Union
from urllib.parse import urljoin

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import URLPattern, path
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.utils import get_object_detail_url
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page, Site, get_page_models

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
    page_of,
)
from alliance_pages.api.representations import by_type, represent_pages
from alliance_pages.api.shapes import ArticleSummary, FoundPage
from alliance_pages.api.strict import (
    LISTING_PARAMETERS,
    PAGING_PARAMETERS,
    StrictAPIViewSet,
    page_parameters,
    page_types,
    parameter_schemas,
)
from alliance_pages.api.summary import ArticleFilters, represent_summary
from alliance_pages.models import NewsArticlePage
from alliance_pages.models.base import is_public
from alliance_pages.site.resolution import Redirected, resolve_address
from participants.api.shapes import item_shape, list_of
from participants.api.summary import FACETS
from participants.registry.compiled_query import CompiledQuery
from participants.registry.listing.parameters import (
    LINKS,
    check_parameters,
    read_choices,
    read_whole_number,
    refuse,
    select_fields,
)
from participants.values.languages import content_languages, default_language

LAST = "last_published_at"


class PublicPagesAPIViewSet(StrictAPIViewSet, PagesAPIViewSet):
    """Serve the public pages of every type."""

    about = "The pages of the site, of every type."
    meta_fields = [*PagesAPIViewSet.meta_fields, LAST]
    listing_default_fields = [*PagesAPIViewSet.listing_default_fields, LAST]
    listing_parameters = LISTING_PARAMETERS | {LINKS, "locale", "site", "type", *TREE_PARAMETERS}
    detail_parameters = frozenset({"fields", LINKS, "site"})
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
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        paths = super().parameters_by_path()
        of_list = paths[""] | NEWS_PARAMETERS
        of_articles = cls().filter_columns(NewsArticlePage).keys()
        of_summary = (of_list | of_articles | {"facets"}) - PAGING_PARAMETERS - {"order"}
        of_types = of_articles | set().union(*map(cls().filter_columns, cls.described_models()))
        return paths | {"": of_list | of_types, "summary/": of_summary}

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        if path == "summary/":
            own = parameter_schemas(cls, [NewsArticlePage], path)
            return own | page_parameters([NewsArticlePage])
        return super().schemas_at(path) | page_parameters(page_types().values())

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        summary = path("summary/", cls.as_view({"get": "summary_view"}), name="summary")
        return [*super().get_urlpatterns(), summary]

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        models = cls.described_models()
        meta, body = cls.kinds_of(Page, [model._meta.label for model in models])
        listed = item_shape("PageInList", meta, body, cls.get_listing_default_fields(Page))
        chosen = [cls.shape_of(model, is_chosen=True) for model in models]
        return {
            "": {"200": list_of("PageList", Union[listed, *chosen])},
            "{id}/": {"200": Union[cls.page_shape(), *chosen]},
            "summary/": {"200": ArticleSummary},
            "find/": {"302": FoundPage, "301": FoundPage},
        }

    @classmethod
    def described_models(cls) -> list[type[Page]]:
        """Return the page types of the site, by name."""
        models = [model for model in get_page_models() if model is not Page]
        return sorted(models, key=lambda model: model.__name__)

    @classmethod
    def page_shape(cls) -> Any:
        """Return the type of a page in full, whichever type it has."""
        return Union[*(cls.shape_of(model) for model in cls.described_models())]

    @classmethod
    def shape_of(cls, model: type[Page], *, is_chosen: bool = False) -> Any:
        """Return the type of a page of a model. is_chosen: with some of the fields."""
        meta, body = cls.kinds_of(model, [model._meta.label])
        name = f"{model.__name__}Fields" if is_chosen else model.__name__
        return item_shape(name, meta, body, total=not is_chosen)

    @classmethod
    def kinds_of(
        cls, model: type[Page], labels: list[str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the types of the fields under "meta" and of the others, by name."""
        meta_names = cls.get_meta_fields_names(model)
        kinds = {name: public_shape(model, name).kind for name in cls.available_fields(model)}
        kinds["type"] = Literal[*labels]
        meta = {name: kind for name, kind in kinds.items() if name in meta_names}
        return meta, {name: kind for name, kind in kinds.items() if name not in meta}

    def listing_view(self, request: Request) -> Response:
        """Answer with the pages that the filters keep. Raises BadRequestError."""
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        found = self.filter_queryset(queryset)
        models = tuple(dict.fromkeys(self.requested_types())) or (found.model,)
        every = dict.fromkeys(name for model in models for name in self.available_fields(model))
        fields = [name for name in every if name not in self.detail_only_fields]
        names = select_fields(request.GET, fields, self.get_listing_default_fields(found.model))
        page = page_of(found, self.order_of(found.model), *self.paging)
        return self.answer(found, page, self.items(models, page.keys, names))

    def summary_view(self, request: Request) -> Response:
        """Answer with how many articles other choices would find. Raises BadRequestError."""
        if self.requested_types() != (NewsArticlePage,):
            refuse("type", "must be alliance_pages.NewsArticlePage: articles have a summary.")
        check_parameters(request.GET, self.parameters_by_path()["summary/"])
        with_empty = bool(read_choices(request.GET, "facets", FACETS))
        filters = ArticleFilters(self, NewsArticlePage.objects.filter(self.is_shown))
        named = request.GET.get("locale", "")
        language = named if named in content_languages() else default_language()
        with override(language):
            return Response(represent_summary(filters, language, with_empty=with_empty))

    def detail_view(self, request: Request, pk: int) -> Response:
        """Answer with one page of whatever type; one that is not public is not found."""
        check_parameters(request.GET, self.detail_parameters)
        page = self.get_queryset().filter(pk=pk).only("content_type").first()
        if page is None:
            raise Http404("No Page matches the given query.")
        model = page.specific_class or Page
        fields = self.available_fields(model)
        [item] = self.items([model], [pk], select_fields(request.GET, fields, fields))
        return Response(item)

    def items(
        self, models: Sequence[type[Page]], keys: Sequence[int], names: list[str]
    ) -> list[dict[str, Any]]:
        """Return those of the chosen fields that the type of each page has."""
        found: dict[int, dict[str, Any]] = {}
        for model, own_keys in by_type(keys, models).items():
            own = [name for name in self.available_fields(model) if name in names]
            meta_names = self.get_meta_fields_names(model)
            content = PublicContent(self.request)
            found |= represent_pages(model, own_keys, own, meta_names, content)
        return [found[key] for key in keys if key in found]

    @classmethod
    def available_fields(cls, model: type[Page]) -> list[str]:
        """Return the names of the fields of a type, in their order."""
        return list(dict.fromkeys(cls.get_available_fields(model)))

    def get_queryset(self) -> QuerySet:
        models = self.requested_types()
        if len(models) == 1:
            return models[0].objects.filter(self.is_shown)
        found: Any = self.get_base_queryset()
        return found.type(*models) if models else found

    def requested_types(self) -> tuple[type[Page], ...]:
        """Return the page types that `type` names, or none for all."""
        known = page_types()
        return tuple(known[name] for name in read_choices(self.request.GET, "type", known))

    def get_base_queryset(self) -> QuerySet:
        return Page.objects.filter(self.is_shown)

    @cached_property
    def is_shown(self) -> Q:
        """Return the condition on the public pages of the site that is asked, in all languages."""
        for name in TREE_PARAMETERS:
            if self.request.GET.get(name) not in {None, "root"}:
                read_whole_number(self.request.GET, name, 0)
        site = self.site
        below = Q(pk__in=[])
        for (begins,) in _ROOTS.rows_of([site.root_page_id] if site else []):
            below |= Q(path__startswith=begins)
        return is_public() & below

    @cached_property
    def site(self) -> Site | None:
        """Return the site that is asked, if there is one."""
        wanted = self.request.GET.get("site")
        if wanted is not None and "\x00" in wanted:
            refuse("site", "must not contain null characters.")
        try:
            return SiteFilterValidator(site=wanted, request=self.request).site_obj
        except (Http404, ValueError):
            refuse("site", "there is no such site; name it by its host, or host:port.")

    def check_query_parameters(self, queryset: QuerySet) -> None:
        if queryset.model is NewsArticlePage:
            self.listing_parameters = self.listing_parameters | NEWS_PARAMETERS
        super().check_query_parameters(queryset)

    def find_view(self, request: Request) -> Response:
        """Redirect to the page with an id, or to what a visitor sees at `html_path`.

        A page is found with a 302 to its detail, as in Wagtail; the body says whether the path
        leads there by a redirect, and whether for good. What is no page of the site is answered
        with the redirect that visitors get.
        """
        if "html_path" not in request.GET:
            return super().find_view(request)
        self.check_found_parameters()
        # A path without a language is read in the main one, whoever asked this thread before.
        with override(default_language()):
            site = self.site
            asked = request.GET["html_path"]
            found = resolve_address(request, asked, site, for_everybody=True) if site else None
            if site is None or found is None:
                raise Http404("No page is shown at this path.")
            detail = self.detail_url_of(found.page) if found.page else None
        answer: dict[str, Any] = {"detail_url": detail, "redirect": None}
        location, is_permanent = detail, False
        if isinstance(found, Redirected):
            address = iri_to_uri(urljoin(f"{site.root_url}/", found.location))
            answer["redirect"] = {"location": address, "is_permanent": found.is_permanent}
            if detail is None:
                location, is_permanent = address, found.is_permanent
        status = HTTPStatus.MOVED_PERMANENTLY if is_permanent else HTTPStatus.FOUND
        return Response(answer, status=status, headers={"Location": location})

    def detail_url_of(self, page: Page) -> str:
        """Return where a page of the list is told in full, with the parameters for it.

        Raises Http404 for another page.
        """
        if not self.get_queryset().filter(pk=page.pk).exists():
            raise Http404("No page is shown at this path.")
        query = self.request.GET.copy()
        for name in self.find_query_parameters:
            query.pop(name, None)
        address = get_object_detail_url(self.request.wagtailapi_router, self.request, Page, page.pk)
        return f"{address}?{query.urlencode()}" if query else address


# The home pages of a site in all languages, from the key of one of them.
_ROOTS = CompiledQuery(
    lambda *keys: (
        Page.objects.filter(
            translation_key__in=Page.objects.filter(pk__in=keys).values("translation_key")
        )
        .order_by("path")
        .values_list("path")
    )
)
