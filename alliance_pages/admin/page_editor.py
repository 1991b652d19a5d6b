"""The page editor: it saves only over the version that it shows, and approves what it shows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    PreviewRevisionForTaskView,
    WorkflowActionView,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.contrib.redirects.views import EditView as StockRedirectEditView
from wagtail.documents.views.documents import EditView as StockDocumentEditView
from wagtail.models import Page

from alliance_pages.models.base import BasePage, sees_draft
from participants.editing.decisions import ModeratedMixin, SeenDecisionMixin
from participants.editing.rows import VersionedRowMixin
from participants.editing.together import follow_newest
from participants.editing.views import CONFLICT, VersionedEditMixin, decision_message


class VersionedPageEditView(VersionedEditMixin, EditView):
    """The page editor."""

    form_id = "page-edit-form"
    decision = ""

    @cached_property
    def edited(self) -> Any:
        return self.page

    def comparison_panel(self) -> Panel:
        return self.edit_handler

    def comparison_url(self, before: int | str, after: int) -> str:
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, before, after])

    def shown_again(self, message: str) -> HttpResponseBase:
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        if self.action_name == "save":
            self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        self.has_unsaved_changes, self.autosave_enabled = True, False
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data(), status=CONFLICT)

    def save_action(self) -> HttpResponseBase:
        is_draft = not self.page.live or self.page.has_unpublished_changes
        is_explicit = is_draft and not self.expects_json_response
        if self.has_content_changes or self.is_reverting or is_explicit:
            return super().save_action()
        # A revision without a change would be a draft that nobody has written.
        if self.expects_json_response:
            return JsonResponse(
                {
                    "success": True,
                    "pk": self.page.pk,
                    "field_updates": {},
                    "comments": self.form.serialize_comments(self.request.user),
                    "html": self.render_partials(),
                }
            )
        self.add_save_confirmation_message()
        return self.redirect_and_remain()

    def perform_workflow_action(self) -> HttpResponseBase:
        self.decision = self.workflow_action
        follow_newest(self.page)
        return super().perform_workflow_action()

    def cancel_workflow_action(self) -> HttpResponseBase:
        if self.has_content_changes or self.is_reverting:
            return super().cancel_workflow_action()
        self.workflow_state.cancel(user=self.request.user)
        self.add_cancel_workflow_confirmation_message()
        return self.redirect_and_remain()

    def add_save_confirmation_message(self) -> None:
        if self.decision:
            messages.success(self.request, decision_message(self.page, self.decision))
        else:
            super().add_save_confirmation_message()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.add_version(self.form)
        return super().get_context_data(**kwargs)


class VersionedPageRevertView(VersionedPageEditView, RevisionsRevertView):
    """The form that brings an old version of a page back."""


class ModeratedPageMixin(ModeratedMixin):
    """Open to those who see the draft of the page, and to those who decide on it."""

    def is_seen_by(self, user: Any) -> bool:
        return sees_draft(user, self.object)


class PageDecisionView(ModeratedPageMixin, SeenDecisionMixin, WorkflowActionView):
    """A decision from the first page of the admin."""


class PageDecisionDataView(ModeratedPageMixin, CollectWorkflowActionDataView):
    """What a moderator says to a decision in the editor."""


class PageCancellationView(ModeratedPageMixin, ConfirmWorkflowCancellationView):
    """The question whether publishing may end the workflow."""


class PageTaskPreviewView(ModeratedPageMixin, PreviewRevisionForTaskView):
    """What a moderator decides on."""


class PermittedMoveView(MoveConfirmView):
    """Ask who may move a page below another whether to do so.

    Wagtail names both to whoever enters the admin, and a slug that is in use, before it asks.
    """

    def dispatch(
        self,
        request: HttpRequest,
        page_to_move_id: int,
        destination_id: int,
        *args: Any,
        **kwargs: Any,
    ) -> HttpResponseBase:
        """Raise PermissionDenied for others."""
        page = get_object_or_404(Page, id=page_to_move_id)
        destination = get_object_or_404(Page, id=destination_id)
        if not page.permissions_for_user(request.user).can_move_to(destination):
            raise PermissionDenied
        return super().dispatch(request, page_to_move_id, destination_id, *args, **kwargs)


class VersionedPageViewSet(PageViewSet):
    """The views of all our page types that save, decide and move."""

    model = BasePage
    edit_view_class = VersionedPageEditView
    revisions_revert_view_class = VersionedPageRevertView
    workflow_action_view_class = PageDecisionView
    collect_workflow_action_data_view_class = PageDecisionDataView
    confirm_workflow_cancellation_view_class = PageCancellationView
    workflow_preview_view_class = PageTaskPreviewView
    move_confirm_view_class = PermittedMoveView
    # The explorer lists pages as before.
    parent_models = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The views look pages up by it, and our base class has no table.
        return super().get_common_view_kwargs(**{"model": Page, **kwargs})


class VersionedDocumentEditView(VersionedRowMixin, StockDocumentEditView):
    """The editor of a document."""


class VersionedRedirectEditView(VersionedRowMixin, StockRedirectEditView):
    """The editor of a redirect."""
