"""The themes of an object, chosen from the closed vocabulary."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.contrib.taggit import ClusterTaggableManager

from participants.models.parts.theme import Theme, ThemeName
from participants.values.folding import fold, name_key


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
                _("“%(value)s” is none of: %(known)s."),
                code="invalid_choice",
                params={"value": value, "known": ", ".join(sorted(names.values()))},
            )
        found[name] = True
    return list(found)
