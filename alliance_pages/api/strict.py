"""Wagtail's own endpoints, made strict about their parameters."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from alliance_pages.api.filters import PLAIN, columns
from participants.api.base import PublicAPIViewSet
from participants.api.parameters import (
    check_parameters,
    read_fields,
    read_limit,
    read_whole_number,
    refuse,
)

LISTING_PARAMETERS = frozenset({"fields", "limit", "offset", "order", "search", "search_operator"})


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

    def check_query_parameters(self, queryset: QuerySet) -> None:
        known = self.listing_parameters | self.filter_columns(queryset.model).keys()
        check_parameters(self.request.GET, known)
        read_limit(self.request.GET)
        read_whole_number(self.request.GET, "offset", 0)

    def detail_view(self, request: Request, pk: int) -> Response:
        check_parameters(request.GET, self.detail_parameters)
        return super().detail_view(request, pk)

    def find_view(self, request: Request) -> Response:
        check_parameters(request.GET, self.detail_parameters | self.find_query_parameters)
        if not any(name in request.GET for name in self.find_query_parameters):
            refuse("find", f"give one of: {', '.join(sorted(self.find_query_parameters))}.")
        response = super().find_view(request)
        response["Location"] = response["Location"].removesuffix("?")
        return response

    def find_object(self, queryset: QuerySet, request: Request) -> Any:
        if "id" in request.GET:
            return queryset.get(pk=read_whole_number(request.GET, "id", 0))
        return super().find_object(queryset, request)

    def get_serializer_class(self) -> type:
        read_fields(self.request.GET)
        return super().get_serializer_class()

    def resolve_rich_text_format(self) -> str:
        return "html"
