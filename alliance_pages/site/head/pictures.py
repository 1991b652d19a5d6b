"""Which picture stands for a page, and who may see it."""

from typing import Any

from wagtail.fields import StreamField
from wagtail.models import CollectionViewRestriction, Page

from alliance_pages.content_version import once_per_version
from participants.models import AbstractCreditedImage
from participants.registry.pictures.renditions import load_renditions

LEAD = "lead_image"


def picture_key(page: Page) -> int | None:
    """Return the key of the picture that stands for a page: its lead, or else its first."""
    lead: int | None = getattr(page, f"{LEAD}_id", None)
    if lead is not None:
        return lead
    keys = (
        block["value"].get("image")
        for field in page._meta.get_fields()
        if isinstance(field, StreamField)
        for block in getattr(page, field.name).raw_data
        if block["type"] == "image"
    )
    return next(keys, None)


def picture_of(page: Any) -> AbstractCreditedImage | None:
    """Return the picture that stands for a page, if everybody may see it.

    The page prints it too, and all its others: it need not ask for the renditions of each.
    """
    key = picture_key(page)
    if key is None:
        return None
    images = [image for _name, image in page.images_with_fields()]
    load_renditions(images)
    return seen_by_all(next((image for image in images if image.pk == key), None))


def seen_by_all(image: AbstractCreditedImage | None) -> AbstractCreditedImage | None:
    """Return the picture if there is one and its collection is not private."""
    if image is None or image.collection_id in private_collections():
        return None
    return image


def private_collections() -> frozenset[int]:
    """Return the keys of the collections that not everybody may see, and of those below them."""
    return once_per_version("private collections", _read_private_collections)


def _read_private_collections() -> frozenset[int]:
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    return frozenset(
        key
        for restriction in restrictions
        for key in restriction.collection.get_descendants(inclusive=True).values_list(
            "pk", flat=True
        )
    )
