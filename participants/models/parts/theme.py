"""The themes of the Alliance's work: a closed vocabulary of tags, named in every language."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel

from participants.values.folding import name_key
from participants.values.languages import by_language, default_language
from participants.values.texts_per_language import TextsPerLanguageField


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
        # The form shows the labels and not the columns that must be unique.
        if errors := [*self._length_errors(), *self._twin_errors()]:
            raise ValidationError({"labels": errors})

    def _length_errors(self) -> Iterator[str]:
        longest = self._meta.get_field("name").max_length
        if len(self.name) > longest:
            yield gettext("Write at most %(longest)d characters.") % {"longest": longest}

    def _twin_errors(self) -> Iterator[str]:
        for code, key in self._keys().items():
            twins = ThemeName.objects.filter(language=code, folded=key).exclude(theme=self.pk)
            twin = twins.select_related("theme").first()
            if twin is not None:
                yield gettext("There is a theme with this name in %(language)s: “%(name)s”.") % {
                    "language": get_language_info(code)["name_translated"],
                    "name": by_language(twin.theme.labels, code),
                }

    def _keys(self) -> dict[str, str]:
        return {code: name_key(name) for code, name in self.labels.items()}

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = self.labels.get(default_language(), self.name)
        super().save(*args, **kwargs)
        keys = self._keys()
        self.folded_names.exclude(language__in=keys).delete()
        for code, key in keys.items():
            self.folded_names.update_or_create(language=code, defaults={"folded": key})


class ThemeName(models.Model):
    """The name of a theme in one language, folded: what no other theme may be called there."""

    theme = models.ForeignKey(
        Theme, related_name="folded_names", editable=False, on_delete=models.CASCADE
    )
    language = models.CharField(max_length=10, editable=False)
    folded = models.CharField(max_length=255, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "folded"], name="unique_theme_name_per_language"
            ),
            models.UniqueConstraint(
                fields=["theme", "language"], name="one_name_per_theme_and_language"
            ),
        ]

    def __str__(self) -> str:
        return self.folded


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
