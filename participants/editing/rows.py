"""Editors of what has no revisions: they save only over the state that they show."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from wagtail.admin import messages
from wagtail.admin.views.generic import EditView
from wagtail.images.views.images import EditView as StockImageEditView
from wagtail.snippets.views.snippets import EditView as StockSnippetEditView

from participants.editing.conflicts import last_save
from participants.editing.stored import differing, state_of, written
from participants.editing.together import hold
from participants.editing.versions import LOADED, REPLACED
from participants.editing.views import CONFLICT, FORM_ID, VersionField


class VersionedRowMixin(EditView):
    """Refuse what would replace fields that somebody has changed since the form was opened.

    edited_relations: names of relations whose rows are edited beside the object's own fields.
    """

    edited_relations: ClassVar[tuple[str, ...]] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            hold(self.get_object())
            # Read anew: while this waited for its turn, somebody else may have saved it.
            self.object = self.get_object()
            form = self.get_form()
            stored = self.stored_state(form)
            changed = differing(request.POST[LOADED], stored) if LOADED in request.POST else []
            if not changed or request.POST.get(REPLACED) == written(stored):
                return super().post(request, *args, **kwargs)
        return self.shown_again(form, changed, stored)

    def stored_state(self, form: BaseForm) -> dict[str, str]:
        """Return what is stored of all that the form edits."""
        return state_of(self.object, [*form.fields, *self.edited_relations])

    def shown_again(
        self, form: BaseForm, changed: list[str], stored: dict[str, str]
    ) -> HttpResponseBase:
        """Return the form with what was typed, below who has saved what, and the ways to go on."""
        labels = [str(form.fields[name].label) for name in changed if name in form.fields]
        message = render_to_string(
            "participants/admin/edit_conflict.html",
            {
                "conflict": last_save(self.object, labels, self.request.user),
                "version": written(stored),
                "edit_url": self.get_edit_url(),
                "form_id": FORM_ID,
            },
            request=self.request,
        )
        form.is_valid()
        self.form = form
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data(form=form), status=CONFLICT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form = self.form if hasattr(self, "form") else self.get_form()
        state = self.stored_state(self.form)
        self.form.fields[LOADED] = VersionField(required=False, initial=written(state))
        return super().get_context_data(**kwargs)


class VersionedRowSnippetEditView(VersionedRowMixin, StockSnippetEditView):
    """The editor of a snippet without revisions."""


class VersionedImageEditView(VersionedRowMixin, StockImageEditView):
    """The editor of an image's title, rights and alternative texts."""
