"""What the editor is told of a page's texts: beside the form, and before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.generic import JsonPostResponseMixin
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from alliance_pages.checks.audit import keep, remarks_on_page, with_reasons
from alliance_pages.models import BasePage, ParticipantRole, Remark
from alliance_pages.models.remark import LONGEST_REASON
from participants.editing.together import APPROVE
from participants.values.text import one_line

FORM_ID = "page-edit-form"
KEEP = "keep-"
KEEP_ALL = "keep-all"
EDIT_URL_NAME, ADD_URL_NAME = "text_checks", "text_checks_on_add"


def remarks_on_form(form: Any) -> list[Remark]:
    """Return what is to be looked at in what a form holds, with the reasons that are known."""
    page = form.instance
    return with_reasons(page, remarks_on_page(page, _announced(form)))


def _announced(form: Any) -> list[int] | None:
    """Return the participants that an article in a form announces, or None for other pages."""
    rows = form.formsets.get("related_participants")
    if rows is None:
        return None
    found = (getattr(row, "cleaned_data", {}) for row in rows.forms if not _is_removed(row))
    return [
        row["participant"].pk
        for row in found
        if row.get("participant") and row.get("role") == ParticipantRole.ANNOUNCES_ACCESSION
    ]


def _is_removed(row: Any) -> bool:
    return bool(getattr(row, "cleaned_data", {}).get("DELETE"))


def reasons_in(data: Any, remarks: Sequence[Remark]) -> dict[str, str]:
    """Return why remarks are kept, by key, as a form says it."""
    for_all = _reason(data, KEEP_ALL)
    given = {remark.key: _reason(data, f"{KEEP}{remark.key}") for remark in remarks}
    return {
        remark.key: given[remark.key] or ("" if remark.reason else for_all) for remark in remarks
    }


def _reason(data: Any, name: str) -> str:
    # Panel and question have a field each.
    given = (one_line(text.replace("\0", "")) for text in data.getlist(name))
    return next(filter(None, given), "")[:LONGEST_REASON]


class TextChecksPanel(ChecksSidePanel):
    """Wagtail's checks, and below them the remarks on texts."""

    template_name = "alliance_pages/admin/checks_panel.html"

    def __init__(self, page: BasePage, request: HttpRequest, remarks: list[Remark]) -> None:
        super().__init__(page, request)
        self.remarks = remarks

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context |= {"remarks": self.remarks, "form_id": FORM_ID, "address": self.address()}
        return context

    def address(self) -> str:
        """Return what looks at a form of the page."""
        if self.object.pk:
            return reverse(EDIT_URL_NAME, args=[self.object.pk])
        model, match = self.object._meta, self.request.resolver_match
        parent = [*match.args, *match.kwargs.values()][-1] if match else None
        return reverse(ADD_URL_NAME, args=[model.app_label, model.model_name, parent])

    class Media:
        js = ("alliance_pages/text_checks.js",)
        css = {"all": ("alliance_pages/text_checks.css",)}


class AskingMixin(JsonPostResponseMixin):
    """A page's form that asks, before it publishes, why what is remarked on is kept."""

    form: Any
    page: Any
    action_name: str

    def form_valid(self, form: Any) -> HttpResponseBase:
        remarks = remarks_on_form(form)
        reasons = reasons_in(self.request.POST, remarks)
        unkept = [row for row in remarks if not (row.reason or reasons[row.key])]
        if unkept and self._publishes():
            return self._ask(unkept)
        answer: HttpResponseBase = super().form_valid(form)
        if self.page.pk:
            keep(self.page, remarks, reasons, self.request.user)
        return answer

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        for place, panel in enumerate(panels):
            if type(panel) is ChecksSidePanel:
                remarks = with_reasons(self.page, remarks_on_page(self.page))
                panels[place] = TextChecksPanel(self.page, self.request, remarks)
        return panels

    def _publishes(self) -> bool:
        approves = self.request.POST.get("workflow-action-name") == APPROVE
        is_decision = self.action_name == "perform_workflow_action"
        return self.action_name == "publish" or (is_decision and approves)

    def _ask(self, remarks: Sequence[Remark]) -> HttpResponseBase:
        """Return the form with what was typed, below the remarks that nobody has answered."""
        context = {"remarks": remarks, "form_id": FORM_ID, "keep_all": KEEP_ALL}
        template = "alliance_pages/admin/remarks_question.html"
        messages.warning(self.request, render_to_string(template, context, request=self.request))
        self.has_unsaved_changes, self.autosave_enabled = True, False
        return self.render_to_response(self.get_context_data())


class AskingPageCreateView(AskingMixin, CreateView):
    """The form for a new page."""


class TextChecksView(PreviewOnEditView):
    """Answer what is to be looked at in the form of a page, which nobody has saved."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        self.validate_form(form)
        remarks = remarks_on_form(form)
        for remark in remarks:
            remark.reason = reasons_in(request.POST, [remark])[remark.key] or remark.reason
        context = {"remarks": remarks, "form_id": FORM_ID}
        return render(request, "alliance_pages/admin/remarks.html", context)


class TextChecksOnAddView(PreviewOnCreateView, TextChecksView):
    """The same for a page that is not stored yet."""

    post = TextChecksView.post


def check_urls() -> list[URLPattern]:
    """Return the addresses of the checks."""
    return [
        path("pages/<int:page_id>/text-checks/", TextChecksView.as_view(), name=EDIT_URL_NAME),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
            "/<int:parent_page_id>/text-checks/",
            TextChecksOnAddView.as_view(),
            name=ADD_URL_NAME,
        ),
    ]
