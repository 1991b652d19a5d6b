"""The editor's form for a participant."""

from participants.publication import Errors, PublicationRulesForm


class ParticipantForm(PublicationRulesForm):
    """Check the child rows together, since no single row can see its neighbours."""

    def relation_errors(self) -> Errors:
        # In memory, as saving the form does it: the rules are the model's.
        for formset in self.formsets.values():
            formset.instance = self.instance
            formset.save(commit=False)
        return self.instance.relation_errors()
