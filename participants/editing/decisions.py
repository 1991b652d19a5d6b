"""A moderator's decision outside of the editor: on the first page of the admin, and who may ask."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from participants.editing.together import APPROVE, ask_anew, follow_newest, has_seen, hold
from participants.editing.versions import Version, newest_revision

VERSION = "version"


class SeenDecisionMixin(WorkflowAction):
    """Approve only what the moderator has seen; what has been changed since is asked anew."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with transaction.atomic():
                hold(self.object)
                refusal = self.refusal()
                if not refusal:
                    follow_newest(self.object)
                    self.task_state.refresh_from_db()
                    return super().post(request, *args, **kwargs)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        messages.error(request, refusal)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(
                request, {"step": "success", "redirect": self.redirect_url}
            )
        return redirect(self.redirect_url)

    def refusal(self) -> str:
        """Return why nothing is decided, or nothing."""
        state = self.object.current_workflow_task_state
        if state is None or state.pk != self.task_state.pk:
            return gettext("Somebody else has decided, or changed it, since you opened this page.")
        newest = newest_revision(self.object)
        if self.action_name != APPROVE or newest is None:
            return ""
        if has_seen(self.request.user, state, newest, self.shown):
            return ""
        ask_anew(state, self.request.user)
        return gettext(
            "Not approved: “%(object)s” has been changed since you opened this page. Look at the "
            "newest version, and approve it if you agree."
        ) % {"object": newest.object_str}

    @cached_property
    def shown(self) -> Version | None:
        """Return the version that the page with the button was about, if it said so."""
        text = self.request.GET.get(VERSION)
        return Version.read(text) if text else None

    def get_submit_url(self) -> str:
        url = super().get_submit_url()
        return f"{url}?{urlencode({VERSION: str(self.shown)})}" if self.shown else url


class ModeratedMixin(View):
    """Keep out those who may neither see the object nor decide on it.

    Wagtail names the object, the workflow and the task before it asks.
    """

    object: Any

    def is_seen_by(self, user: Any) -> bool:
        """Tell whether somebody sees the object in the admin."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied for others."""
        task = self.object.current_workflow_task
        decides = task and task.get_actions(self.object, request.user)
        if not (decides or self.is_seen_by(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DecisionsPanel(WorkflowObjectsToModeratePanel):
    """What waits for the user, each button bound to the version that is listed."""

    template_name = "participants/admin/decisions.html"

    class Media:
        js = ("participants/decisions.js",)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["versions"] = {
            state["task_state"].pk: str(Version.of(state["obj"].latest_revision))
            for state in context["states"]
        }
        return context
