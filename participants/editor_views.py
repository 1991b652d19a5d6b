"""The views of the participant editor, where they differ from Wagtail's."""

from functools import cached_property
from typing import Any

from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CopyView, WorkflowActionView

from participants.admission_buttons import admission_buttons
from participants.editing.decisions import SeenDecisionMixin
from participants.editing.views import VersionedSnippetEditView
from participants.models import Participant


class ParticipantEditView(VersionedSnippetEditView):
    """The editor, with a button to admit a draft."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        status = self.object.membership.status
        return [*admission_buttons(self.object, self.request.user, HeaderButton, status)]


class ParticipantDecisionView(SeenDecisionMixin, WorkflowActionView):
    """A moderator's decision from the first page of the admin."""


class ParticipantCopyView(CopyView):
    """The form for a new participant, filled in from another one."""

    def get_initial_form_instance(self) -> Participant:
        """Return the other one without what is its own: number, address and history."""
        participant: Participant = super().get_initial_form_instance()
        participant.number, participant.slug = None, ""
        participant.events.set([])
        return participant
