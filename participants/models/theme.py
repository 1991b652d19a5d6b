"""The themes of the Alliance's work: a closed vocabulary of tags, named in every language."""

from typing import Any

from django.contrib.admin import display
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel

from participants.languages import by_language, default_language
from participants.texts_per_language import TextsPerLanguageField


class Theme(TagBase):
    """A theme such as housing or education.

    slug: stable code that filters use; labels: {language code: name}. `name` repeats the
    default language's label, because taggit finds tags by it.
    """

    free_tagging = False

    name: models.CharField
    labels = TextsPerLanguageField(_("names"))

    panels = [FieldPanel("labels"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    @property
    @display(description=_("name"))
    def label(self) -> str:
        """Return the name in the active language, or else in the default language."""
        return by_language(self.labels, get_language()) or str(self.name)

    def clean(self) -> None:
        super().clean()
        self.name = self.labels.get(default_language(), self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = self.labels.get(default_language(), self.name)
        super().save(*args, **kwargs)


class ParticipantTheme(ItemBase):
    """Link a participant to a theme."""

    tag = models.ForeignKey(Theme, related_name="participant_themes", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "participants.Participant", related_name="theme_items", on_delete=models.CASCADE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="unique_theme_per_participant"
            )
        ]
