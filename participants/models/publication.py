"""The one gate in front of publication: what is incomplete does not go live, by any door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminModelForm

from participants.editing.changes import has_typed

if TYPE_CHECKING:
    from participants.models.image import AbstractCreditedImage

Errors = dict[str, list[str]]

# What Wagtail keeps of an object beside its content: columns that it writes by themselves, while
# it locks, revises, moves or unlinks. Writing them alone makes nothing incomplete, and must not be
# stopped by a fault that is older.
BESIDE_CONTENT = frozenset(
    (
        "alias_of_id depth draft_title first_published_at has_unpublished_changes "
        "last_published_at latest_revision latest_revision_created_at live_revision locked "
        "locked_at locked_by numchild path url_path wagtail_admin_comments"
    ).split()
)


def decides_what_is_public(update_fields: Iterable[str] | None) -> bool:
    """Return whether a save writes more than what stands beside the content.

    update_fields: as `save()` has them; None for all.
    """
    return update_fields is None or not BESIDE_CONTENT.issuperset(update_fields)


class PublicationRulesMixin(models.Model):
    """Refuse to save a live object that lacks what its readers rely on.

    The editor, moderation, bulk actions, scheduled publishing and API v3 all end in `save()`
    of a live object, so the rule is held there; `PublicationRulesForm` tells the editor before.
    """

    live: bool

    class Meta:
        abstract = True

    def publication_errors(self) -> Errors:
        """Return what keeps the object from being published, by field name."""
        errors: Errors = {}
        for field_name, image in self.images_with_fields():
            missing = image.missing_rights()
            if missing:
                errors.setdefault(field_name, []).append(
                    gettext(
                        "The image “%(title)s” lacks: %(missing)s. Complete it among the images."
                    )
                    % {"title": image.title, "missing": ", ".join(str(name) for name in missing)}
                )
        return errors

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        """Yield every image that the object shows, with the name of its field."""
        yield from ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and decides_what_is_public(kwargs.get("update_fields")):
            errors = self.publication_errors()
            if errors:
                raise ValidationError(errors)
        super().save(*args, **kwargs)


class PublicationRulesForm(WagtailAdminModelForm):
    """Show the publication rules beside their fields when an editor publishes or submits."""

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        errors = self.relation_errors()
        if not self.is_deferred_validation:
            for name, messages in self.instance.publication_errors().items():
                errors.setdefault(name, []).extend(messages)
        for name, messages in errors.items():
            self.report(name, messages)
        return not errors

    def has_changed(self) -> bool:
        # What Wagtail publishes, saves and logs as a change is what somebody has typed.
        return super().has_changed() and has_typed(self)

    def relation_errors(self) -> Errors:
        """Return faults that only show in several child rows together, by relation name."""
        return {}

    def report(self, name: str, messages: list[str]) -> None:
        """Attach messages to the child rows, the field or, where there is neither, the form."""
        if name in self.formsets:
            error_list = self.formsets[name]._non_form_errors
            error_list.extend(ValidationError(messages).error_list)
        else:
            self.add_error(name if name in self.fields else None, messages)
