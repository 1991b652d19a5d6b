"""What django-axes does with a login: our limits instead of its single one."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.http import HttpRequest

from cms.access import attempts


class LoginLimits(AxesDatabaseHandler):
    """Ask the limits before a password is hashed, and forgive who knew it.

    The attempt is counted before it is checked, and nothing of it is kept but account and address:
    not the browser, by whose name stock axes could be got round, and not what was posted.
    """

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        account = attempts.folded((credentials or {}).get("username"))
        lock = attempts.take(account, request.axes_ip_address)  # type: ignore[attr-defined]
        request.access_lock = lock  # type: ignore[attr-defined]
        return lock is None

    def user_login_failed(
        self,
        sender: str,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Do nothing: it was counted before."""

    def user_logged_in(self, sender: type, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        account = attempts.folded(user.get_username())
        address = request.axes_ip_address  # type: ignore[attr-defined]
        if address:
            attempts.forgive(account, address)
            attempts.remember(account, address)

    def user_logged_out(self, sender: type, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Do nothing: nobody keeps a list of who was signed in."""

    def reset_attempts(
        self,
        *,
        ip_address: str | None = None,
        username: str | None = None,
        ip_or_username: bool = False,
    ) -> int:
        """Serve the commands axes_reset, axes_reset_ip, axes_reset_username and their kin."""
        named = {}
        if ip_address:
            named["ip_address"] = ip_address
        if username:
            named["username"] = username if username.startswith("[") else attempts.folded(username)
        if ip_or_username:
            return sum(
                AccessAttempt.objects.filter(**{name: value}).delete()[0]
                for name, value in named.items()
            )
        return AccessAttempt.objects.filter(**named).delete()[0]
