"""What an acceptance is going to draft, in sentences for whoever is about to accept."""

from collections.abc import Iterable

from django.utils.translation import gettext
from wagtail.models import Locale, Page

from alliance_pages.announcing.drafting import indexes_without_page, templates_with_index
from participants.models import Application


def expected_drafts(application: Application) -> list[str]:
    """Return which announcements and pages are going to be drafted, and which are not."""
    written = [index.locale for _template, index in templates_with_index()]
    missing = [locale for locale in Locale.objects.all() if locale not in written]
    sentences = []
    if written:
        sentences.append(
            gettext("Its announcement is drafted in: %(languages)s.") % _languages(written)
        )
    if missing:
        sentences.append(
            gettext(
                "No announcement is drafted in: %(languages)s. There is no template for it, or no "
                "index of news."
            )
            % _languages(missing)
        )
    if indexes := indexes_without_page(application.country):
        sentences.append(
            gettext(
                "It is the first of its country, so that the page of %(country)s is drafted too: "
                "%(languages)s."
            )
            % {"country": application.country_name, **_languages(_locales(indexes))}
        )
    return sentences


def _locales(pages: Iterable[Page]) -> list[Locale]:
    return [page.locale for page in pages]


def _languages(locales: Iterable[Locale]) -> dict[str, str]:
    return {"languages": ", ".join(str(locale.get_display_name()) for locale in locales)}
