"""The views of the participant editor, where they differ from Wagtail's."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CopyView, WorkflowActionView

from participants.admission_buttons import admission_buttons
from participants.editing.decisions import SeenDecisionMixin
from participants.editing.views import VersionedSnippetEditView
from participants.models import Participant
from participants.registry.matching import described


class ParticipantEditView(VersionedSnippetEditView):
    """The editor, with a button to admit a draft, and a warning of those that look the same."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The list itself stands beside the names, on a tab that need not be open.
        # What autosave fetches for a new participant shows no messages: they would come later.
        found = () if self.hydrate_create_view else self.object.same_public()
        for other in found:
            address = reverse(self.inspect_url_name, args=[other.pk])
            messages.warning(
                request,
                gettext("This may be the same authority as %(other)s.")
                % {"other": described(other)},
                buttons=[messages.button(address, gettext("Look at it"))],
            )
        return super().get(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[Any]:
        status = self.object.membership.status
        return [*admission_buttons(self.object, self.request.user, HeaderButton, status)]


class ParticipantDecisionView(SeenDecisionMixin, WorkflowActionView):
    """A moderator's decision from the first page of the admin."""


class CopyFormView(CopyView):
    """The form for a new object, filled in from another one.

    It is sent to where new ones are made. Sent to the address of the copy itself, it would be
    saved over the original.
    """

    http_method_names = ["get", "head", "options"]


class ParticipantCopyView(CopyFormView):
    """The form for a new participant, filled in from another one."""

    def get_initial_form_instance(self) -> Participant:
        """Return the other one without what is its own: number, address and history."""
        participant: Participant = super().get_initial_form_instance()
        participant.number, participant.slug, participant.distinct_from = None, "", []
        participant.events.set([])
        return participant
