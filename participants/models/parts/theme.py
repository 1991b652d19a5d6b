"""The themes of the Alliance's work: a closed vocabulary of tags, named in every language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel

from participants.values.languages import TextsPerLanguageField, by_language, default_language
from participants.values.text import fold, name_key


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

    @staticmethod
    def by_label(themes: Iterable["Theme"]) -> list["Theme"]:
        """Return themes in the order of their names in the active language."""
        return sorted(themes, key=lambda theme: fold(theme.label))

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


class ThemesByName(ModelChoiceIterator):
    """The themes in the order of their names in the active language."""

    def __iter__(self) -> Iterator[Any]:
        for theme in sorted(self.queryset.all(), key=lambda theme: fold(theme.label)):
            yield self.choice(theme)


class ThemesWidget(forms.CheckboxSelectMultiple):
    """Show a check box for each theme, the boxes together under one name."""

    template_name = "participants/admin/themes.html"
    group_label: str | Promise = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["group_label"] = self.group_label
        return context


class ThemesInput(forms.ModelMultipleChoiceField):
    """Choose themes.

    A document names them by their slug or by their name in any language, whatever its case and
    accents.
    """

    widget = ThemesWidget
    iterator = ThemesByName

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Theme.objects.all(), to_field_name="name", **kwargs)
        self.widget.group_label = self.label or ""

    def clean(self, value: Any) -> Any:
        return super().clean(_known(value) if isinstance(value, list | tuple) else value)


class ThemesField(ClusterTaggableManager):
    """The themes of an object that has them in its revisions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # taggit's own asks for commas.
        super().__init__(*args, **{"help_text": "", **kwargs})

    def formfield(self, **kwargs: Any) -> ThemesInput:
        named = {"label": capfirst(self.verbose_name), "help_text": self.help_text}
        wanted = {key: value for key, value in kwargs.items() if key in named}
        return ThemesInput(required=not self.blank, **{**named, **wanted})


def _known(values: Iterable[Any]) -> list[str]:
    """Return the main names of the themes that are meant. Raises ValidationError for others."""
    themes = Theme.objects.values_list("pk", "name", "slug")
    names = {pk: name for pk, name, _slug in themes}
    known = {slug: name for _pk, name, slug in themes}
    for pk, key in ThemeName.objects.values_list("theme", "folded"):
        known.setdefault(key, names[pk])
    found = {}
    for value in filter(None, map(str, values)):
        name = known.get(value) or known.get(name_key(value))
        if name is None:
            raise ValidationError(
                gettext("“%(value)s” is none of: %(known)s."),
                code="invalid_choice",
                params={"value": value, "known": ", ".join(sorted(names.values()))},
            )
        found[name] = True
    return list(found)
