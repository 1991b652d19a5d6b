"""Who reads files and redirects in API v3: Wagtail's own lists answer every token."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from alliance_pages.api.media import is_used_in_public

WORK = {"add", "change", "delete", "choose"}
FILES: dict[str, tuple[Callable[[], type[Model]], str]] = {
    "images": (get_image_model, "image_id"),
    "documents": (get_document_model, "document_id"),
}


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
