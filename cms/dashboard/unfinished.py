"""The report on what is not public yet, or not for long: drafts, and what is scheduled."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.views.reports.workflows import (
    get_editable_content_type_ids,
    get_editable_page_ids_query,
)
from wagtail.coreutils import get_content_type_label
from wagtail.models import Revision, WorkflowState, get_default_page_content_type
from wagtail.permissions import policy_registry

from cms.delivery.content_version.schedule import draftable_models

URL_NAME = "unfinished"
DRAFTS, SCHEDULED = "drafts", "scheduled"


def may_open(user: Any) -> bool:
    """Tell whether somebody may change anything that is drafted and scheduled."""
    policies = (policy_registry.get_by_type(model) for model in draftable_models())
    return any(policy.user_has_permission(user, "change") for policy in policies)


def unfinished(request: HttpRequest) -> QuerySet:
    """Return the revisions with drafts and schedules that the user may change, newest first.

    due: when it goes live or down by itself.
    """
    pages = Q(
        base_content_type=get_default_page_content_type(),
        object_id__in=get_editable_page_ids_query(request),
    )
    snippets = Q(content_type__in=get_editable_content_type_ids(request))
    expiries = [
        Subquery(
            model._default_manager.filter(
                live=True, live_revision=OuterRef("pk"), expire_at__gt=timezone.now()
            ).values("expire_at")[:1]
        )
        for model in draftable_models()
    ]
    revisions = Revision.objects.filter(pages | snippets)
    revisions = revisions.annotate(due=Coalesce("approved_go_live_at", *expiries))
    return revisions.filter(is_draft() | is_scheduled()).order_by("-created_at", "-pk")


def is_draft() -> Q:
    """Return what is true of the newest version of what has been changed and not published.

    What waits for a moderator or for its moment is told apart, and what has expired is no draft.
    """
    newest = Q()
    for model in draftable_models():
        changed = model._default_manager.filter(has_unpublished_changes=True, expired=False)
        newest |= Q(pk__in=changed.order_by().values("latest_revision"))
    moderated = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=OuterRef("base_content_type"),
        object_id=OuterRef("object_id"),
    )
    return newest & Q(approved_go_live_at=None) & ~Q(Exists(moderated))


def is_scheduled() -> Q:
    """Return what is true of a version that goes live or down by itself."""
    return Q(due__isnull=False)


WHAT = {DRAFTS: is_draft, SCHEDULED: is_scheduled}


class UnfinishedFilterSet(WagtailFilterSet):
    """Narrow the report to drafts, or to what is scheduled."""

    what = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[(DRAFTS, _("Drafts")), (SCHEDULED, _("Scheduled"))],
        empty_label=_("All"),
        method="narrow",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Revision
        fields: list[str] = []

    def narrow(self, revisions: QuerySet, name: str, what: str) -> QuerySet:
        return revisions.filter(WHAT[what]())


def _due(revision: Any) -> str:
    # Wagtail's column of dates says how long ago they were.
    due = revision.due and timezone.localtime(revision.due)
    return date_format(due, "SHORT_DATETIME_FORMAT") if due else ""


class UnfinishedView(ReportView):
    """List the newest version of each draft, and the versions that are scheduled."""

    model = Revision
    any_permission_required = ["change"]
    page_title = _("Drafts and schedule")
    header_icon = "draft"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = UnfinishedFilterSet
    no_results_message = _("Nothing is drafted or scheduled.")

    def user_has_any_permission(self, permissions: Any) -> bool:
        return may_open(self.request.user)

    @property
    def columns(self) -> list[Column]:
        finder = AdminURLFinder(self.request.user)
        return [
            TitleColumn(
                "object_str",
                label=_("Title"),
                get_url=lambda revision: finder.get_edit_url(revision.content_object),
            ),
            Column("type_label", label=_("Type")),
            Column("user", label=_("Written by")),
            DateColumn("created_at", label=_("Written at")),
            Column("due", label=_("Due at"), accessor=_due),
        ]

    def get_queryset(self) -> QuerySet:
        related = ("user", "content_type")
        return unfinished(self.request).select_related(*related).prefetch_related("content_object")

    def decorate_paginated_queryset(self, revisions: Any) -> Any:
        for revision in revisions:
            revision.type_label = get_content_type_label(revision.content_type)
        return revisions


class UnfinishedMenuItem(MenuItem):
    """The report's place in the menu of those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_open(request.user)
