"""Participants as the office sees them: as their newest revisions have them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, WorkflowState

from participants.models import Participant, Theme

# What belongs to the participant as a whole, whichever version of its content is looked at.
STATE = (
    *("live", "has_unpublished_changes", "first_published_at"),
    *("latest_revision", "live_revision_id"),
)


class NewestVersions:
    """A batch of participants with all their parts, loaded in a fixed number of queries."""

    def __init__(self, keys: Iterable[int]) -> None:
        found = Participant.objects.filter(pk__in=list(keys)).with_everything()
        self.stored = {
            participant.pk: participant for participant in found.select_related("latest_revision")
        }
        states = WorkflowState.objects.active().filter(
            base_content_type=Participant.get_base_content_type(),
            object_id__in=[str(pk) for pk in self.stored],
        )
        self.locales = {locale.pk: locale for locale in Locale.objects.all()}
        self.themes = {theme.pk: theme for theme in Theme.objects.all()}
        self.in_moderation = {int(key) for key in states.values_list("object_id", flat=True)}

    def newest(self, pk: int) -> Participant:
        """Return the participant with its parts in memory: the live row, or the draft."""
        stored = self.stored[pk]
        revision = stored.latest_revision
        is_draft = revision and (stored.has_unpublished_changes or not stored.live)
        if is_draft:
            return self._with_content(stored, stored.latest_revision.content)
        stored.hold_rows()
        return stored

    def live(self, pk: int) -> Participant:
        """Return the participant as visitors see it, with its parts in memory."""
        self.stored[pk].hold_rows()
        return self.stored[pk]

    def restored(self, pk: int, before: Mapping[str, Any]) -> Participant:
        """Return the newest version with some of its content as it was.

        before: values of columns and rows of relations, as a revision has them.
        """
        content = {**self.newest(pk).serializable_data(), **before}
        return self._with_content(self.stored[pk], content)

    def is_ahead(self, pk: int) -> bool:
        """Tell whether visitors see an older version than editors."""
        return self.stored[pk].live and self.stored[pk].has_unpublished_changes

    def obstacle(self, pk: int) -> str:
        """Return why the participant must not be changed now, or an empty text."""
        stored = self.stored[pk]
        if stored.locked:
            return _("“%(name)s” is locked. Unlock it first.") % {"name": stored}
        if pk in self.in_moderation:
            return _("“%(name)s” is in moderation. Finish that first.") % {"name": stored}
        if stored.live and stored.has_unpublished_changes:
            return _("“%(name)s” has changes that are not published. Publish or discard them.") % {
                "name": stored
            }
        return ""

    def _with_content(self, stored: Participant, content: Mapping[str, Any]) -> Participant:
        """Return the participant with other content; themes that are gone are left out."""
        participant: Participant = Participant.from_serializable_data(content, check_fks=False)
        participant.pk = stored.pk
        for name in STATE:
            setattr(participant, name, getattr(stored, name))
        if participant.image_id and participant.image_id == stored.image_id:
            participant.image = stored.image
        for text in participant.texts.all():
            text.locale = self.locales[text.locale_id]
        items = [item for item in participant.theme_items.all() if item.tag_id in self.themes]
        for item in items:
            item.tag = self.themes[item.tag_id]
        for event in participant.events.all():
            if event.successor_id:
                event.successor = Participant.objects.filter(pk=event.successor_id).first()
        participant.set_rows(theme_items=items)
        return participant
