"""What a user may know of in API v3: whose files and redirects, and what refers to a thing.

Wagtail's own lists answer every token.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models.base import public_pages
from alliance_pages.site.media import is_used_in_public

WORK = {"add", "change", "delete", "choose"}
FILES: dict[str, tuple[Callable[[], type[Model]], str]] = {
    "images": (get_image_model, "image_id"),
    "documents": (get_document_model, "document_id"),
}


MOST_NAMED = 20


def may_read(user: Any, operation: str, values: dict[str, Any]) -> bool:
    """Say whether a user may call an operation that reads files or redirects.

    operation: its id in the OpenAPI document. A list names the files of all collections that are
    not private, so that it is for those who work with all; one file is for who works with it, and
    for anybody once something public uses it.
    """
    kind, _, what = operation.partition("_")
    if kind == "redirects" and what in {"list", "detail", "find"}:
        return bool(policy_registry.get_by_type(Redirect).user_has_any_permission(user, WORK))
    if kind not in FILES or what not in {"list", "detail"}:
        return True
    find_model, key = FILES[kind]
    model = find_model()
    policy = policy_registry.get_by_type(model)
    if what == "list":
        collections = policy.collections_user_has_any_permission_for(user, WORK)
        return bool(collections.filter(depth=1).exists())
    item = model._default_manager.filter(pk=values[key]).first()
    return (
        item is None
        or policy.user_has_any_permission_for_instance(user, WORK, item)
        or is_used_in_public(item)
    )


def referrers(objects: Iterable[Model], user: Any) -> tuple[list[str], int]:
    """Return the names of what refers, at most 20, and how many more there are.

    A row that belongs to a page or snippet is named as that. What a user may neither see in the
    admin nor on the site is counted, not named.
    """
    owners = dict.fromkeys(map(_owner_of, objects))
    visible = [found for found in owners if _may_see(user, found)]
    return [*map(_name_of, visible[:MOST_NAMED])], len(owners) - len(visible[:MOST_NAMED])


def _owner_of(found: Model) -> Model:
    """Return what somebody edits to change a row: the page or snippet that it is part of."""
    for field in found._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            return _owner_of(getattr(found, field.name))
    return found


def _may_see(user: Any, found: Model) -> bool:
    if isinstance(found, Page):
        permissions = found.permissions_for_user(user)
        return (
            permissions.can_edit()
            or permissions.can_publish()
            or public_pages().filter(pk=found.pk).exists()
        )
    policy = policy_registry.get_by_type(type(found))
    return policy is not None and policy.user_has_any_permission(user, {"view", "change"})


def _name_of(found: Model) -> str:
    return f"{capfirst(str(found._meta.verbose_name))} “{found}” ({found.pk})"
