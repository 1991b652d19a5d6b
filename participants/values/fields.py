"""Fields of models and forms whose text is made uniform whenever it comes in.

A model's field does it when it is validated, written, asked for and read from a revision, whoever
writes; a form's before it looks whether a text is there and how long it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    ProhibitNullCharactersValidator,
    URLValidator,
    validate_unicode_slug,
)
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.api.rich_text import APIRichText
from wagtail.fields import RichTextField

from participants.values.text import one_line, refuse_surrogates, running_text, searchable

STORABLE: list[Callable[[Any], None]] = [ProhibitNullCharactersValidator(), refuse_surrogates]
# What a browser opens, and never runs.
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address of the web, and nothing else that a browser follows."""
    try:
        WEB_ADDRESS(text)
    except ValidationError:
        return False
    return True


class UniformInput(forms.CharField):
    """Take in a text in its uniform form."""

    uniform: Callable[[str], str]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(refuse_surrogates)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.uniform(value) if isinstance(value, str) else value)


class OneLineInput(UniformInput):
    """Take in one line of text."""

    uniform = staticmethod(one_line)


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

    uniform = staticmethod(running_text)


class UniformField(models.Field):
    """Keep a text in its uniform form."""

    input_class: ClassVar[type[forms.Field]]
    uniform: Callable[[str], str]

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
    uniform = staticmethod(one_line)
    default_validators = STORABLE


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
    uniform = staticmethod(running_text)
    default_validators = STORABLE


def put_in_one_line(instance: models.Model, names: Iterable[str]) -> None:
    """Bring the named fields of an object, which others have defined, into the form of one line."""
    for name in names:
        value = getattr(instance, name)
        if isinstance(value, str):
            setattr(instance, name, one_line(value))


FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link", "participant-link"]


# What can be the key of something in a database.
KEY = "[0-9]{1,18}"
NOT_A_KEY = re.compile(rf'<a (?=[^>]*\blinktype=")(?![^>]*\bid="{KEY}")[^>]*>')


def clean_rich_text(source: str) -> str:
    """Return the text with nothing in it but what the editor's toolbar offers."""
    source = running_text(source)
    if "<" not in source:
        return source
    cleaned: str = APIRichText.sanitize_db_html(source, features=FEATURES)[0]
    # Databases fail at a number that is too large for them.
    return NOT_A_KEY.sub("<a>", cleaned)


class CleanRichTextField(RichTextField):
    """Store rich text with the features of the site, cleaned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001  Django's
        cleaned = clean_rich_text(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, cleaned)
        return cleaned


LONGEST_TELEPHONE = 100
FEWEST_DIGITS = 5

# "Durchwahl", "extension", "poste": a word beside a number is no longer.
LONGEST_WORD = 12
SIGNS = "+()[]/.,;:#*&-\u2010\u2011\u2012\u2013\u2014'’ \u00a0\u2007\u2009\u202f"
WORDS = re.compile(r"[^\W\d_]+")


def validate_telephone(value: str) -> None:
    """Raise ValidationError unless the text is one or more numbers with few words beside them."""
    letters = sum(map(str.isalpha, value))
    digits = sum(map(str.isdecimal, value))
    is_written_so = all(sign.isalpha() or sign.isdecimal() or sign in SIGNS for sign in value)
    words_are_short = all(len(word) <= LONGEST_WORD for word in WORDS.findall(value))
    if not (is_written_so and words_are_short and digits >= FEWEST_DIGITS and letters <= digits):
        raise ValidationError(
            _("Write a telephone number with its digits, such as +44 20 7946 0000 ext. 12."),
            code="telephone",
        )


MOST_DISTINCT = 100


def validate_slugs(value: object) -> None:
    """Raise ValidationError unless the value is a list of slugs, each once."""
    if not isinstance(value, list) or not all(isinstance(slug, str) for slug in value):
        raise ValidationError(_("Write a list of slugs."), code="slugs")
    if len(value) > MOST_DISTINCT or len(value) != len(set(value)):
        raise ValidationError(
            _("Write each slug once, and at most %(most)d."),
            params={"most": MOST_DISTINCT},
            code="slugs",
        )
    for slug in value:
        validate_unicode_slug(slug)


class FoldedField(models.TextField):
    """Store the words of other columns of the row, folded, for a word index.

    Whoever writes the row, one by one or many at once, writes it too. of: the names of the columns.
    """

    def __init__(self, *, of: Sequence[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(**{"blank": True, "default": "", "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001  Django's
        # A tag parts words.
        texts = (strip_tags(getattr(model_instance, name).replace("<", " <")) for name in self.of)
        folded = searchable(map(unescape, texts))
        setattr(model_instance, self.attname, folded)
        return folded
