"""Pages in API v3: found by the addresses that it prints, and moved and copied by the rules."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language_from_path
from wagtail.actions import ActionRegistry
from wagtail.actions.copy_for_translation import (
    CopyPageForTranslationAction,
    CopyPageForTranslationPermissionError,
)
from wagtail.actions.move_page import MovePageAction
from wagtail.api.v3.querysets import get_pages_queryset
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Locale, Page, Site

SUBMIT = "wagtail_localize.submit_translation"


# Finding


def page_at(request: HttpRequest, address: str, site_name: str | None) -> Page | None:
    """Return the page at an address, live or draft, if whoever asks may work on it.

    address: as `html_url` prints it, or its path, with or without the language in front; without,
    it is one of the main language.
    """
    parts = urlsplit(address)
    site = site_of(request, parts.netloc, site_name)
    if site is None:
        return None
    path = f"/{unquote(parts.path).strip('/')}/".replace("//", "/")
    language = get_language_from_path(path)
    if language is not None:
        path = path.removeprefix(f"/{language}")
    for root in roots(site, language):
        found = get_pages_queryset(request).filter(url_path=f"{root.url_path.rstrip('/')}{path}")
        if page := found.first():
            return page
    return None


def site_of(request: HttpRequest, host: str, name: str | None) -> Site | None:
    """Return the site that an address belongs to, or None if it belongs to none of ours."""
    if host:
        name, _, port = host.partition(":")
        known = [site for site in Site.objects.all() if site.hostname == name]
        exact = [site for site in known if str(site.port) == (port or "80")]
        if exact or known:
            return (exact or known)[0]
        return Site.find_for_request(request) if host == request.get_host() else None
    return SiteFilterValidator(site=name, request=request).site_obj


def roots(site: Site, language: str | None) -> Iterator[Page]:
    """Yield the first page of the site in a language, or its own where none is given."""
    root = site.root_page
    if language is None:
        yield root
        return
    locale = Locale.objects.filter(language_code=language).first()
    if locale is not None:
        yield from root.get_translations(inclusive=True).filter(locale=locale)


# Moving and copying


def is_root(key: int) -> bool:
    """Say whether a key is that of the root of all pages, which is no page itself."""
    return Page.objects.filter(pk=key, depth=1).exists()


class MoveAction(MovePageAction):
    """Move a page below its destination, unless a place beside it is asked for.

    Wagtail moves it beside the destination where no position is given.
    """

    def __init__(self, page: Page, target: Page, pos: str | None = None, user: Any = None) -> None:
        super().__init__(page, target, pos=pos or "last-child", user=user)

    def check(self, parent_after: Page | None, **options: Any) -> None:
        if parent_after is None:
            raise ValidationError("Nothing can be moved to a place beside the root of all pages.")
        super().check(parent_after, **options)


class CopyForTranslationAction(CopyPageForTranslationAction):
    """Copy a page for translation by the permission of wagtail-localize, and once.

    Wagtail asks for a permission of its simple translation, which is not installed: only
    superusers would have it.
    """

    def check(self, *, skip_permission_checks: bool = False) -> None:
        if self.user and not skip_permission_checks and not self.is_allowed():
            raise CopyPageForTranslationPermissionError(
                "You do not have permission to translate this page."
            )
        if self.page.locale == self.locale:
            raise ValidationError("The page is in that language.")
        if self.page.get_translations().filter(locale=self.locale).exists():
            raise ValidationError("The page has been translated into that language.")

    def is_allowed(self) -> bool:
        """Say whether the user may translate, and publish what comes into being published."""
        permissions = self.page.permissions_for_user(self.user)
        if not (self.user.has_perm(SUBMIT) and permissions.can_edit()):
            return False
        publishes = self.alias or (self.copy_parents and self.has_untranslated_parent())
        return not publishes or permissions.can_publish()

    def has_untranslated_parent(self) -> bool:
        parent = self.page.get_parent()
        return not parent.is_root() and not parent.has_translation(self.locale)


def register_actions(registry: ActionRegistry) -> None:
    """Let API v3, and whatever else acts on pages through Wagtail's registry, act by these."""
    for action in (MoveAction, CopyForTranslationAction):
        registry.register(Page, action)
