"""What needs attention: of each list how much is in it, since when, and where it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, IntegerField, Min, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.workflows import WorkflowView
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from alliance_pages.admin.remarks_report import URL_NAME as REMARKS
from alliance_pages.admin.remarks_report import RemarksReportView, may_read_remarks
from alliance_pages.admin.translation_debts import URL_NAME as DEBTS
from alliance_pages.admin.translation_debts import translation_debts
from cms.dashboard import unfinished
from cms.delivery.models import QueuedMail, State, WebhookMessage
from participants.admin.listing import may_read
from participants.admin.quality import Fault, questions
from participants.admin.quality_report import URL_NAME as QUALITY
from participants.applications.office.listing import StateFilter
from participants.applications.office.pages import LIST as INBOX
from participants.applications.office.pages import may_view
from participants.corrections.office import LIST as CORRECTIONS
from participants.corrections.office import may_view as may_view_corrections
from participants.models import Application, CorrectionReport, CorrectionState, Participant
from participants.values.dates import PartialDate

# Faults that stand in rows of their own.
FIGURES = {Fault.UNCONFIRMED_FIGURE, Fault.OLD_FIGURE}


@dataclass(frozen=True)
class Waiting:
    """Some rows of a list. since: the column with a moment or, where it is "year", with a year."""

    rows: QuerySet
    since: str

    def counted(self, place: int) -> QuerySet:
        """Ask for one row: the place, how many there are, and the oldest moment or year."""
        is_year = self.since == "year"
        oldest = Min(self.since)
        return (
            self.rows.order_by()
            .values(place=Value(place))
            .annotate(
                number=Count("pk"),
                moment=_nothing(DateTimeField()) if is_year else oldest,
                oldest_year=oldest if is_year else _nothing(IntegerField()),
            )
            .values_list("place", "number", "moment", "oldest_year")
        )


def _nothing(column: DateTimeField | IntegerField) -> Cast:
    # PostgreSQL wants to know of what sort the nothing is.
    return Cast(Value(None), column)


@dataclass
class Concern:
    """A list of what needs attention. ahead: whether its moments are to come.

    number: how long the list is; oldest: the moment since when the first waits, or the year that
    the oldest figure is about, or None where nothing waits or nobody knows.
    """

    key: str
    label: str | Promise
    address: str
    waiting: list[Waiting] = field(repr=False)
    is_ahead: bool = False
    number: int = 0
    oldest: datetime | int | None = None

    @property
    def when(self) -> str:
        """Return in words since when, or what comes next."""
        if not isinstance(self.oldest, datetime):
            return str(self.oldest or "")
        day = str(PartialDate(timezone.localdate(self.oldest)))
        return gettext("next: %(day)s") % {"day": day} if self.is_ahead else day

    def add(self, number: int, oldest: datetime | int | None) -> None:
        self.number += number
        known: list[Any] = [moment for moment in (self.oldest, oldest) if moment is not None]
        self.oldest = min(known, default=None)


def concerns(request: HttpRequest) -> list[Concern]:
    """Return what the user may look after, counted in one query."""
    found = [*_office(request), *_editing(request), *_registry(request), *_delivery(request)]
    asked = [
        waiting.counted(place) for place, concern in enumerate(found) for waiting in concern.waiting
    ]
    if asked:
        for place, number, moment, year in asked[0].union(*asked[1:], all=True):
            found[place].add(number, moment or year)
    return found


def _office(request: HttpRequest) -> Iterator[Concern]:
    if may_view(request.user):
        yield Concern(
            "applications",
            _("Applications waiting for the office"),
            _address(INBOX, state=StateFilter.WAITING),
            [Waiting(Application.objects.waiting(), "confirmed_at")],
        )
    if may_view_corrections(request.user):
        yield Concern(
            "corrections",
            _("Mistakes told by visitors"),
            _address(CORRECTIONS, state=CorrectionState.OPEN),
            [Waiting(CorrectionReport.objects.open(), "received_at")],
        )


def _editing(request: HttpRequest) -> Iterator[Concern]:
    policy = policy_registry.get_by_type(Page)
    if policy.user_has_any_permission(request.user, WorkflowView.any_permission_required):
        in_progress = WorkflowState.STATUS_IN_PROGRESS
        moderated = WorkflowView(request=request).get_queryset().filter(status=in_progress)
        yield Concern(
            "moderation",
            _("Waiting for a moderator"),
            _address("wagtailadmin_reports:workflow", status=in_progress),
            [Waiting(moderated.select_related(None).prefetch_related(None), "created_at")],
        )
    if unfinished.may_open(request.user):
        rows = unfinished.unfinished(request)
        for key, label, since in (
            (unfinished.DRAFTS, _("Drafts"), "created_at"),
            (unfinished.SCHEDULED, _("Scheduled"), "due"),
        ):
            yield Concern(
                key,
                label,
                _address(unfinished.URL_NAME, what=key),
                [Waiting(rows.filter(unfinished.WHAT[key]()), since)],
                is_ahead=key == unfinished.SCHEDULED,
            )
    if policy.user_has_permission(request.user, "change"):
        debts = translation_debts(request.user)
        yield Concern(
            "translations",
            _("Translations to be made"),
            _address(DEBTS),
            [Waiting(debts, "last_published_at")],
        )
    if may_read_remarks(request.user):
        remarks = RemarksReportView(request=request).get_queryset().filter(reason="")
        yield Concern(
            "remarks",
            _("Numbers and words that are no longer right"),
            _address(REMARKS, is_kept="false"),
            [Waiting(remarks.prefetch_related(None), "found_on")],
        )


def _registry(request: HttpRequest) -> Iterator[Concern]:
    if not may_read(request.user, Participant):
        return
    others = set(Fault) - FIGURES
    asked = questions()
    for key, label, faults in (
        ("quality", _("Gaps in the registry"), others),
        ("figures", _("Figures to confirm"), {Fault.UNCONFIRMED_FIGURE}),
        ("aged", _("Figures that have aged"), {Fault.OLD_FIGURE}),
    ):
        waiting = []
        for question in asked:
            if question.fault in faults:
                to = f"{question.path}__" if question.path else ""
                since = "year" if question.fault in FIGURES else f"{to}last_published_at"
                waiting.append(Waiting(question.narrowed(()), since))
        chosen = [fault for fault in Fault if fault in faults]
        yield Concern(key, label, _address(QUALITY, fault=chosen), waiting)


def _delivery(request: HttpRequest) -> Iterator[Concern]:
    if may_read(request.user, WebhookMessage):
        given_up = WebhookMessage.objects.filter(state=State.DEAD)
        yield Concern(
            "deliveries",
            _("Messages to webhooks that were given up"),
            _address("delivery_log:index", state=State.DEAD),
            [Waiting(given_up, "created_at")],
        )
    if may_read(request.user, QueuedMail):
        yield Concern(
            "mails",
            _("Mails that were given up"),
            _address("delivery_mails:index"),
            [Waiting(QueuedMail.objects.given_up(), "created_at")],
        )


def _address(name: str, **query: Any) -> str:
    asked = urlencode(query, doseq=True)
    return f"{reverse(name)}?{asked}" if asked else reverse(name)
