"""Editors that save only over the version that they show, and approve exactly what they show."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.utils import quote
from django.db import transaction
from django.forms import BaseForm, CharField, HiddenInput
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.generic import JsonPostResponseMixin
from wagtail.models import Revision
from wagtail.snippets.views.snippets import EditView

from participants.editing.together import APPROVE, follow_newest, has_seen, hold
from participants.editing.versions import (
    LOADED,
    Conflict,
    Version,
    find_conflict,
    is_outdated,
    loaded_version,
    newest_revision,
)

CONFLICT = 409
# The form of Wagtail's generic editors; the box that lets somebody go on stands outside of it.
FORM_ID = "w-editor-form"


class VersionField(CharField):
    """Says which version a form shows. It is no content: nothing has changed where it differs."""

    widget = HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class VersionedEditMixin(JsonPostResponseMixin):
    """Refuse what would replace a version that its author has not seen, and keep what was typed.

    Whoever saves holds the object until it is saved, so that of two who save at once the second
    one finds the version of the first.
    """

    form_id: ClassVar[str]
    workflow_action: str

    @cached_property
    def edited(self) -> Any:
        """Return the object as the view has read it, in its newest version."""
        raise NotImplementedError

    @cached_property
    def read_version(self) -> Version:
        """Return the version that the view has read."""
        return Version.of(self.edited.latest_revision)

    def comparison_panel(self) -> Panel:
        """Return the panel whose fields tell versions apart."""
        raise NotImplementedError

    def comparison_url(self, before: int | str, after: int) -> str:
        """Return the address that compares two revisions."""
        raise NotImplementedError

    def shown_again(self, message: str) -> HttpResponseBase:
        """Return the form with what was typed, below a message."""
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            hold(self.edited)
            is_stale = self.is_stale()
            newest = newest_revision(self.edited)
            is_saved_by_none = self.locked_for_user or getattr(self.edited, "alias_of_id", None)
            conflict = None if is_saved_by_none else self.find_conflict(newest)
            # Where nothing is saved, Wagtail says why.
            is_clear = is_saved_by_none or (conflict is None and self.is_asked())
            if is_clear and not is_stale:
                return super().post(request, *args, **kwargs)
        if is_stale:
            match, request.is_second_try = request.resolver_match, True
            answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return answer
        return self.refuse(conflict)

    def refuse(self, conflict: Conflict | None) -> HttpResponseBase:
        """Say what has been saved since, or else that nobody waits for the decision any more."""
        decided = gettext("This is no longer waiting for your decision. Nothing has been saved.")
        if self.expects_json_response:
            sentences = conflict.sentences if conflict else [decided]
            answer = self.json_error_response("invalid_revision", " ".join(sentences))
            answer.status_code = CONFLICT
            return answer
        return self.shown_again(self.conflict_message(conflict) if conflict else decided)

    def is_stale(self) -> bool:
        """Tell whether it was published or unpublished while the view waited for its turn.

        The view has read it before, and would write back whether it is public. It begins again.
        """
        if getattr(self.request, "is_second_try", False):
            return False
        read = (self.edited.live, self.edited.has_unpublished_changes)
        stored = type(self.edited)._base_manager.filter(pk=self.edited.pk)
        return stored.values_list("live", "has_unpublished_changes").first() != read

    @property
    def is_out_of_date(self) -> bool:
        """Return what Wagtail asks once more before it autosaves; `post` has answered it."""
        return False

    def find_conflict(self, newest: Revision | None) -> Conflict | None:
        """Return what has been saved since the form was opened, or None."""
        data, version = self.request.POST, Version.of(newest)
        if self.expects_json_response and (overwritten := data.get("overwrite_revision_id")):
            # Only the window that has made the revision by autosave knows it as its own.
            is_behind = overwritten != str(version.revision)
        else:
            is_behind = is_outdated(data, version, self.read_version) or self.is_unseen(newest)
        if not is_behind:
            return None
        shown = loaded_version(data) or self.read_version
        panel = self.comparison_panel()
        return find_conflict(self.edited, newest, shown, panel, self.request)

    def is_unseen(self, newest: Revision | None) -> bool:
        """Tell whether a form that does not name its version approves what others have written."""
        data = self.request.POST
        if newest is None or loaded_version(data) or data.get("workflow-action-name") != APPROVE:
            return False
        state = self.edited.current_workflow_task_state
        return state is not None and not has_seen(self.request.user, state, newest, None)

    def is_asked(self) -> bool:
        """Tell whether the moderator's decision, if the form brings one, is still waited for.

        Wagtail would save the form as a draft instead.
        """
        data = self.request.POST
        return not data.get("action-workflow-action") or self.workflow_action_is_valid()

    def conflict_message(self, conflict: Conflict) -> str:
        """Return what has happened, and the ways to go on."""
        url = None
        if conflict.newest:
            url = self.comparison_url(conflict.loaded or "live", conflict.newest)
        return render_to_string(
            "participants/admin/edit_conflict.html",
            {
                "conflict": conflict,
                "version": conflict.version,
                "comparison_url": url,
                "edit_url": self.get_edit_url(),
                "form_id": self.form_id,
            },
            request=self.request,
        )

    def add_version(self, form: BaseForm) -> None:
        """Let the form say which version it shows; one that was refused keeps its own."""
        form.fields[LOADED] = VersionField(required=False, initial=str(self.read_version))


def decision_message(instance: Any, action: str) -> str:
    """Return what a moderator reads who has decided about an object."""
    stored = type(instance)._base_manager.get(pk=instance.pk)
    names = {
        "model_name": capfirst(str(instance._meta.verbose_name)),
        "object": get_latest_str(stored),
    }
    if action != APPROVE:
        return gettext("Changes of %(model_name)s “%(object)s” have been requested.") % names
    if stored.current_workflow_state is not None:
        return gettext("%(model_name)s “%(object)s” has been approved at this step.") % names
    if stored.approved_schedule:
        return gettext("%(model_name)s “%(object)s” has been approved and scheduled.") % names
    return gettext("%(model_name)s “%(object)s” has been approved and published.") % names


class VersionedSnippetEditView(VersionedEditMixin, EditView):
    form_id = FORM_ID

    @cached_property
    def edited(self) -> Any:
        return self.object

    def comparison_panel(self) -> Panel:
        return self.panel

    def comparison_url(self, before: int | str, after: int) -> str:
        return reverse(self.revisions_compare_url_name, args=[quote(self.object.pk), before, after])

    def shown_again(self, message: str) -> HttpResponseBase:
        form = self.get_form()
        self.is_valid(form)
        self.form, self.autosave_enabled = form, False
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data(form=form), status=CONFLICT)

    def save_instance(self) -> Any:
        is_idle = self.expects_json_response or self.action in (
            "workflow-action",
            "cancel-workflow",
        )
        if is_idle and not self.form.has_changed():
            # A revision without a change would be a draft that nobody has written.
            self.new_revision = None
            return self.object
        return super().save_instance()

    def workflow_action_action(self) -> None:
        follow_newest(self.object)
        super().workflow_action_action()

    def get_success_message(self, instance: Any = None) -> str:
        if self.action == "workflow-action":
            return decision_message(instance or self.object, self.workflow_action)
        return str(super().get_success_message(instance))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form = self.form if hasattr(self, "form") else self.get_form()
        self.add_version(self.form)
        return super().get_context_data(**kwargs)
