"""Pages for an answer: just the columns that it prints, and no queryset for each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from wagtail.models import Locale, Page

from participants.registry.compiled_query import MOST_KEYS, CompiledQuery


def load_pages(model: type[Page], keys: Sequence[int], reads: Iterable[str]) -> list[Any]:
    """Return the pages of the keys, in their order, with some columns (attribute names).

    Whoever asks has made sure that they are public.
    """
    wanted = {"id", "locale_id", model._meta.pk.attname, *reads}
    columns = tuple(
        field.attname for field in model._meta.concrete_fields if field.attname in wanted
    )
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
