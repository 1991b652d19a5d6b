"""The pictures of a list with their renditions, and a version that names what they are now."""

from collections.abc import Iterable
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from wagtail.images import get_image_model
from wagtail.images.models import Filter

from participants.registry.compiled_query import CompiledObjects


class Pictures:
    """Pictures as they are now, in two queries.

    wanted: the key of each, at most MOST_KEYS, and the filter through which it is shown.
    """

    def __init__(self, wanted: Iterable[tuple[int, str]]) -> None:
        self._wanted = frozenset(wanted)
        keys = sorted({key for key, _filter in self._wanted})
        images, renditions = _tables()
        self._images = sorted(images.rows_of(keys))
        self._renditions = sorted(renditions.rows_of(keys))

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
    return CompiledObjects(image), CompiledObjects(image.get_rendition_model(), "image")
