"""Keeping the words of pages in step with what is published of them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections
from wagtail.fields import RichTextField, StreamField

from alliance_pages.models.base import BasePage
from alliance_pages.models.page_words.words import PageWords
from participants.registry.database import install_word_index
from participants.values.dates import PartialDateField
from participants.values.fields import (
    OneLineField,
    OneLineSlugField,
    OneLineURLField,
    RunningTextField,
)
from participants.values.text import searchable

# Characters; PostgreSQL indexes no more than 1 MB of words.
LONGEST_TEXT = 200_000
SAID = (OneLineField, RunningTextField, RichTextField, StreamField)
NOT_SAID = (OneLineSlugField, OneLineURLField, PartialDateField)
KEPT = ("title_text", "search_text", "text")


def keep_words(instance: Any, *, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    """Keep the words of a page that is saved as visitors see it; one query.

    A revision is saved with some columns of the page only, while the page in memory is the draft.
    """
    if isinstance(instance, BasePage) and instance.live and update_fields is None and not raw:
        _write([instance])


def install(using: str = "default", **_: Any) -> None:
    """Put the word index in place, and keep the words that are missing."""
    if PageWords._meta.db_table in connections[using].introspection.table_names():
        install_word_index(PageWords, using)
        keep_missing_words(using)


def keep_missing_words(using: str = "default") -> None:
    """Keep the words of published pages that have none yet."""
    kept = PageWords.objects.using(using).values("page")
    for model in apps.get_app_config("alliance_pages").get_models():
        if issubclass(model, BasePage):
            lacking = model.objects.using(using).filter(live=True).exclude(pk__in=kept)
            _write(list(lacking), using)


def _write(pages: list[BasePage], using: str | None = None) -> None:
    rows = [_words_of(page) for page in pages]
    PageWords.objects.using(using).bulk_create(
        rows, batch_size=100, update_conflicts=True, unique_fields=["page"], update_fields=KEPT
    )


def _words_of(page: BasePage) -> PageWords:
    text = " ".join(" ".join(_texts(page)).split())[:LONGEST_TEXT]
    return PageWords(
        page_id=page.pk,
        title_text=searchable([page.title]),
        search_text=searchable([page.title, text]),
        text=text,
    )


def _texts(page: BasePage) -> Iterator[str]:
    """Yield what the page says beside its title."""
    for field in page._meta.local_fields:
        if isinstance(field, SAID) and not isinstance(field, NOT_SAID):
            value = getattr(page, field.name)
            if isinstance(field, RichTextField | StreamField):
                yield from field.get_searchable_content(value)
            else:
                yield value
