"""Failed attempts: counted for account and address, and the locks that follow from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from unicodedata import normalize

from axes.models import AccessAttempt, AccessLog
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from participants.applications.submission.rates import client_address

# How long a failure counts after the last one of its account and address.
WINDOW = timedelta(minutes=15)
# How long an address from which somebody has signed in is known to be theirs.
KNOWN_FOR = timedelta(days=30)

# Of one account from one address, of all accounts from one address, of one account from everywhere.
MOST_OF_PAIR = 10
MOST_OF_ADDRESS = 50
MOST_OF_ACCOUNT = 100
MOST_TOKENS = 30

# What is guessed beside the passwords of users. No user name has a bracket.
TOKEN = "[token]"  # noqa: S105  the name of a kind
LONGEST_ACCOUNT = 255


@dataclass(frozen=True)
class Lock:
    """Why nothing more is checked, and until when. reason: one of the three limits' names."""

    reason: str
    until: datetime

    @property
    def seconds_left(self) -> int:
        return max(1, ceil((self.until - timezone.now()).total_seconds()))


def sender(request: HttpRequest) -> str | None:
    """Return the address that attempts count for, and None where the server knows none."""
    return client_address(request) or None


def folded(username: str | None) -> str:
    """Return the name that attempts count for: the spellings of one name count together."""
    text = normalize("NFKC", username or "").casefold().strip().lstrip("[")
    # PostgreSQL stores no NUL, and no half of a surrogate pair.
    return text.replace("\0", "").encode(errors="replace").decode()[:LONGEST_ACCOUNT]


def lock_on(account: str, address: str | None) -> Lock | None:
    """Return the lock that holds for an account and an address, the last to end of several."""
    return _lock(account, address, taken=0)


def take(account: str, address: str | None) -> Lock | None:
    """Count an attempt before it is checked, and return a lock where there is no room for it.

    Attempts that come at once cannot pass the limit together, since each is counted first.
    """
    if lock := lock_on(account, address):
        return lock
    count(account, address)
    return _lock(account, address, taken=1)


def count(account: str, address: str | None) -> None:
    """Count a failure."""
    now = timezone.now()
    place = {"username": account, "ip_address": address, "user_agent": ""}
    with transaction.atomic():
        AccessAttempt.objects.filter(**place, attempt_time__lte=now - WINDOW).delete()
        rows = AccessAttempt.objects.filter(**place)
        changed = {"failures_since_start": F("failures_since_start") + 1, "attempt_time": now}
        if not rows.update(**changed):
            _row, is_new = AccessAttempt.objects.get_or_create(
                **place, defaults={"failures_since_start": 1}
            )
            if not is_new:
                rows.update(**changed)


def forgive(account: str, address: str | None) -> None:
    """Forget the failures of an account from an address at which the password was known."""
    AccessAttempt.objects.filter(username=account, ip_address=address).delete()


def remember(account: str, address: str | None) -> None:
    """Know the address as one from which the account is used."""
    rows = AccessLog.objects.filter(username=account, ip_address=address)
    if address and not rows.update(attempt_time=timezone.now()):
        AccessLog.objects.create(username=account, ip_address=address)


def recent() -> QuerySet:
    """Return the attempts that count."""
    return AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - WINDOW)


def forget_old() -> None:
    """Remove what no limit looks at any longer."""
    now = timezone.now()
    AccessAttempt.objects.filter(attempt_time__lte=now - WINDOW).delete()
    AccessLog.objects.filter(attempt_time__lt=now - KNOWN_FOR).delete()


def lift(account: str, address: str | None) -> int:
    """Lift every lock on an account and an address, and return how many rows that took."""
    same = Q(username=account, ip_address=address)
    for reason, limit, rows in _limits(account, address):
        if _total(rows) >= limit:
            same |= {
                "account": Q(username=account),
                "address": Q(ip_address=address),
            }.get(reason, Q(pk=None))
    deleted, _by_model = AccessAttempt.objects.filter(same).delete()
    return deleted


def _limits(account: str, address: str | None) -> Iterable[tuple[str, int, QuerySet]]:
    """Yield which limits hold: their name, the most failures, and the attempts that count."""
    rows = recent()
    if account == TOKEN:
        yield "pair", MOST_TOKENS, rows.filter(username=account, ip_address=address)
        return
    if address:
        yield "pair", MOST_OF_PAIR, rows.filter(username=account, ip_address=address)
        yield "address", MOST_OF_ADDRESS, rows.filter(ip_address=address)
    yield "account", MOST_OF_ACCOUNT, rows.filter(username=account)


def _lock(account: str, address: str | None, taken: int) -> Lock | None:
    """Return a lock. taken: how many of what was counted are the attempt's own."""
    locks = [
        Lock(reason, _ends_at(rows, limit))
        for reason, limit, rows in _limits(account, address)
        if _total(rows) - taken >= limit
        and not (reason == "account" and _is_known(account, address))
    ]
    return max(locks, key=lambda lock: lock.until, default=None)


def _total(rows: QuerySet) -> int:
    return rows.aggregate(total=Sum("failures_since_start"))["total"] or 0


def _ends_at(rows: QuerySet, limit: int) -> datetime:
    """Return when so many failures are forgotten that there is room again."""
    left = 0
    now = timezone.now()
    newest_first = rows.order_by("-attempt_time").values_list(
        "attempt_time", "failures_since_start"
    )
    for time, failures in newest_first:
        left += failures
        if left >= limit:
            return time + WINDOW
    return now


def _is_known(account: str, address: str | None) -> bool:
    since = timezone.now() - KNOWN_FOR
    rows = AccessLog.objects.filter(username=account, ip_address=address, attempt_time__gte=since)
    return bool(address) and rows.exists()
