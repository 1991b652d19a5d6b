"""Which renditions a picture has: formats and widths, never wider than the original."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from types import SimpleNamespace
from typing import Any, Literal

from django.db.models import prefetch_related_objects
from PIL import features
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from participants.models import AbstractCreditedImage

logger = logging.getLogger(__name__)

LARGEST = "max-1600x1600"
# What stands alone: the picture for whoever chooses no source, and the one of cards. Both in WebP,
# which every browser knows.
FULL = f"{LARGEST}|format-webp"
THUMBNAIL = "fill-480x300|format-webp"

# Below the largest. The smallest are for pictures that are small themselves.
WIDTHS = (160, 240, 320, 480, 640, 960, 1280)
MOST_WIDTHS = 6

MediaType = Literal["image/avif", "image/webp", "image/jpeg", "image/png"]
# In the order in which a browser should look: it takes the first that it knows.
TYPES: dict[str, MediaType] = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
# A Pillow that was built without the library for AVIF cannot write it.
FORMATS = tuple(name for name in TYPES if name != "avif" or features.check("avif"))
# The format of an original, by the ending of its name. A GIF becomes a PNG, as everywhere in
# Wagtail; what is WebP or AVIF itself has its own kind among the others.
OWN_FORMATS = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "png"}

# A filter reads its specification once; given the text, Wagtail reads it anew for each picture.
STANDING_ALONE = (Filter(FULL), Filter(THUMBNAIL))
_FILTERS = {
    format_name: {
        size: Filter(f"{size}|format-{format_name}")
        for size in (LARGEST, *(f"width-{width}" for width in WIDTHS))
    }
    for format_name in FORMATS
}
_FORMAT_BY_SPEC = {
    made.spec: format_name for format_name, sizes in _FILTERS.items() for made in sizes.values()
}
SPECS = (*_FORMAT_BY_SPEC, THUMBNAIL)


@dataclass(frozen=True)
class Source:
    """A picture in one format and several widths, the smallest first."""

    type: MediaType
    renditions: tuple[Any, ...]

    def srcset(self, absolute: Callable[[str], str] = str) -> str:
        """Return what stands in the attribute of that name. absolute: completes an address."""
        return ", ".join(f"{absolute(made.url)} {made.width}w" for made in self.renditions)


def sources_of(image: AbstractCreditedImage) -> list[Source]:
    """Return the formats of a picture, the smallest file first, as far as they have been made."""
    found: dict[str, list[Any]] = {}
    for made in loaded_renditions(image):
        if made.filter_spec in _FORMAT_BY_SPEC:
            found.setdefault(_FORMAT_BY_SPEC[made.filter_spec], []).append(made)
    return [
        Source(TYPES[name], tuple(sorted(found[name], key=lambda made: made.width)))
        for name in FORMATS
        if name in found
    ]


def sizes_of(width: int) -> str:
    """Return the hint `sizes` for who shows a picture as large as it fits. width: pixels."""
    return f"(max-width: {width}px) 100vw, {width}px"


def filters_of(image: AbstractCreditedImage) -> list[tuple[Filter, ...]]:
    """Return what is to be made of a picture, what is made fastest first."""
    own = OWN_FORMATS.get(PurePath(image.file.name).suffix.lower())
    formats = [name for name in ("webp", own, "avif") if name in FORMATS]
    widths = _widths_of(image)
    return [STANDING_ALONE, *(_in_format(name, widths) for name in formats)]


def renditions_alone(image: AbstractCreditedImage) -> dict[str, Any]:
    """Return the two that stand alone by their specifications, made now if they are missing.

    Where the file cannot be read the original stands for them, so that one picture does not cost
    the list that it is in: readers see its alternative text.
    """
    loaded_renditions(image)
    try:
        # Not together: of two who make them at once, Wagtail would give the second its own, which
        # are not stored, and whose files nobody is shown.
        return {made.spec: image.get_rendition(made) for made in STANDING_ALONE}
    except (SourceImageIOError, InvalidFilterSpecError):
        logger.warning("Picture %d cannot be shown", image.pk, exc_info=True)
        original = SimpleNamespace(url=image.file.url, width=image.width, height=image.height)
        return dict.fromkeys((FULL, THUMBNAIL), original)


def load_renditions(images: Iterable[AbstractCreditedImage]) -> None:
    """Load the renditions of pictures in one query, and keep them where Wagtail looks first."""
    bare = [image for image in images if not hasattr(image, "prefetched_renditions")]
    prefetch_related_objects(bare, "renditions")


def loaded_renditions(image: AbstractCreditedImage) -> Iterable[Any]:
    """Return the renditions of a picture, loaded if they were not."""
    load_renditions([image])
    loaded = getattr(image, "prefetched_renditions", None)
    return image.renditions.all() if loaded is None else loaded


def _widths_of(image: AbstractCreditedImage) -> list[str]:
    largest = STANDING_ALONE[0].get_transform(image).size[0]
    smaller = [f"width-{width}" for width in WIDTHS if width < largest]
    return [*smaller, LARGEST][-MOST_WIDTHS:]


def _in_format(name: str, sizes: list[str]) -> tuple[Filter, ...]:
    return tuple(_FILTERS[name][size] for size in sizes)
