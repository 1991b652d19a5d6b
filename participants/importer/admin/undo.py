"""Undoing an import: what that would do, and doing it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from participants.importer.admin.attempt import attempt
from participants.importer.admin.history import RECORD, RecordMixin, kept_rows, may_undo, some_of
from participants.importer.admin.streamed import streamed
from participants.importer.applying import NotUndoable, undoing
from participants.importer.applying.undo import check_undoable
from participants.models import RowAction


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
        """Return what the frame of the page needs."""
        return super().get_context_data()

    @cached_property
    def counts(self) -> Counter[str]:
        """Return how many rows can be undone, by what they did."""
        return Counter(self.record.rows.undoable().values_list("action", flat=True).order_by())

    def numbered(self) -> int:
        """Return how many of those that were added have been issued a number."""
        added = self.record.rows.undoable().filter(action=RowAction.CREATE)
        return int(added.exclude(participant__issued_number=None).count())

    def undoing(self) -> Iterator[str]:
        """Yield the page of the result."""
        steps = undoing(self.record, user=self.request.user)
        failure = yield from attempt(gettext("Rows undone"), steps, self.counts.total())
        context = {"record": self.record, "failure": failure}
        if not failure:
            context["kept"] = kept_rows(self.record)
        yield render_to_string("participants/admin/import_undone.html", context, self.request)
