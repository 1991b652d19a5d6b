"""What refers to something that cannot be deleted for that, as far as a user may know of it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models.base import public_pages

MOST_NAMED = 20


def referrers(objects: Iterable[Model], user: Any) -> tuple[list[str], int]:
    """Return the names of what refers, at most 20, and how many more there are.

    A row that belongs to a page or snippet is named as that. What a user may neither see in the
    admin nor on the site is counted, not named.
    """
    owners = dict.fromkeys(map(owner, objects))
    visible = [found for found in owners if may_see(user, found)]
    return [*map(name, visible[:MOST_NAMED])], len(owners) - len(visible[:MOST_NAMED])


def owner(found: Model) -> Model:
    """Return what somebody edits to change a row: the page or snippet that it is part of."""
    for field in found._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            return owner(getattr(found, field.name))
    return found


def may_see(user: Any, found: Model) -> bool:
    if isinstance(found, Page):
        permissions = found.permissions_for_user(user)
        return (
            permissions.can_edit()
            or permissions.can_publish()
            or public_pages().filter(pk=found.pk).exists()
        )
    policy = policy_registry.get_by_type(type(found))
    return policy is not None and policy.user_has_any_permission(user, {"view", "change"})


def name(found: Model) -> str:
    return f"{capfirst(str(found._meta.verbose_name))} “{found}” ({found.pk})"
