"""Who is the author of what a command writes."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from wagtail.permissions import policy_registry

from participants.models import Participant


def author_named(name: str, *actions: str) -> Any:
    """Return the user who may do these actions with participants. Raises CommandError."""
    users = get_user_model()
    user = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(f"There is no user “{name}”.")
    policy = policy_registry.get_by_type(Participant)
    for action in actions:
        if not policy.user_has_permission(user, action):
            raise CommandError(f"“{name}” may not {action} participants.")
    return user
