"""The public shape of a page, field by field, in the language of the page."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import override
from wagtail.models import Page

from alliance_pages.api.content import PublicContent
from alliance_pages.api.fields import PageField, public_shape
from alliance_pages.api.loading import load_pages

Plan = list[tuple[str, PageField]]


def represent_pages(
    model: type[Page],
    keys: Sequence[int],
    names: Sequence[str],
    meta_names: Collection[str],
    content: PublicContent,
) -> list[dict[str, Any]]:
    """Return the chosen fields of the pages of the keys, all of one type, in their order.

    The fields of meta_names stand under "meta", as Wagtail has them.
    """
    plan = [(name, public_shape(model, name)) for name in names]
    meta = [(name, field) for name, field in plan if name in meta_names]
    body = [(name, field) for name, field in plan if name not in meta_names]
    pages = load_pages(model, keys, {column for _name, field in plan for column in field.reads})
    content.prime(pages)
    return [_represent(page, meta, body, content) for page in pages]


def _represent(page: Any, meta: Plan, body: Plan, content: PublicContent) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": page.id} if body and body[0][0] == "id" else {}
    with override(content.language_of(page)):
        if meta:
            answer["meta"] = {name: field.represent(page, content) for name, field in meta}
        answer.update((name, field.represent(page, content)) for name, field in body)
    return answer
