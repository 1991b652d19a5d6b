"""How often anybody may send, counted for all workers together and without storing who it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from math import ceil

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from participants.models import SendingRate

# What one household, office or machine is given as a whole; the rest it may change at will.
BITS_OF_ONE_SENDER = 64


def client_address(request: HttpRequest) -> str:
    """Return the IP address of the client, an IPv6 address cut to its first 64 bits.

    The setting PARTICIPANTS_TRUSTED_PROXIES says how many proxies in front add to X-Forwarded-For:
    0 (the default) leaves the header unread, 1 believes its last entry. What is no address in it
    counts as not sent. Empty where the server knows no address either, as on a Unix socket.
    """
    proxies = getattr(settings, "PARTICIPANTS_TRUSTED_PROXIES", 0)
    return _named_by_proxies(request, proxies) or _cut(request.META.get("REMOTE_ADDR", ""))


def _named_by_proxies(request: HttpRequest, proxies: int) -> str:
    entries = request.headers.get("X-Forwarded-For", "").rsplit(",", max(proxies, 0))
    return _cut(entries[-proxies]) if 0 < proxies <= len(entries) else ""


def _cut(text: str) -> str:
    try:
        address = ip_address(_without_port(text.strip()))
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    beyond = address.max_prefixlen - BITS_OF_ONE_SENDER
    return str(IPv6Address(int(address) >> beyond << beyond))


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


class TooManyError(Exception):
    """Says that a limit is reached. retry_after: whole seconds until there is room, at least 1."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Room again in {retry_after} s")
        self.retry_after = retry_after


def folded_email(email: str) -> str:
    """Return an e-mail address as it counts: no capitals, and nothing behind a plus sign."""
    local, at, domain = email.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


@dataclass(frozen=True)
class Rate:
    """At most `limit` in any `window`, for each value of a kind.

    fold: makes one of the values that shall count together.
    """

    kind: str
    limit: int
    window: timedelta
    fold: Callable[[str], str] = str


SENT_FROM_ADDRESS = Rate("sent from address", 5, timedelta(hours=1))
TRIED_FROM_ADDRESS = Rate("tried from address", 60, timedelta(hours=1))
SENT_BY_EMAIL = Rate("sent by e-mail", 3, timedelta(days=1), folded_email)
ANSWERS = Rate("answers", 20, timedelta(days=1))
NEW_LINKS = Rate("new links", 5, timedelta(days=1))


def check(rate: Rate, value: str) -> None:
    """Count one for the value. Raises TooManyError as `check_all` does."""
    check_all((rate, value))


def check_all(*limits: tuple[Rate, str]) -> None:
    """Count one for the value of each rate.

    Raises TooManyError, and counts nothing for any of them, where a limit is reached. What is
    counted stays, whatever becomes of the request, so it may not be called in a transaction:
    RuntimeError says so.
    """
    now = timezone.now()
    with transaction.atomic(durable=True):
        # In one order for all, so that no two wait for each other.
        by_key = {_key(rate, value): rate for rate, value in limits}
        refusals = [refusal for key in sorted(by_key) if (refusal := _count(key, by_key[key], now))]
        if refusals:
            raise max(refusals, key=lambda refusal: refusal.retry_after)


def _count(key: str, rate: Rate, now: datetime) -> TooManyError | None:
    """Count one, or return why not."""
    _lock(key, now + rate.window)
    row = SendingRate.objects.get(key=key)
    times = [time for time in row.times if time > (now - rate.window).timestamp()]
    if len(times) >= rate.limit:
        room_at = datetime.fromtimestamp(times[-rate.limit], UTC) + rate.window
        return TooManyError(max(1, ceil((room_at - now).total_seconds())))
    row.times = [*times, now.timestamp()]
    row.save(update_fields=["times"])
    return None


def forget_old_rates() -> None:
    """Remove the counts that no limit looks at any longer."""
    SendingRate.objects.filter(forget_at__lt=timezone.now()).delete()


def _key(rate: Rate, value: str) -> str:
    text = f"{rate.kind}:{rate.fold(value)}".encode(errors="replace")
    return salted_hmac(
        "participants.applications.submission.rates", text, algorithm="sha256"
    ).hexdigest()


def _lock(key: str, forget_at: datetime) -> None:
    """Make the row if it is missing, and keep it from everybody else until the transaction ends.

    It is written before it is read, so that a request never reads what another is changing.
    """
    SendingRate.objects.bulk_create(
        [SendingRate(key=key, forget_at=forget_at)],
        update_conflicts=True,
        update_fields=["forget_at"],
        unique_fields=["key"],
    )
