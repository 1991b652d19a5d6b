"""How an image leaves: as renditions, with what must stand beside them."""

from collections.abc import Callable

from wagtail.images.models import Filter

from participants.api.shapes import Image, Rendition
from participants.models import AbstractCreditedImage

# Converted to WebP, since Wagtail copies a photograph's camera and GPS tags into other formats.
FULL = "max-1600x1600|format-webp"
THUMBNAIL = "fill-480x300|format-webp"

# A filter reads its specification once; given the text, Wagtail reads it anew for each image.
_FILTERS = (Filter(spec=FULL), Filter(spec=THUMBNAIL))


def image_representation(
    image: AbstractCreditedImage, language: str | None, absolute: Callable[[str], str]
) -> Image:
    """Return url, width and height (pixels) of two renditions, the alternative text, the credit.

    absolute: makes an absolute address of a path.
    """
    renditions = image.get_renditions(*_FILTERS)

    def measured(spec: str) -> Rendition:
        rendition = renditions[spec]
        return {
            "url": absolute(rendition.url),
            "width": rendition.width,
            "height": rendition.height,
        }

    return {
        **measured(FULL),
        "alt": image.alternative_text(language),
        "credit": {
            "text": image.credit,
            "author": image.author,
            "licence": image.licence,
            "source": image.source,
        },
        "thumbnail": measured(THUMBNAIL),
    }
