"""How commands speak to whoever runs them: as whom, in which language, and how far they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.permissions import policy_registry

from participants.models import Participant

WIDTH = 30
STEP = 5_000  # items between two lines, where a line cannot be rewritten


class ProgressBar:
    """Say how many items are done; of how many, where that is known."""

    def __init__(self, output: OutputWrapper, label: str, total: int | None = None) -> None:
        self.output = output
        self.label = label
        self.total = total
        self.last_line = 0

    def __call__(self, done: int) -> None:
        """Show that so many are done."""
        if self.output.isatty():
            end = "\n" if done == self.total else ""
            self.output.write(f"\r{self._bar(done)}", ending=end)
            self.output.flush()
        elif done - self.last_line >= STEP or done == self.total:
            self.last_line = done
            self.output.write(self._bar(done))

    def _bar(self, done: int) -> str:
        if self.total is None:
            return f"{self.label} … {done}"
        filled = WIDTH * done // max(self.total, 1)
        counts = _("%(done)d of %(total)d") % {"done": done, "total": self.total}
        return f"{self.label} [{'#' * filled}{'.' * (WIDTH - filled)}] {counts}"


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


def author_of(options: dict[str, Any], *actions: str) -> Any:
    """Return the author whom `--user` names; a trial needs none, and no rights.

    Raises CommandError.
    """
    if options["dry_run"]:
        return author_named(options["user"]) if options["user"] else None
    if not options["user"]:
        raise CommandError("Name the author of the changes with --user, or try --dry-run.")
    return author_named(options["user"], "add", "change", *actions)


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
