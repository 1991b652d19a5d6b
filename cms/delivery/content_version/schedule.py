"""What changes by itself when its moment comes: scheduled publication, expiry, and the day."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

from django.apps import apps
from django.db import OperationalError, connection, models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

# Any number that nobody else uses for an advisory lock of PostgreSQL.
LOCK = 7_301_946

_given_up: set[int] = set()


def next_moment(now: datetime) -> datetime:
    """Return when the public content changes next without anybody writing anything.

    That is the next publication or expiry, and at the latest the end of the day, in UTC or here:
    an answer may say which day it is.
    """
    waiting = Revision.objects.filter(approved_go_live_at__gt=now)
    written = _earliest(*_ends(expire_at__gt=now), waiting.values_list("approved_go_live_at"))
    midnights = (_midnight(now, UTC), _midnight(now, timezone.get_current_timezone()))
    return min(moment for moment in (*midnights, written) if moment is not None)


def next_expiry(now: datetime) -> datetime | None:
    """Return when something ends to be public next, or None if nothing is to."""
    return _earliest(*_ends(expire_at__gt=now))


def _ends(**bounds: datetime) -> Iterator[models.QuerySet]:
    """Yield for each model when what is live ends to be, within some bounds."""
    for model in draftable_models():
        yield model._default_manager.filter(live=True, **bounds).values_list("expire_at")


def _earliest(first: models.QuerySet, *others: models.QuerySet) -> datetime | None:
    """Return the earliest of the moments in several tables, or None. One query."""
    # An order of its own would stand in the way of the common one.
    rows = first.order_by().union(*(other.order_by() for other in others), all=True)
    row = rows.order_by("expire_at").first()
    return row[0] if row else None


def publish_due(patience: float | None = None) -> int:
    """Do what is scheduled up to now, in whichever process notices first; return how much.

    What cannot be published is logged and left alone until the process is started anew.
    patience: seconds to wait for another writer, as long as any writer does unless said.
    Raises OperationalError when that was not enough; nothing has happened then.
    """
    now = timezone.now()
    due = _due_revisions(now).values_list("approved_go_live_at")
    if _earliest(*_ends(expire_at__lte=now), due) is None:
        return 0
    done = 0
    with _waiting_at_most(patience), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for item in list(_due(timezone.now())):
            done += _do(item)
    return done


def draftable_models() -> list[type[models.Model]]:
    """Return the models that are published and expire, pages as one."""
    snippets = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *snippets]


@contextmanager
def _waiting_at_most(patience: float | None) -> Iterator[None]:
    if patience is None:
        yield
        return
    show, change = {
        "postgresql": ("SHOW lock_timeout", "SET lock_timeout = '{}'"),
        "sqlite": ("PRAGMA busy_timeout", "PRAGMA busy_timeout = {}"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(show)
        [before] = cursor.fetchone()
        cursor.execute(change.format(int(patience * 1000)))
        try:
            yield
        finally:
            cursor.execute(change.format(before))


def _due(now: datetime) -> Iterator[models.Model]:
    for model in draftable_models():
        yield from model._default_manager.filter(live=True, expire_at__lte=now)
    yield from _due_revisions(now).order_by("approved_go_live_at")


def _due_revisions(now: datetime) -> models.QuerySet:
    return Revision.objects.filter(approved_go_live_at__lte=now).exclude(pk__in=_given_up)


def _do(item: models.Model) -> int:
    try:
        with transaction.atomic():
            if isinstance(item, Revision):
                item.publish(log_action="wagtail.publish.scheduled")
            else:
                item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")  # type: ignore[attr-defined]  # DraftStateMixin
    except OperationalError:
        raise
    except Exception:
        logger.exception("What was scheduled cannot be done: %s", item)
        if isinstance(item, Revision):
            _given_up.add(item.pk)
        return 0
    return 1


def _midnight(now: datetime, zone: object) -> datetime:
    local = now.astimezone(zone)  # type: ignore[arg-type]  # a tzinfo
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=zone)  # type: ignore[arg-type]  # a tzinfo
