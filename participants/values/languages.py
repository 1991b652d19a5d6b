"""The languages of texts: which is shown where one is missing, and a short text in all of them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, get_language_info, pgettext, to_locale
from django.utils.translation import gettext_lazy as _

from participants.values.fields import OneLineInput
from participants.values.text import one_line, refuse_surrogates

Text = TypeVar("Text")


def default_language() -> str:
    """Return the language in which every text must exist."""
    return settings.LANGUAGE_CODE


def by_language(texts: Mapping[str, Text], language: str | None) -> Text | None:
    """Return the text in a language, or else in the default language."""
    wanted = texts.get(language or default_language())
    return wanted or texts.get(default_language())


def babel_locale() -> str:
    """Return the locale that dates and numbers of the active language are written in.

    English is British, as everywhere in the Council of Europe.
    """
    language = get_language() or default_language()
    return "en_GB" if language == "en" else to_locale(language)


MAX_LENGTH = 500


def content_languages() -> list[str]:
    """Return the codes of the languages that the site is written in."""
    languages = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", settings.LANGUAGES)
    return [code for code, _name in languages]


def language_choices() -> list[tuple[str, str]]:
    """Return (code, name) pairs of the content languages, each named in itself."""
    return [
        (code, get_language_info(code)["name_local"].capitalize()) for code in content_languages()
    ]


def name_within_sentence(code: str) -> str:
    """Return the name of a language in the active one, as it is written within a sentence."""
    names = {
        "en": pgettext("in a sentence", "English"),
        "fr": pgettext("in a sentence", "French"),
    }
    return names.get(code) or get_language_info(code)["name_translated"]


class TextsPerLanguageWidget(forms.MultiWidget):
    """Show one labelled input for each content language."""

    template_name = "participants/admin/texts_per_language.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput({"lang": code, "maxlength": MAX_LENGTH})
            for code in content_languages()
        }
        super().__init__(widgets, attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the texts of the inputs, or the whole object where an API has given it."""
        given = data.get(name)
        return given if isinstance(given, dict) else super().value_from_datadict(data, files, name)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in content_languages()]

    def get_context(
        self, name: str, value: dict[str, str] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, subwidget in zip(
            content_languages(), context["widget"]["subwidgets"], strict=True
        ):
            subwidget["language_name"] = get_language_info(code)["name_translated"]
        return context


class TextsPerLanguageFormField(forms.MultiValueField):
    """Read and write {language code: text}; the default language is required."""

    widget = TextsPerLanguageWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = [
            OneLineInput(required=False, max_length=MAX_LENGTH) for _code in content_languages()
        ]
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value: list[str] | dict[str, str]) -> dict[str, str]:
        if isinstance(value, dict):
            value = in_order(value)
        return super().clean(value)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        texts = zip(content_languages(), data_list, strict=False)
        return {code: text for code, text in texts if text}

    def has_changed(self, initial: dict[str, str] | None, data: Any) -> bool:
        typed = in_order(data) if isinstance(data, dict) else data or []
        return (initial or {}) != self.compress([one_line(text or "") for text in typed])


def in_order(texts: dict[str, str]) -> list[str]:
    """Return the texts of {language code: text} in the order of the inputs.

    Raises: ValidationError for a language that the site is not written in, or what is no text.
    """
    unknown = [str(code) for code in texts if code not in content_languages()]
    if unknown:
        raise ValidationError(
            _("There is no such language: %(codes)s."),
            params={"codes": ", ".join(unknown)},
            code="language",
        )
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValidationError(_("Give one text for each language."), code="texts")
    return [texts.get(code, "") for code in content_languages()]


def validate_texts(texts: dict[str, str]) -> None:
    """Raise ValidationError unless texts is {language code: text} with the default language."""
    if not isinstance(texts, dict) or not all(
        isinstance(code, str) and isinstance(text, str) for code, text in texts.items()
    ):
        raise ValidationError(_("Give one text for each language."), code="texts")
    for text in texts.values():
        refuse_surrogates(text)
    if not texts.get(default_language()):
        language = get_language_info(default_language())["name_translated"]
        raise ValidationError(
            _("The text in %(language)s is missing."), params={"language": language}, code="texts"
        )


class TextsPerLanguageField(models.JSONField):
    """Store {language code: text}, each one line of at most 500 characters."""

    default_validators = [validate_texts]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        return _in_one_line(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  Django's
        value = _in_one_line(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(form_class=TextsPerLanguageFormField, **kwargs)


def _in_one_line(texts: Any) -> Any:
    """Return the texts that are some, each in one line; what is none is for validation."""
    if not isinstance(texts, dict):
        return texts
    uniform = {
        code: one_line(text) if isinstance(text, str) else text for code, text in texts.items()
    }
    return {code: text for code, text in uniform.items() if text != ""}
