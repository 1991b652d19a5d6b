"""Wagtail's own endpoints, made strict about their parameters."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import get_page_models

from alliance_pages.api.filters import (
    MONTH,
    MOST_VALUES,
    PLAIN,
    SORTABLE,
    YEAR,
    columns,
    page_of,
    read_column_order,
)
from participants.api.base import PublicAPIViewSet
from participants.api.openapi import patterns
from participants.registry.listing.cursors import (
    Order,
    Page,
    Start,
    fingerprint,
    next_address,
    read_start,
)
from participants.registry.listing.parameters import (
    LINKS,
    check_parameters,
    read_fields,
    read_limit,
    read_whole_number,
    refuse,
    select_fields,
)

# Those that choose the part of a list that is shown, and how much of it.
PAGING_PARAMETERS = frozenset({"after", "fields", "limit", "offset"})
LISTING_PARAMETERS = PAGING_PARAMETERS | {"order", "search", "search_operator"}


class StrictAPIViewSet(PublicAPIViewSet):
    """Read every parameter of Wagtail's own endpoints strictly."""

    listing_parameters = LISTING_PARAMETERS
    detail_parameters = frozenset({"fields"})

    def filter_columns(self, model: type) -> dict[str, Any]:
        """Return the columns that a list can be filtered by."""
        names = self.get_available_fields(model, db_fields_only=True)
        return columns(model, [name for name in names if name != "id"], PLAIN)

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {
            "": cls.listing_parameters | cls().filter_columns(cls.model).keys(),
            "{id}/": cls.detail_parameters,
            "find/": cls.detail_parameters | cls.find_query_parameters,
        }

    @classmethod
    def schemas_at(cls, path: str) -> dict[str, dict[str, Any]]:
        return parameter_schemas(cls, cls.described_models(), path)

    @classmethod
    def described_models(cls) -> list[type[Model]]:
        """Return the models that something here can be of."""
        return [cls.model]

    def check_query_parameters(self, queryset: QuerySet) -> None:
        known = self.listing_parameters | self.filter_columns(queryset.model).keys()
        check_parameters(self.request.GET, known)
        self.order_of(queryset.model)
        self.paging  # noqa: B018  refuses what it cannot read before anything is asked for

    @cached_property
    def paging(self) -> tuple[Start, int]:
        """Return where the page begins and how many items it has. Raises BadRequestError."""
        return read_start(self.request, self.listing), read_limit(self.request.GET)

    @cached_property
    def listing(self) -> str:
        """Return what tells this list from others, for its cursors."""
        query = self.request.GET
        question = {name: query[name] for name in query if name not in PAGING_PARAMETERS | {LINKS}}
        return fingerprint(self.model._meta.label, question)

    def order_of(self, model: type[Model]) -> Order:
        """Return by what the list is ordered. Raises BadRequestError."""
        if "order" not in self.request.GET:
            return Order()
        names = self.get_available_fields(model, db_fields_only=True)
        return read_column_order(self.request, model, names)

    def listing_view(self, request: Request) -> Response:
        """Answer with what the filters keep. Raises BadRequestError."""
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        found = self.filter_queryset(queryset)
        page = page_of(found, self.order_of(found.model), *self.paging)
        rows = found.in_bulk(page.keys)
        serializer = self.get_serializer([rows[key] for key in page.keys if key in rows], many=True)
        return self.answer(found, page, serializer.data)

    def answer(self, found: QuerySet, page: Page, items: list[Any]) -> Response:
        """Return the answer with a page of what was found."""
        further = next_address(self.request, page.next, self.listing)
        return Response({"meta": {"total_count": found.count(), "next": further}, "items": items})

    def detail_view(self, request: Request, pk: int) -> Response:
        check_parameters(request.GET, self.detail_parameters)
        return super().detail_view(request, pk)

    def find_view(self, request: Request) -> Response:
        self.check_found_parameters()
        response = super().find_view(request)
        response["Location"] = response["Location"].removesuffix("?")
        return response

    def check_found_parameters(self) -> None:
        """Refuse more than one name, and what the address that is found would refuse.

        Raises BadRequestError.
        """
        query = self.request.GET
        check_parameters(query, self.detail_parameters | self.find_query_parameters)
        if len(self.find_query_parameters & query.keys()) != 1:
            refuse("find", f"give one of: {', '.join(sorted(self.find_query_parameters))}.")
        select_fields(query, field_names(type(self), self.described_models(), "find/"), [])

    def find_object(self, queryset: QuerySet, request: Request) -> Any:
        if "id" in request.GET:
            return queryset.get(pk=read_whole_number(request.GET, "id", 0))
        return super().find_object(queryset, request)

    def get_serializer_class(self) -> type:
        read_fields(self.request.GET)
        return super().get_serializer_class()

    def resolve_rich_text_format(self) -> str:
        return "html"


def parameter_schemas(endpoint: Any, kinds: Sequence[type[Model]], path: str) -> Any:
    """Return the schemas of the parameters of a path by name, whichever model is asked for."""
    view = endpoint()
    found: dict[str, patterns.Schema] = {}
    orders: dict[str, None] = {}
    for model in kinds:
        for name, column in view.filter_columns(model).items():
            found[name] = _compared_with(column)
        names = view.get_available_fields(model, db_fields_only=True)
        orders |= dict.fromkeys(columns(model, names, SORTABLE))
    fields = field_names(endpoint, kinds, path)
    return found | {"fields": patterns.chosen_fields(fields), "order": patterns.ordered_by(orders)}


def page_parameters(types: Iterable[type[Model]]) -> dict[str, patterns.Schema]:
    """Return the schemas of what only pages of these types know."""
    return {
        "type": {
            **patterns.listed(sorted(re.escape(model._meta.label) for model in types)),
            "description": "Page types separated by commas; a page has those of the chosen fields "
            "that its type has.",
        },
        "year": patterns.listed([YEAR.pattern], most=MOST_VALUES),
        "month": patterns.listed([MONTH.pattern], most=MOST_VALUES),
        "participant": patterns.listed([r"[-\w]+"], most=MOST_VALUES),
    }


def field_names(endpoint: Any, kinds: Iterable[type[Model]], path: str) -> list[str]:
    """Return what `fields` may name at a path. path: "" for the list."""
    left_out = [] if path else endpoint.detail_only_fields
    names = (name for model in kinds for name in endpoint.get_available_fields(model))
    return [name for name in dict.fromkeys(names) if name not in left_out]


def page_types() -> dict[str, Any]:
    """Return the page types by the names that `type` has for them."""
    return {model._meta.label: model for model in get_page_models()}


def _compared_with(column: models.Field) -> patterns.Schema:
    """Return what is read for a column, as `ColumnsFilter` reads it."""
    match column:
        case models.BooleanField():
            return patterns.FLAG
        case models.IntegerField():
            return patterns.NUMBER
        case models.SlugField():
            return patterns.listed([r"[^,\x00]+"], most=MOST_VALUES)
    return (
        patterns.listed(code for code, _label in column.flatchoices)
        if column.choices
        else patterns.TEXT
    )
