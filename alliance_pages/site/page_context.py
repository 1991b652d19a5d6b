"""What surrounds every page: menu, languages, counts, terminology note."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import translate_url
from django.utils.translation import get_language_info, override
from wagtail.models import Page

from alliance_pages.models import JoinPage, ParticipantIndexPage, TerminologyNotePage, public_pages
from participants.models.querysets import RegistryCounts
from participants.registry.by_country import counts
from participants.values.texts_per_language import content_languages


@dataclass(frozen=True)
class LanguageLink:
    """A way to the same page in a language, or to the home page where it does not exist."""

    code: str
    name: str
    href: str
    is_current: bool
    is_translation: bool


class PageContext:
    """What surrounds a page, each part asked for when it is printed.

    page: the page that is shown, or None (an error page); language: code of the active one;
    suffix: what follows the page's address; path: of what is no page but exists in every language.
    """

    def __init__(
        self, page: Page | None, language: str, *, suffix: str = "", path: str = ""
    ) -> None:
        self.page = page
        self.language = language
        self.suffix = suffix
        self.path = path

    @cached_property
    def _public(self) -> list[Page]:
        """Return the top two levels of the site in all languages."""
        pages = public_pages().filter(depth__in=[2, 3]).order_by("path")
        return list(pages.select_related("locale", "content_type"))

    @cached_property
    def home(self) -> Page | None:
        """Return the home page of the language."""
        return next(
            (
                page
                for page in self._public
                if page.depth == 2 and page.locale.language_code == self.language
            ),
            None,
        )

    @cached_property
    def menu(self) -> list[Page]:
        """Return the pages below the home page that editors put into the menu."""
        if self.home is None:
            return []
        below = self.home.path
        return [
            page
            for page in self._public
            if page.depth == 3 and page.show_in_menus and page.path.startswith(below)
        ]

    @cached_property
    def profiles(self) -> str | None:
        """Return the address under which the profiles lie."""
        return self._address_of(ParticipantIndexPage)

    @cached_property
    def join(self) -> str | None:
        """Return the address of the page on how to join."""
        return self._address_of(JoinPage)

    @cached_property
    def terminology(self) -> TerminologyNotePage | None:
        """Return the terminology note of the language."""
        notes = public_pages(TerminologyNotePage)
        return notes.filter(locale__language_code=self.language).first()

    @cached_property
    def counts(self) -> RegistryCounts:
        """Return how many cities and regions of how many countries take part."""
        return counts()

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Return the way to this page, or else to the home page, in every language."""
        translations = {}
        if self.page is not None and self.page.pk:
            same = public_pages().filter(translation_key=self.page.translation_key)
            translations = {
                page.locale.language_code: page for page in same.select_related("locale")
            }
        homes = {page.locale.language_code: page for page in self._public if page.depth == 2}
        links = []
        for code in content_languages():
            page = translations.get(code)
            target = page or homes.get(code)
            if target is None:
                continue
            with override(code):
                address = target.get_url()
            href = f"{address}{self.suffix if page else ''}"
            links.append(
                LanguageLink(
                    code=code,
                    name=get_language_info(code)["name_local"].capitalize(),
                    href=translate_url(self.path, code) if self.path else href,
                    is_current=code == self.language,
                    is_translation=page is not None,
                )
            )
        return links

    def _address_of(self, model: type[Page]) -> str | None:
        for page in self._public:
            if page.specific_class is model and page.locale.language_code == self.language:
                return page.get_url()
        return None
