"""The filters of the lists of pages, images and documents, strictly read."""

from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.functions import Left
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.utils import parse_boolean
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from alliance_pages.models import NewsArticlePage
from participants.models import Participant, Theme
from participants.registry.listing.cursors import Cursor, Order
from participants.registry.listing.parameters import (
    read_choices,
    read_order,
    read_search,
    read_whole_number,
    refuse,
)
from participants.values.countries import CODES

PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
SORTABLE = (*PLAIN, models.DateTimeField, models.AutoField)

NEWS_PARAMETERS = frozenset({"country", "participant", "theme", "year"})
TREE_PARAMETERS = ("child_of", "ancestor_of", "descendant_of", "translation_of")
SEARCH_OPERATORS = {"and": None, "or": None}
MOST_RANKED = 200  # SQLite ranks in time that grows with the square of the hits
LONGEST_SORTED = 255  # characters that a cursor carries

# Annotations: the beginning of a long text that is ordered by, and the place among the best fits.
BEGINNING = "ordered_by_beginning"
RANK = "rank_of_search"


def columns(
    model: type[models.Model], names: list[str], kinds: tuple[type[models.Field], ...]
) -> dict[str, models.Field]:
    """Return those of the named fields that are columns of the given kinds.

    Relations are never among them: comparing with one tells whether a hidden object exists.
    """
    found = {}
    for name in names:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, kinds) and not isinstance(field, StreamField):
            found[name] = field
    return found


class ColumnsFilter(BaseFilterBackend):
    """Compare plain columns: `?slug=about`, `?show_in_menus=true`, `?kind=event`."""

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet, view: Any
    ) -> models.QuerySet:
        for name, field in view.filter_columns(queryset.model).items():
            if name in request.GET:
                queryset = queryset.filter(**{name: self.read(request, name, field)})
        return queryset

    @staticmethod
    def read(request: Request, name: str, field: models.Field) -> Any:
        """Return the value of a parameter in the type of its column. Raises BadRequestError."""
        text = request.GET[name]
        if isinstance(field, models.BooleanField):
            try:
                return parse_boolean(text)
            except ValueError:
                refuse(name, "must be true or false.")
        if isinstance(field, models.IntegerField):
            return read_whole_number(request.GET, name, 0)
        if field.choices:
            [*values] = read_choices(request.GET, name, dict(field.flatchoices))
            if len(values) > 1:
                refuse(name, "takes one value.")
        return text


class OrderFilter(BaseFilterBackend):
    """Give rows what the order of the view needs; `page_of` puts them in order."""

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet, view: Any
    ) -> models.QuerySet:
        if BEGINNING in view.order_of(queryset.model).names:
            column = request.GET["order"].removeprefix("-")
            return queryset.annotate(**{BEGINNING: Left(column, LONGEST_SORTED)})
        return queryset


def read_column_order(request: Request, model: type[models.Model], names: list[str]) -> Order:
    """Return the order by one of the named columns, or by key. Raises BadRequestError.

    A text without a bound is ordered by its beginning, which is all that a cursor can carry.
    """
    chosen = read_order(request.GET, columns(model, names, SORTABLE))
    if chosen is None:
        return Order()
    column, is_reversed = chosen
    is_text = isinstance(column, models.CharField | models.TextField)
    is_long = is_text and (column.max_length or LONGEST_SORTED + 1) > LONGEST_SORTED
    return Order((BEGINNING if is_long else column.name,), is_reversed)


class LocaleFilter(BaseFilterBackend):
    """Keep the pages of a language."""

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet, view: Any
    ) -> models.QuerySet:
        if "locale" not in request.GET:
            return queryset
        known = dict.fromkeys(Locale.objects.values_list("language_code", flat=True))
        chosen = read_choices(request.GET, "locale", known)
        return queryset.filter(locale__language_code__in=chosen)


class NewsFilter(BaseFilterBackend):
    """Keep the articles on a theme, a country, a participant or of a year."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> models.QuerySet:
        if queryset.model is not NewsArticlePage:
            return queryset
        query = request.GET
        if "theme" in query:
            known = dict.fromkeys(Theme.objects.values_list("slug", flat=True))
            for slug in read_choices(query, "theme", known):
                queryset = queryset.on_theme(slug)
        if "country" in query:
            for code in read_choices(query, "country", dict.fromkeys(CODES)):
                queryset = queryset.about_country(code)
        if "participant" in query:
            participant = Participant.objects.public().filter(slug=query["participant"]).first()
            if participant is None:
                refuse("participant", "there is no participant with that slug.")
            queryset = queryset.about_participant(participant)
        if "year" in query:
            if not (
                query["year"].isascii() and query["year"].isdigit() and len(query["year"]) == 4
            ):
                refuse("year", "must be a year such as 2014.")
            queryset = queryset.of_year(query["year"])
        return queryset


class StrictSearchFilter(BaseFilterBackend):
    """Search with Wagtail's backend, over just what the other filters have kept.

    The search sees nothing but a set of keys, so that no column of the filters needs an index of
    its own there, and a draft cannot be found.
    """

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet, view: Any
    ) -> models.QuerySet:
        text = read_search(request.GET)
        operator = request.GET.get("search_operator")
        if operator is not None:
            read_choices(request.GET, "search_operator", SEARCH_OPERATORS)
            if text is None:
                refuse("search_operator", "goes with search.")
        if text is None:
            return queryset
        kept = queryset.model.objects.filter(pk__in=queryset.order_by().values("pk"))
        found = partial(get_search_backend().search, text, kept, operator=operator)
        hits = found(order_by_relevance=False)
        start, _limit = view.paging
        is_by_key = isinstance(start, Cursor) and start.key
        if "order" in request.GET or is_by_key or hits.count() > MOST_RANKED:
            return queryset.filter(pk__in=[hit.pk for hit in hits])
        keys = [hit.pk for hit in found()]
        if not keys:
            return queryset.none()
        rank = models.Case(*(models.When(pk=pk, then=place) for place, pk in enumerate(keys)))
        return queryset.filter(pk__in=keys).annotate(**{RANK: rank})
