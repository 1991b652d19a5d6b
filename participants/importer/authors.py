"""Who is the author of what a command writes, and how it speaks to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils import timezone, translation
from django.utils.translation import pgettext
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


@contextmanager
def as_in_admin(user: Any) -> Iterator[None]:
    """Speak the language and tell the time that the user's account asks for, or the site's.

    So a command says to its author what the pages of the admin say. user: None for nobody.
    """
    profile = getattr(user, "wagtail_userprofile", None)
    language = profile.preferred_language if profile else ""
    zone = profile.current_time_zone if profile else ""
    with (
        translation.override(language or settings.LANGUAGE_CODE),
        timezone.override(zone or settings.TIME_ZONE),
    ):
        yield


def is_agreed(question: str) -> bool:
    """Ask on the terminal; where nobody can answer, the answer is no."""
    agreeing = {"y", "yes", *pgettext("answers that agree, in small letters", "y yes").split()}
    try:
        return input(f"{question} ").strip().lower() in agreeing
    except EOFError:
        return False
