"""The public shape of the fields of pages that are no plain columns.

Each asks the view's `PublicContent`, which has loaded what all pages of the answer need. They
hang on the endpoint and not on the models' `api_fields`, which API v3 reads and writes too.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import override
from rest_framework.fields import Field
from wagtail.fields import StreamField

from alliance_pages.api.content import represent_body
from alliance_pages.models import CountryPage
from participants.api.representations import represent
from participants.dates import PartialDateField, parse_if_known

LISTED_PARTICIPANT_FIELDS = ["id", "type", "detail_url", "html_url", "number", "slug", "name"]


class PageField(Field):
    """A field that is printed from the whole page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def bind(self, field_name: str, parent: Any) -> None:
        super().bind(field_name, parent)
        self.name = field_name

    def to_representation(self, page: Any) -> Any:
        language = page.locale.language_code
        with override(language):
            return self.represent(page, self.context["content"], language)

    def represent(self, page: Any, content: Any, language: str) -> Any:
        """Return the public shape in the page's language, which is active."""
        raise NotImplementedError


class PartialDateRepresentation(PageField):
    """A date of known precision: {"date": "2014-12", "precision": "month"} or null."""

    def represent(self, page: Any, content: Any, language: str) -> dict[str, str] | None:
        when = parse_if_known(getattr(page, self.name))
        return when.as_json() if when else None


class BodyField(PageField):
    """The body as typed blocks, with HTML, resolved links and renditions."""

    def represent(self, page: Any, content: Any, language: str) -> list[Any]:
        return represent_body(getattr(page, self.name), content, language)


class TerminologyGroupsField(PageField):
    """The groups of the terminology note: [{"label", "name", "subgroups", "note"}]."""

    def represent(self, page: Any, content: Any, language: str) -> list[dict[str, Any]]:
        return [
            {
                "label": block.value["label"],
                "name": block.value["name"],
                "subgroups": list(block.value["subgroups"]),
                "note": block.value["note"],
            }
            for block in getattr(page, self.name)
        ]


class ImageField(PageField):
    """An image as renditions with alternative text and credit, or null."""

    def represent(self, page: Any, content: Any, language: str) -> dict[str, Any] | None:
        return content.image(getattr(page, f"{self.name}_id"), language)


class ThemesField(PageField):
    """The themes: [{"slug", "label"}]."""

    def represent(self, page: Any, content: Any, language: str) -> list[dict[str, str]]:
        themes = [item.tag for item in page.theme_items.all()]
        return [{"slug": theme.slug, "label": theme.label} for theme in themes]


class CountriesField(PageField):
    """The countries that an article is about: [{"code", "name"}]."""

    def represent(self, page: Any, content: Any, language: str) -> list[dict[str, str]]:
        rows = page.related_countries.all()
        return [{"code": row.country, "name": row.country_name} for row in rows]


class RelatedParticipantsField(PageField):
    """The public participants of an article with its role: [{"role", "participant"}]."""

    def represent(self, page: Any, content: Any, language: str) -> list[dict[str, Any]]:
        reader = content.reader(language)
        return [
            {
                "role": link.role,
                "role_label": link.get_role_display(),
                "participant": represent(participant, reader, LISTED_PARTICIPANT_FIELDS),
            }
            for link in page.related_participants.all()
            if (participant := content.participant(link.participant_id))
        ]


class CountryParticipantsField(PageField):
    """The public participants of a country page's country."""

    def represent(self, page: Any, content: Any, language: str) -> list[dict[str, Any]]:
        reader = content.reader(language)
        return [
            represent(participant, reader, LISTED_PARTICIPANT_FIELDS)
            for participant in content.participants_in(page.country)
        ]


BY_NAME: dict[str, type[PageField]] = {
    "groups": TerminologyGroupsField,
    "lead_image": ImageField,
    "participants": CountryParticipantsField,
    "related_countries": CountriesField,
    "related_participants": RelatedParticipantsField,
    "themes": ThemesField,
}

BY_COLUMN: dict[type[models.Field], type[PageField]] = {
    PartialDateField: PartialDateRepresentation,
    StreamField: BodyField,
}

COMPUTED: dict[type[models.Model], list[str]] = {CountryPage: ["participants"]}


class NoPublicShapeError(TypeError):
    """Says that a relation is listed in `api_fields` and nobody has said what of it is public."""


def public_shape(model: type[models.Model], name: str) -> PageField | None:
    """Return how a field is printed, or None for a plain column.

    Raises NoPublicShapeError for a relation, which Wagtail would print with all it leads to.
    """
    if name in BY_NAME:
        return BY_NAME[name]()
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    for column, shape in BY_COLUMN.items():
        if isinstance(field, column):
            return shape()
    if field.is_relation:
        raise NoPublicShapeError(f"{model.__name__}.{name}")
    return None
