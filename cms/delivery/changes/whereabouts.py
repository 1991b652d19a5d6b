"""Under which URLs objects are, or were, to be found, and who may be told."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from django.db import DatabaseError
from django.db.models import Q
from wagtail.models import Page

from cms.delivery.content_version.watched import PAGE
from cms.delivery.models import Action, Change

logger = logging.getLogger(__name__)

Addresses = Callable[[Sequence[str]], Mapping[str, Iterable[str]]]

_registered: dict[str, list[Addresses]] = {}


def register_addresses(model: str, addresses: Addresses) -> None:
    """Say where the objects of a model ("app_label.model", pages "wagtailcore.page") are found.

    addresses: given primary keys as text, returns full URLs by key; an object may be gone by then.
    """
    _registered.setdefault(model, []).append(addresses)


# An alias is restricted as what it mirrors is.
MIRRORS_RESTRICTED = Q(alias_of__view_restrictions__isnull=False) | Q(
    alias_of__alias_of__view_restrictions__isnull=False
)


class Whereabouts:
    """Where the objects of some changes are and were, asked for all of them together."""

    def __init__(self, changes: Iterable[Change]) -> None:
        keys: dict[str, list[str]] = {}
        for change in changes:
            keys.setdefault(change.model, []).append(change.object_id)
        self._pages: dict[int, Page] = {}
        self._closed: set[str] = set()
        if PAGE in keys:
            self._pages = Page.objects.select_related("locale").in_bulk(map(int, keys[PAGE]))
            self._mirroring = _paths(MIRRORS_RESTRICTED)
            self._restricted = self._mirroring | _paths(Q(view_restrictions__isnull=False))
            self._closed = self._restricted | _paths(Q(live=False, numchild__gt=0))
        self._elsewhere = {
            (model, key): found
            for model, of_model in keys.items()
            for key, found in _ask_registered(model, of_model).items()
        }

    def complete(self, changes: Iterable[Change]) -> None:
        """Add the types and languages of pages to their changes, which no index names."""
        for change in changes:
            page = self._page(change)
            if page is not None and change.content_type_id is None:
                change.content_type_id, change.locale_id = page.content_type_id, page.locale_id

    def may_be_told(self, change: Change) -> bool:
        """Tell whether others may know of a change: not that of a page behind a restriction."""
        page = self._page(change)
        if page is None:
            return True
        # What has just been restricted was public until then; an alias was as its source.
        is_new = change.action == Action.RESTRICTED
        if page.url_path in (self._mirroring if is_new else self._restricted):
            return False
        return not self._is_below_closed(page.url_path)

    def all(self, change: Change) -> list[str]:
        """Return all URLs at which a copy may have been kept."""
        return self._found(change, [change.path])

    def _page(self, change: Change) -> Page | None:
        return self._pages.get(int(change.object_id)) if change.model == PAGE else None

    def _is_below_closed(self, url_path: str) -> bool:
        *above, _own = accumulate(url_path.split("/")[:-1] or [""], "{}/{}".format)
        return any(f"{path}/" in self._closed for path in above)

    def _found(self, change: Change, former: list[str]) -> list[str]:
        own = _urls_of(self._page(change), former) if change.model == PAGE else []
        found = [*own, *self._elsewhere.get((change.model, change.object_id), ())]
        return list(dict.fromkeys(found))


def _paths(condition: Q) -> set[str]:
    return set(Page.objects.filter(condition).values_list("url_path", flat=True))


def _urls_of(page: Page | None, former: list[str]) -> list[str]:
    # A page that is gone had its URL by its path, as any page has.
    places = [page and page.specific_deferred, *(Page(url_path=path) for path in former)]
    try:
        return [url for place in places if place and place.url_path and (url := place.full_url)]
    except DatabaseError:
        raise
    except Exception:
        # Pages answer with code of their own, which must not stop the outbox.
        logger.exception("No address for page %s", page and page.pk)
        return []


def _ask_registered(model: str, keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for addresses in _registered.get(model, ()):
        try:
            for key, urls in addresses(keys).items():
                found.setdefault(key, []).extend(urls)
        except DatabaseError:
            raise
        except Exception:
            # Projects answer with code of their own, which must not stop the outbox.
            logger.exception("No addresses for %s", model)
    return found
