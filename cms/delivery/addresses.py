"""Under which URLs an object is, or was, to be found."""

import logging
from collections.abc import Callable, Iterable, Iterator

from django.db import DatabaseError
from wagtail.models import Page

from cms.delivery.models import Change
from cms.delivery.webhooks.types import PAGE

logger = logging.getLogger(__name__)

Addresses = Callable[[str], Iterable[str]]

_registered: dict[str, list[Addresses]] = {}


def register_addresses(model: str, addresses: Addresses) -> None:
    """Say where the objects of a model ("app_label.model", pages "wagtailcore.page") are found.

    addresses: given the primary key as text, yields full URLs; the object may be gone by then.
    """
    _registered.setdefault(model, []).append(addresses)


def addresses_of(change: Change) -> list[str]:
    """Return the full URLs of what has changed: of a page where it is, and where it was."""
    found: list[str] = []
    try:
        if change.model == PAGE:
            found += _of_page(change)
        for addresses in _registered.get(change.model, ()):
            found += addresses(change.object_id)
    except DatabaseError:
        raise
    except Exception:
        # Pages and projects answer with code of their own, which must not stop the outbox.
        logger.exception("No address for %s", change)
    return list(dict.fromkeys(found))


def _of_page(change: Change) -> Iterator[str]:
    page = Page.objects.filter(pk=change.object_id).first()
    # A page that is gone had its URL by its path, as any page has.
    for place in (page and page.specific_deferred, Page(url_path=change.path)):
        if place and place.url_path and (address := place.full_url):
            yield address
