"""A draft as if it were published: written, read, and taken back in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.signal_handlers import disable_reference_index_auto_update

from participants.api.previewing.refusals import BusyError, not_shown
from participants.models import AbstractCreditedImage
from participants.registry.pictures.renditions import renditions_alone

# How long a preview waits for another one. Seconds.
PATIENCE = 1.0
_free = Lock()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a process write one draft at a time, so that many previews hold no editor up.

    Raises BusyError where another one takes long.
    """
    if not _free.acquire(timeout=PATIENCE):
        raise BusyError
    try:
        yield
    finally:
        _free.release()


@contextmanager
def as_if_published(draft: Any, save: Callable[[Any], None], moment: datetime) -> Iterator[None]:
    """Let this transaction alone read a draft as what is public, and take everything back.

    What is public is read by compiled questions to the database, so that it is asked truly. save:
    writes the draft where it is not live, so that it may be incomplete; moment: of publishing.
    Raises RefusedError where it cannot be written.
    """
    make_pictures(draft)
    # Nothing that is public refers to what is taken back.
    with disable_reference_index_auto_update(), transaction.atomic():
        try:
            write(draft, save)
            stored = type(draft)._base_manager.filter(pk=draft.pk)
            stored.update(
                live=True,
                expire_at=None,
                first_published_at=draft.first_published_at or moment,
                last_published_at=moment,
            )
            yield
        finally:
            transaction.set_rollback(True)


def write(draft: Any, save: Callable[[Any], None]) -> None:
    """Write a draft, as it is. Raises RefusedError where another one stands against it."""
    draft.live = False
    try:
        save(draft)
    except ValidationError as error:
        raise not_shown(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise not_shown("it lacks something, or another one has its number or address.") from error


def make_pictures(draft: Any) -> None:
    """Make the renditions that are missing: their files would outlive the transaction."""
    images: dict[int, AbstractCreditedImage] = {
        image.pk: image for _name, image in draft.images_with_fields()
    }
    for image in images.values():
        renditions_alone(image)
