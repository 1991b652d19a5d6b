"""The imports that there have been: a list of them, each with all that it did, and undoing it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participants.importer.admin.access import may_import, may_publish
from participants.importer.admin.streamed import attempt, streamed
from participants.importer.applying import NotUndoable, undoing
from participants.importer.applying.running import tell_interrupted
from participants.importer.applying.undo import check_undoable
from participants.models import ImportedRow, ImportRecord, ImportState, RowAction, UndoOutcome

LIST = "participants_imports"
RECORD = "participants_imports_record"
UNDO = "participants_imports_undo"
ROWS_PER_PAGE = 50
MOST_NAMED = 200  # of those that undoing leaves, on one page


class ImportersOnlyMixin(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportIndexView(ImportersOnlyMixin, IndexView):
    """The imports, the newest first."""

    model = ImportRecord
    any_permission_required = None
    template_name = "participants/admin/import_index.html"
    page_title = _("Imports")
    header_icon = "history"
    index_url_name = LIST
    index_results_url_name = f"{LIST}_results"
    default_ordering = "-pk"
    paginate_by = 20
    columns: Sequence[BaseColumn] = [
        TitleColumn(
            "file_name",
            label=_("File"),
            get_url=lambda record: reverse(RECORD, args=[record.pk]),
            width="35%",
        ),
        DateColumn("started_at", label=_("When")),
        Column("author", label=_("Who")),
        Column("plan", label=_("Plan")),
        StatusTagColumn(
            "result",
            label=_("Result"),
            primary=lambda record: record.state == ImportState.APPLIED,
        ),
    ]

    @property
    def search_fields(self) -> list[str]:
        """Return what a search looks at: the file, and what the project's users are called by."""
        users = get_user_model()
        names = [users.USERNAME_FIELD, "first_name", "last_name"]
        return ["file_name", *(f"user__{name}" for name in names if _has_field(users, name))]

    def get_base_queryset(self) -> QuerySet:
        return ImportRecord.objects.select_related("user")

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        found = super().paginate_queryset(queryset, page_size)
        tell_interrupted(found[2])
        return found


def _has_field(model: Any, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


class RecordMixin(WagtailAdminTemplateMixin, ImportersOnlyMixin):
    page_title = _("Import")
    header_icon = "history"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def record(self) -> ImportRecord:
        found = ImportRecord.objects.select_related("user", "undone_by")
        record = get_object_or_404(found, pk=self.kwargs["pk"])
        tell_interrupted([record])
        return record

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": _("Imports")},
            {"url": reverse(RECORD, args=[self.record.pk]), "label": self.record.file_name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record=self.record, **kwargs)


class RecordView(RecordMixin, TemplateView):
    """What an import did, row by row, and what became of it."""

    template_name = "participants/admin/import_record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page()
        return super().get_context_data(
            page=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            kept=kept_rows(self.record) if self.record.state == ImportState.UNDONE else None,
            may_undo=self.record.state == ImportState.APPLIED and may_undo(self.request.user),
            **kwargs,
        )

    def page(self) -> Page:
        rows = self.record.rows.order_by("position", "pk")
        return WagtailPaginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))


def may_undo(user: Any) -> bool:
    return may_import(user) and may_publish(user)


def kept_rows(record: ImportRecord) -> dict[str, Any]:
    """Return the rows that were not undone, or wholly: some of them, and how many more."""
    plain = (UndoOutcome.REMOVED, UndoOutcome.RESTORED)
    return some_of(record.rows.of_registry().exclude(outcome__in=plain))


def some_of(rows: QuerySet[ImportedRow]) -> dict[str, Any]:
    """Return the first of many rows, and how many more there are."""
    shown = list(rows.order_by("position", "pk")[: MOST_NAMED + 1])
    more = rows.count() - MOST_NAMED if len(shown) > MOST_NAMED else 0
    return {"rows": shown[:MOST_NAMED], "more": more}


class UndoView(RecordMixin, TemplateView):
    """Say what would be undone and what would stay, and undo it."""

    template_name = "participants/admin/import_undo.html"
    page_title = _("Undo import")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_undo(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            check_undoable(self.record)
        except NotUndoable as error:
            messages.error(request, str(error))
            return redirect(RECORD, self.record.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return streamed(request, self.get_page_context(), self.undoing())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        numbered = self.numbered()
        obstacles = self.record.rows.of_registry().with_obstacle()
        return super().get_context_data(
            removed=self.counts[RowAction.CREATE] - numbered,
            restored=self.counts[RowAction.CHANGE],
            numbered=numbered,
            total=self.counts.total(),
            kept=some_of(obstacles.exclude(obstacle="")),
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_page_context(self) -> dict[str, Any]:
        return super().get_context_data()

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.record.rows.undoable().values_list("action", flat=True).order_by())

    def numbered(self) -> int:
        """Return how many of those that were added have been issued a number."""
        added = self.record.rows.undoable().filter(action=RowAction.CREATE)
        return int(added.exclude(participant__issued_number=None).count())

    def undoing(self) -> Iterator[str]:
        steps = undoing(self.record, user=self.request.user)
        failure = yield from attempt(gettext("Rows undone"), steps, self.counts.total())
        context = {"record": self.record, "failure": failure}
        if not failure:
            context["kept"] = kept_rows(self.record)
        yield render_to_string("participants/admin/import_undone.html", context, self.request)
