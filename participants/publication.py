"""The one gate in front of publication: what is incomplete does not go live, by any door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminModelForm

from participants.editing.changes import has_typed

if TYPE_CHECKING:
    from participants.models.image import AbstractCreditedImage

Errors = dict[str, list[str]]


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
        # An update of single columns cannot make anything incomplete, and must not be stopped
        # by a fault that is older than it.
        if self.live and not kwargs.get("update_fields"):
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
