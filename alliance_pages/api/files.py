"""`images/` and `documents/` in Wagtail's API v2."""

from typing import Annotated, Any

from django.db.models import Model, QuerySet
from pydantic import Field as Info
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.serializers import TagsField
from wagtail.documents.api.v2.serializers import DocumentSerializer
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet

from alliance_pages.api.content import PublicContent
from alliance_pages.api.filters import ColumnsFilter, OrderFilter, StrictSearchFilter
from alliance_pages.api.strict import LISTING_PARAMETERS, StrictAPIViewSet
from alliance_pages.site.media import used_in_public
from participants.api.images import image_representation
from participants.api.shapes import Image, Pixels, answers_of_items, item_shape
from participants.registry.listing.parameters import read_choices
from participants.registry.listing.shapes import Address, Text
from participants.values.languages import content_languages, default_language

# On this host, where files are served without one.
FileAddress = Annotated[str, Info(json_schema_extra={"format": "uri-reference"})]
FILE_META = {
    "type": str,
    "detail_url": Address,
    "tags": list[str],
    "download_url": FileAddress,
}
FILE = {"id": int, "title": Text}


class RenditionField(Field):
    """An image as renditions with alternative text and credit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)

    def to_representation(self, image: Any) -> Image:
        content = self.context["content"]
        return image_representation(image, self.context["language"], content.absolute)


class LoadedTagsField(TagsField):
    """The names of tags that were loaded with the list; Wagtail asks for them row by row."""

    def to_representation(self, value: Any) -> list[str]:
        return sorted(tag.name for tag in value.all())


class LoadedTagsMixin:
    """Print the tags without a query for each row."""

    def build_property_field(self, field_name: str, model_class: type) -> tuple[type, dict]:
        field, options = super().build_property_field(field_name, model_class)  # type: ignore[misc]  # DRF's
        return (LoadedTagsField if field is TagsField else field), options


class PublicImageSerializer(LoadedTagsMixin, ImageSerializer):
    """An image with its tags."""


class PublicDocumentSerializer(LoadedTagsMixin, DocumentSerializer):
    """A document with its tags."""


class UsedInPublicAPIViewSet(StrictAPIViewSet):
    """Serve what something public shows, in collections that are not private."""

    filter_backends = [ColumnsFilter, OrderFilter, StrictSearchFilter]

    kinds: dict[str, Any]

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        full = item_shape(cls.model.__name__, FILE_META, cls.kinds)
        return answers_of_items(full, FILE_META, cls.kinds, cls.listing_default_fields)

    def get_queryset(self) -> QuerySet:
        shown = super().get_queryset().filter(pk__in=used_in_public(self.model))
        return shown.prefetch_related("tags")


class PublicImagesAPIViewSet(UsedInPublicAPIViewSet, ImagesAPIViewSet):
    """Serve images as renditions with credit and alternative text."""

    base_serializer_class = PublicImageSerializer
    about = "The images that something public shows."
    kinds = FILE | {"width": Pixels, "height": Pixels, "rendition": Image}
    listing_parameters = LISTING_PARAMETERS | {"locale"}
    detail_parameters = frozenset({"fields", "locale"})
    body_fields = [*ImagesAPIViewSet.body_fields, APIField("rendition", RenditionField())]
    listing_default_fields = [*ImagesAPIViewSet.listing_default_fields, "rendition"]

    @classmethod
    def get_body_fields(cls, model: type[Model]) -> list[APIField]:
        """Leave out what the model names for API v3: here the rendition says it."""
        return cls._convert_api_fields(cls.body_fields)

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().prefetch_related("renditions")

    def filter_columns(self, model: type) -> dict[str, Any]:
        return {}

    def check_found_parameters(self) -> None:
        super().check_found_parameters()
        self.get_serializer_context()

    def get_serializer_context(self) -> dict[str, Any]:
        chosen = read_choices(self.request.GET, "locale", dict.fromkeys(content_languages()))
        return {
            **super().get_serializer_context(),
            "content": PublicContent(self.request),
            "language": chosen[0] if chosen else default_language(),
        }


class PublicDocumentsAPIViewSet(UsedInPublicAPIViewSet, DocumentsAPIViewSet):
    """Serve documents that public pages link to."""

    base_serializer_class = PublicDocumentSerializer
    about = "The documents that something public links to."
    kinds = FILE

    def filter_columns(self, model: type) -> dict[str, Any]:
        return {}
