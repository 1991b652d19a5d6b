"""Making renditions before anybody asks for them."""

import logging
from itertools import chain
from time import monotonic
from typing import Any

from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from participants.models import AbstractCreditedImage
from participants.models.image import FAILED, FOCUS, TO_BE_MADE
from participants.registry.pictures.renditions import SPECS, filters_of, loaded_renditions

logger = logging.getLogger(__name__)

# Counts on when other formats or widths are wanted: all pictures are then gone through anew.
EDITION = 1
# After so long no further picture is begun: who waits for the end is not kept. Seconds.
TURN = 8.0

# What an editor may change while the renditions are being made.
DECIDING = ("file", *FOCUS)


def make_missing(turn: float = TURN) -> int:
    """Make what is missing of the pictures, the newest first, and return how many were made.

    turn: the time after which no further picture is begun; seconds.
    """
    wanted = get_image_model().objects.filter(rendition_edition__lt=EDITION).order_by("-pk")
    end = monotonic() + turn
    made = 0
    while monotonic() < end and (image := wanted.first()) is not None:
        make_renditions(image)
        made += 1
    return made


def retry_failed() -> None:
    """Have those pictures tried again whose files could not be read."""
    failed = get_image_model().objects.filter(rendition_edition=FAILED)
    for image in failed.order_by("pk"):
        make_renditions(image)


def start_anew() -> None:
    """Have all pictures gone through, though their renditions were made before."""
    get_image_model().objects.update(rendition_edition=TO_BE_MADE)


def make_renditions(image: AbstractCreditedImage) -> None:
    """Make all renditions of a picture that are missing, and note that they are there.

    The note gives the content a new version, and answers that were kept are given up.
    """
    edition = EDITION if _make(image) else FAILED
    seen: dict[str, Any] = {name: getattr(image, name) for name in DECIDING}
    same = type(image)._default_manager.filter(pk=image.pk, **seen)
    if not same.update(rendition_edition=edition):
        # Another file has taken its place meanwhile, and these are renditions of the former one.
        image.renditions.filter(filter_spec__in=SPECS).delete()


def _make(image: AbstractCreditedImage) -> bool:
    loaded_renditions(image)
    try:
        # Not together, as Wagtail would: each takes the memory of the whole original.
        for wanted in chain.from_iterable(filters_of(image)):
            image.get_rendition(wanted)
    except (SourceImageIOError, InvalidFilterSpecError):
        logger.warning("Picture %d cannot be made smaller", image.pk, exc_info=True)
        return False
    return True
