"""The pictures of a list with their renditions, and a version that names what they are now."""

from collections.abc import Iterable
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from wagtail.images import get_image_model
from wagtail.images.models import Filter

from participants.models.image import is_private
from participants.registry.compiled_query import CompiledObjects
from participants.registry.pictures.renditions import FULL


class Pictures:
    """Pictures as they are now, but those of private collections, in two queries.

    wanted: the key of each, at most MOST_KEYS, and the filter through which it is shown.
    """

    def __init__(self, wanted: Iterable[tuple[int, str]]) -> None:
        self._wanted = frozenset(wanted)
        keys = sorted({key for key, _filter in self._wanted})
        images, renditions = _tables()
        self._images = sorted(images.rows_of(keys))
        place_of_image, place_of_filter = map(renditions.columns.index, ("image_id", "filter_spec"))
        self._renditions = sorted(
            row
            for row in renditions.rows_of(keys)
            if self._is_printed(row[place_of_image], row[place_of_filter])
        )

    def _is_printed(self, key: int, spec: str) -> bool:
        """Tell whether a rendition stands alone, or is a source of a picture that is shown whole.

        A picture has twenty, and a card one.
        """
        return not self._wanted.isdisjoint(((key, spec), (key, FULL)))

    @cached_property
    def version(self) -> str | None:
        """Return what names all that is printed of the pictures.

        None while a rendition is missing: making it fails where the file cannot be read.
        """
        for key, spec in self._wanted:
            image = self.by_key.get(key)
            if image and not image.find_existing_renditions(Filter(spec)):
                return None
        return blake2b(repr((self._images, self._renditions)).encode()).hexdigest()

    @cached_property
    def by_key(self) -> dict[int, Any]:
        """Return the pictures by their keys, with their renditions."""
        images, renditions = _tables()
        found = {image.pk: image for image in images.made_of(self._images)}
        for image in found.values():
            image.prefetched_renditions = []  # where Wagtail looks first
        for rendition in renditions.made_of(self._renditions):
            if image := found.get(rendition.image_id):
                rendition.image = image
                image.prefetched_renditions.append(rendition)
        return found


@cache
def _tables() -> tuple[CompiledObjects[Any], CompiledObjects[Any]]:
    image = get_image_model()
    shown = image._default_manager.exclude(is_private("collection__path"))
    renditions = image.get_rendition_model()
    return CompiledObjects(image, among=shown), CompiledObjects(renditions, "image")
