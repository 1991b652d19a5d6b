"""The views of the participant editor, where they differ from Wagtail's."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateEditViewOptionalFeaturesMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    CopyView,
    CreateView,
    WorkflowActionView,
    WorkflowPreviewView,
)

from participants.admin.listing import may_read
from participants.admission.views import admission_buttons
from participants.editing.decisions import ModeratedMixin, SeenDecisionMixin
from participants.editing.views import VersionedSnippetEditView
from participants.models import Figure, Participant
from participants.models.identity.matching import described
from participants.registry.identity_index import owners_of
from participants.registry.plausibility import Doubt, doubts, statement_of

LEAVING = ("publish", "submit", "restart-workflow")  # after which the listing is shown


class DoubtsMixin(CreateEditViewOptionalFeaturesMixin):
    """Say what is unlikely in a participant, once it is saved; it stops nobody."""

    object: Participant

    def tell_doubts(self) -> None:
        """Warn of what somebody should look at, compared with what visitors see."""
        for doubt in doubts_of(self.object):
            messages.warning(self.request, doubt.sentence)

    def run_action_method(self) -> Any:
        # Before it is published, so that the figures that were shown are still known.
        if self.action in LEAVING:
            self.tell_doubts()
        return super().run_action_method()


class ParticipantCreateView(DoubtsMixin, CreateView):
    """The form for a new participant."""


class ParticipantEditView(DoubtsMixin, VersionedSnippetEditView):
    """The editor, with a button to admit a draft, and a warning of those that look the same."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The list itself stands beside the names, on a tab that need not be open.
        # What autosave fetches for a new participant shows no messages: they would come later.
        if self.hydrate_create_view:
            return super().get(request, *args, **kwargs)
        self.tell_doubts()
        for other in self.object.same_public():
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


def doubts_of(participant: Participant) -> list[Doubt]:
    """Return what is unlikely in a participant in memory, in four queries.

    Its figures are compared with those that are stored, where visitors see others.
    """
    stored = Figure.objects.filter(participant=participant.pk, is_shown=True, value__isnull=False)
    statement = statement_of(participant)
    earlier = {
        measure: value
        for measure, value in stored.values_list("measure", "value")
        if value != statement.figures.get(measure)
    }
    others = Participant.objects.exclude(pk=participant.pk)
    statement = replace(
        statement,
        earlier={**statement.earlier, **earlier},
        website_of=owners_of(participant.website, others),
    )
    return doubts(statement, this_year=timezone.localdate().year)


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


class ModeratedParticipantMixin(ModeratedMixin):
    """Open to readers of the registry, and to those who decide on the participant."""

    def is_seen_by(self, user: Any) -> bool:
        return may_read(user, Participant)


class ModeratedDecisionView(ModeratedParticipantMixin, SeenDecisionMixin, WorkflowActionView):
    """A moderator's decision from the first page of the admin."""


class ModeratedDecisionDataView(ModeratedParticipantMixin, CollectWorkflowActionDataView):
    """What a moderator says to a decision in the editor."""


class ModeratedCancellationView(ModeratedParticipantMixin, ConfirmWorkflowCancellationView):
    """The question whether publishing may end the workflow."""


class ModeratedPreviewView(ModeratedParticipantMixin, WorkflowPreviewView):
    """What a moderator decides on."""
