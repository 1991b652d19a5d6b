"""The filters of the lists of pages, images and documents, strictly read."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.utils import parse_boolean
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from alliance_pages.models import NewsArticlePage
from participants.registry.listing.cursors import Cursor, Order, Page, Start, read_page
from participants.registry.listing.filters import read_themes
from participants.registry.listing.loading import public_slugs
from participants.registry.listing.parameters import (
    printable,
    read_choices,
    read_order,
    read_search,
    read_whole_number,
    refuse,
)
from participants.values.countries import CODES

PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
SORTABLE = (*PLAIN, models.DateTimeField, models.AutoField)

NEWS_PARAMETERS = frozenset(
    {"country", "country__all", "month", "participant", "theme", "theme__all", "year"}
)
YEAR = re.compile(r"[0-9]{4}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
MOST_VALUES = 100
TREE_PARAMETERS = ("child_of", "ancestor_of", "descendant_of", "translation_of")
SEARCH_OPERATORS = {"and": None, "or": None}
MOST_RANKED = 200  # SQLite ranks in time that grows with the square of the hits
LONGEST_SORTED = 255  # characters that a cursor carries

# Annotations: what stands before the name of a long text whose beginning is ordered by, and the
# place among the best fits.
BEGINNING = "beginning_of_"
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
                values = self.read(request, name, field)
                queryset = queryset.filter(**{f"{name}__in": values})
        return queryset

    @staticmethod
    def read(request: Request, name: str, field: models.Field) -> list[Any]:
        """Return the values of a parameter in the type of its column. Raises BadRequestError."""
        text = request.GET[name]
        if isinstance(field, models.BooleanField):
            try:
                return [parse_boolean(text)]
            except ValueError:
                refuse(name, "must be true or false.")
        if isinstance(field, models.IntegerField):
            return [read_whole_number(request.GET, name, 0)]
        if field.choices:
            return read_choices(request.GET, name, dict(field.flatchoices))
        # What may hold commas is one value.
        return read_values(request.GET, name) if isinstance(field, models.SlugField) else [text]


class OrderFilter(BaseFilterBackend):
    """Give rows what the order of the view needs; `page_of` puts them in order."""

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet, view: Any
    ) -> models.QuerySet:
        for name in view.order_of(queryset.model).names:
            if name.startswith(BEGINNING):
                begins = Left(name.removeprefix(BEGINNING), LONGEST_SORTED)
                queryset = queryset.annotate(**{name: begins})
        return queryset


def read_column_order(request: Request, model: type[models.Model], names: list[str]) -> Order:
    """Return the order by one or two of the named columns, or by key. Raises BadRequestError.

    A text without a bound is ordered by its beginning, which is all that a cursor can carry.
    """
    chosen = read_order(request.GET, columns(model, names, SORTABLE))
    return Order.by({_ordered_by(column): is_reversed for column, is_reversed in chosen})


def _ordered_by(column: models.Field) -> str:
    is_text = isinstance(column, models.CharField | models.TextField)
    is_long = is_text and (column.max_length or LONGEST_SORTED + 1) > LONGEST_SORTED
    return f"{BEGINNING}{column.name}" if is_long else column.name


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
    """Keep the articles on themes, countries, participants or of years.

    Several values mean any of them, and all of them in a parameter that ends so.
    """

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> models.QuerySet:
        if queryset.model is not NewsArticlePage:
            return queryset
        query = request.GET
        if themes := read_themes(query, "theme"):
            queryset = queryset.on_theme(*themes)
        for theme in read_themes(query, "theme__all"):
            queryset = queryset.on_theme(theme)
        countries = dict.fromkeys(CODES)
        if codes := read_choices(query, "country", countries):
            queryset = queryset.about_country(*codes)
        for code in read_choices(query, "country__all", countries):
            queryset = queryset.about_country(code)
        if participants := read_participants(query):
            queryset = queryset.about_participant(*participants)
        if years := read_times(query, "year", YEAR, "2014,2015"):
            queryset = queryset.dated(*years)
        if months := read_times(query, "month", MONTH, "2014-11,2014-12"):
            queryset = queryset.dated(*months)
        return queryset


def read_participants(query: QueryDict) -> list[int]:
    """Return the keys of the public participants that are named. Raises BadRequestError."""
    slugs = read_values(query, "participant")
    found = public_slugs(slugs)
    for slug in slugs:
        if slug not in found:
            refuse("participant", f"there is no participant “{printable(slug)}”.")
    return list(found.values())


def read_times(query: QueryDict, name: str, form: re.Pattern[str], example: str) -> list[str]:
    """Return the years or months that are named. Raises BadRequestError."""
    times = read_values(query, name)
    if not all(map(form.fullmatch, times)):
        refuse(name, f"must be written as {example}.")
    return times


def read_values(query: QueryDict, name: str) -> list[str]:
    """Return the comma-separated values of a parameter, each once. Raises BadRequestError."""
    text = query.get(name)
    values = [] if text is None else list(dict.fromkeys(text.split(",")))
    if "" in values:
        refuse(name, "must not be empty, nor have a comma too many.")
    if len(values) > MOST_VALUES:
        refuse(name, f"cannot have more than {MOST_VALUES} values.")
    return values


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


def page_of(found: QuerySet, order: Order, start: Start, limit: int) -> Page:
    """Return a page of what the filters keep.

    How well something fits a search depends on all that is searched, so that the rank of a row
    can change although the row has not. Where the best fit comes first, the cursor therefore
    names what has been given: none of it comes twice, and all the rest is still to come.
    """
    given = start.given if isinstance(start, Cursor) else ()
    if given:
        found = found.exclude(pk__in=given)
    if RANK not in found.query.annotations:
        begins = 0 if isinstance(start, Cursor) and not start.key else start
        page = read_page(found, order, begins, limit)
        return replace(page, next=page.next and replace(page.next, given=given))
    offset = 0 if isinstance(start, Cursor) else start
    keys: list[Any] = list(found.order_by(RANK).values_list("pk", flat=True))
    before, page_keys, rest = keys[:offset], keys[offset : offset + limit], keys[offset + limit :]
    further = Cursor(given=(*given, *before, *page_keys)) if page_keys and rest else None
    return Page(page_keys, further)
