"""The public shape of a page, field by field, in the language of the page."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import override
from wagtail.models import Locale, Page

from alliance_pages.api.content import PublicContent
from alliance_pages.api.fields import PageField, public_shape
from participants.registry.compiled_query import MOST_KEYS, CompiledQuery, columns_of

Plan = list[tuple[str, PageField]]


def load_pages(model: type[Page], keys: Sequence[int], reads: Iterable[str]) -> list[Any]:
    """Return the pages of the keys, in their order, with some columns (attribute names).

    Whoever asks has made sure that they are public.
    """
    wanted = {"id", "locale_id", model._meta.pk.attname, *reads}
    columns = columns_of(model, wanted)
    query = _query(model, columns)  # type: ignore[arg-type]  # a class is hashable
    pages: dict[int, Any] = {}
    locales: dict[int, Locale] = {}
    for start in range(0, len(keys), MOST_KEYS):
        for row in query.rows_of(keys[start : start + MOST_KEYS]):
            page: Any = model.from_db(None, columns, row[:-1])
            page.locale = locales.setdefault(page.locale_id, Locale(page.locale_id, row[-1]))
            pages[page.id] = page
    return [pages[key] for key in keys if key in pages]


@lru_cache(maxsize=64)
def _query(model: type[Page], columns: tuple[str, ...]) -> CompiledQuery:
    return CompiledQuery(
        lambda *keys: (
            model._default_manager.filter(pk__in=keys)
            .order_by()
            .values_list(*columns, "locale__language_code")
        )
    )


def by_type(keys: Sequence[int], models: Collection[type[Page]]) -> dict[type[Page], list[int]]:
    """Return the keys of pages by the model that each is an instance of, the nearest of some."""
    if len(models) == 1:
        return {model: list(keys) for model in models}
    found: dict[type[Page], list[int]] = {model: [] for model in models}
    for page in Page.objects.filter(pk__in=keys).only("content_type"):
        for model in (page.specific_class or Page).__mro__:
            if model in found:
                found[model].append(page.pk)
                break
    return found


def represent_pages(
    model: type[Page],
    keys: Sequence[int],
    names: Sequence[str],
    meta_names: Collection[str],
    content: PublicContent,
) -> dict[int, dict[str, Any]]:
    """Return the chosen fields of the pages of the keys, all of one type, by key, in their order.

    The fields of meta_names stand under "meta", as Wagtail has them.
    """
    pages = load_pages(model, keys, reads_of(model, names))
    items = represent_loaded(pages, names, meta_names, content)
    return {page.pk: item for page, item in zip(pages, items, strict=True)}


def reads_of(model: type[Page], names: Iterable[str]) -> set[str]:
    """Return the columns that must be loaded for the chosen fields."""
    return {column for name in names for column in public_shape(model, name).reads}


def represent_loaded(
    pages: Sequence[Page], names: Sequence[str], meta_names: Collection[str], content: PublicContent
) -> list[dict[str, Any]]:
    """Return the chosen fields of pages of one type that were loaded with what is read for them."""
    if not pages:
        return []
    plan = [(name, public_shape(type(pages[0]), name)) for name in names]
    meta = [(name, field) for name, field in plan if name in meta_names]
    body = [(name, field) for name, field in plan if name not in meta_names]
    content.prime(pages)
    return [_represent(page, meta, body, content) for page in pages]


def _represent(page: Any, meta: Plan, body: Plan, content: PublicContent) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": page.id} if body and body[0][0] == "id" else {}
    with override(content.language_of(page)):
        if meta:
            answer["meta"] = {name: field.represent(page, content) for name, field in meta}
        answer.update((name, field.represent(page, content)) for name, field in body)
    return answer
