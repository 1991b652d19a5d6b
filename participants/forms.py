"""The editor's form for a participant."""

from participants.publication import Errors, PublicationRulesForm


class ParticipantForm(PublicationRulesForm):
    """Check the child rows together, since no single row can see its neighbours."""

    def relation_errors(self) -> Errors:
        return self.instance.relation_errors()
