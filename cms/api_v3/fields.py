"""How fields of the registry are written in API v3."""

import json
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo
from taggit.managers import TaggableManager
from wagtail.api.v3.schemas import create_generator, patch_generator
from wagtail.api.v3.schemas.generators.write import InputSchemaGenerator

from participants.values.languages import TextsPerLanguageField


def from_form(value: Any) -> Any:
    """Return an object that a form with files can only carry as JSON."""
    if isinstance(value, str):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


TextsPerLanguage = Annotated[dict[str, str], BeforeValidator(from_form)]


def texts_per_language(generator: InputSchemaGenerator, field: Field) -> tuple[Any, FieldInfo]:
    """Take {language code: text}."""
    description = f"{field.help_text} An object with one text for each language, by its code."
    return TextsPerLanguage, FieldInfo(description=description)


def register_fields() -> None:
    for generator in (create_generator, patch_generator):
        generator.register_field_schema(TextsPerLanguageField, texts_per_language)


def unknown_tags(model: Any, body: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return (place, name) of each tag that its closed vocabulary does not have."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    for field in model._meta.get_fields():
        names = body.get(field.name)
        if not isinstance(field, TaggableManager) or not isinstance(names, list):
            continue
        if field.remote_field.model.free_tagging:
            continue
        chooser = field.formfield()
        found += [
            ((field.name, place), name)
            for place, name in enumerate(names)
            if isinstance(name, str) and not _is_choice(chooser, name)
        ]
    return found


def _is_choice(chooser: Any, name: str) -> bool:
    try:
        chooser.clean([name])
    except ValidationError:
        return False
    return True
