"""How an image leaves: as renditions, with what must stand beside them."""

from collections.abc import Callable

from participants.api.shapes import FocalPoint, Image, Rendition
from participants.models import AbstractCreditedImage
from participants.registry.pictures.renditions import (
    FULL,
    THUMBNAIL,
    renditions_alone,
    sizes_of,
    sources_of,
)


def image_representation(
    image: AbstractCreditedImage, language: str | None, absolute: Callable[[str], str]
) -> Image:
    """Return url, width and height (pixels) of two renditions, what else there is of the picture.

    absolute: makes an absolute address of a path.
    """
    renditions = renditions_alone(image)

    def measured(spec: str) -> Rendition:
        rendition = renditions[spec]
        return {
            "url": absolute(rendition.url),
            "width": rendition.width,
            "height": rendition.height,
        }

    return {
        **measured(FULL),
        "sources": [
            {"type": source.type, "srcset": source.srcset(absolute)} for source in sources_of(image)
        ],
        "sizes": sizes_of(renditions[FULL].width),
        "focal_point": _focal_point(image),
        "placeholder": image.placeholder or None,
        "alt": image.alternative_text(language),
        "credit": {
            "text": image.credit,
            "author": image.author,
            "licence": image.licence,
            "source": image.source,
        },
        "thumbnail": measured(THUMBNAIL),
    }


def _focal_point(image: AbstractCreditedImage) -> FocalPoint | None:
    """Return the middle of what the editors have marked, in fractions of width and height."""
    if not image.has_focal_point():
        return None
    return {
        "x": _fraction(image.focal_point_x, image.width),
        "y": _fraction(image.focal_point_y, image.height),
    }


def _fraction(part: int, whole: int) -> float:
    return min(round(part / whole, 4), 1.0)
