"""Make the languages of the site, and a home page in each."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, Site

from alliance_pages.models import HomePage


class Command(BaseCommand):
    """Prepare a new project; one that has a home page of ours in a language keeps it."""

    help = "Make the languages of WAGTAIL_CONTENT_LANGUAGES, and a home page in each."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, and show the main language's home page at the default site."""
        languages = dict.fromkeys([settings.LANGUAGE_CODE, *get_content_languages()])
        locales = [Locale.objects.get_or_create(language_code=code)[0] for code in languages]
        main = self._home(locales[0]) or self._make_home(locales[0])
        for locale in locales[1:]:
            if not (self._home(locale) or main.get_translation_or_none(locale)):
                self._make_home(locale, of=main)
        self._show(main)

    @staticmethod
    def _home(locale: Locale) -> HomePage | None:
        return HomePage.objects.filter(locale=locale).order_by("pk").first()

    def _make_home(self, locale: Locale, of: HomePage | None = None) -> HomePage:
        title = of.title if of else settings.WAGTAIL_SITE_NAME
        key = {"translation_key": of.translation_key} if of else {}
        home = HomePage(title=title, slug=f"home-{locale.language_code}", locale=locale, **key)
        Page.get_first_root_node().add_child(instance=home)
        self.stdout.write(f"A home page in {locale.get_display_name()}: /{locale.language_code}/")
        return home

    def _show(self, main: HomePage) -> None:
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            site = Site(hostname="localhost", is_default_site=True)
        elif site.root_page.specific_class is HomePage:
            return
        site.root_page = main
        site.save()
