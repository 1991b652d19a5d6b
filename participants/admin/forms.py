"""The editor's form for a participant."""

from typing import Any

from participants.admin.other_authorities import OtherAuthoritiesField
from participants.models.publication import Errors, PublicationRulesForm


class ParticipantForm(PublicationRulesForm):
    """Check the child rows together, since no single row can see its neighbours."""

    distinct_from = OtherAuthoritiesField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["distinct_from"].widget.participant = self.instance

    def relation_errors(self) -> Errors:
        # In memory, as saving the form does it: the rules are the model's.
        for formset in self.formsets.values():
            formset.instance = self.instance
            formset.save(commit=False)
        return self.instance.relation_errors()
