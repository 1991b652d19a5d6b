"""Addresses of the site: profiles, language prefixes, and the numbers of the old site."""

from django.http import Http404, HttpRequest
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from alliance_pages.models import NewsArticlePage, ParticipantIndexPage, StandardPage, public_pages
from participants.texts_per_language import content_languages


def profiles_address_on_site(language: str) -> str | None:
    """Return the address of the participants' index in a language, or in any other."""
    indexes = ParticipantIndexPage.objects.filter(pk__in=public_pages().values("pk"))
    by_language = {page.locale.language_code: page for page in indexes.select_related("locale")}
    if not by_language:
        return None
    page = by_language.get(language) or next(iter(by_language.values()))
    with override(page.locale.language_code):
        return page.get_url()


def page_with_legacy_number(number: int, language: str) -> Page | None:
    """Return the public page that had a number on the old site, best in that language."""
    candidates: list[Page] = []
    for model in (NewsArticlePage, StandardPage):
        candidates += public_pages(model).filter(legacy_number=number).select_related("locale")
    candidates.sort(key=lambda page: page.locale.language_code != language)
    return candidates[0] if candidates else None


def public_page_at(request: HttpRequest, path: str) -> Page | None:
    """Return the public page that a path of the site shows, or None.

    Understands language prefixes, and follows the editors' redirects to pages.
    """
    site = Site.find_for_request(request)
    if site is None or "\x00" in path:
        return None
    components = [component for component in path.split("/") if component]
    root = site.root_page
    if components and components[0] in content_languages():
        language = components.pop(0)
        root = root.get_translations(inclusive=True).filter(locale__language_code=language).first()
    if root is None:
        return None
    try:
        page, _args, _kwargs = root.specific.route(request, components)
    except Http404:
        return _redirected(site, path)
    return public_pages().filter(pk=page.pk).first()


def _redirected(site: Site, path: str) -> Page | None:
    old_path = Redirect.normalise_path(path)
    redirects = Redirect.get_for_site(site).filter(old_path=old_path, redirect_page__isnull=False)
    redirect = redirects.first()
    return public_pages().filter(pk=redirect.redirect_page_id).first() if redirect else None
