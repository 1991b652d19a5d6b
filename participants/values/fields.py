"""Fields of models and forms whose text is made uniform whenever it comes in.

A model's field does it when it is validated, written, asked for and read from a revision, whoever
writes; a form's before it looks whether a text is there and how long it is.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models

from participants.values.one_line import one_line, refuse_surrogates, running_text

STORABLE: list[Callable[[Any], None]] = [ProhibitNullCharactersValidator(), refuse_surrogates]


class UniformInput(forms.CharField):
    """Take in a text in its uniform form."""

    def uniform(self, text: str) -> str:
        """Return the text as it shall be."""
        raise NotImplementedError

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(refuse_surrogates)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.uniform(value) if isinstance(value, str) else value)


class OneLineInput(UniformInput):
    """Take in one line of text."""

    def uniform(self, text: str) -> str:
        return one_line(text)


class OneLineSlugInput(OneLineInput, forms.SlugField):
    """Take in the last part of an address."""


class OneLineURLInput(OneLineInput, forms.URLField):
    """Take in an address of the web, which few people write with its scheme."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "assume_scheme": "https"})


class OneLineEmailInput(OneLineInput, forms.EmailField):
    """Take in an e-mail address."""


class RunningTextInput(UniformInput):
    """Take in a text of several lines."""

    def uniform(self, text: str) -> str:
        return running_text(text)


class UniformField(models.Field):
    """Keep a text in its uniform form."""

    input_class: ClassVar[type[forms.Field]]

    def uniform(self, text: str) -> str:
        """Return the text as it shall be."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return self.uniform(found) if isinstance(found, str) else found

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  Django's
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.input_class, **kwargs})


class OneLineField(UniformField, models.CharField):
    """Store one line of text."""

    input_class = OneLineInput
    default_validators = STORABLE

    def uniform(self, text: str) -> str:
        return one_line(text)


class OneLineSlugField(OneLineField, models.SlugField):
    """Store the last part of an address."""

    input_class = OneLineSlugInput
    default_validators = [*models.SlugField.default_validators, *STORABLE]


class OneLineURLField(OneLineField, models.URLField):
    """Store an address of the web."""

    input_class = OneLineURLInput
    default_validators = [*models.URLField.default_validators, *STORABLE]


class OneLineEmailField(OneLineField, models.EmailField):
    """Store an e-mail address."""

    input_class = OneLineEmailInput
    default_validators = [*models.EmailField.default_validators, *STORABLE]


class RunningTextField(UniformField, models.TextField):
    """Store a text of several lines."""

    input_class = RunningTextInput
    default_validators = STORABLE

    def uniform(self, text: str) -> str:
        return running_text(text)


def put_in_one_line(instance: models.Model, names: Iterable[str]) -> None:
    """Bring the named fields of an object, which others have defined, into the form of one line."""
    for name in names:
        value = getattr(instance, name)
        if isinstance(value, str):
            setattr(instance, name, one_line(value))
