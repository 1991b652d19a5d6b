"""Everything that is the same around the pages of one language."""

from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.translation import get_language_info, gettext
from wagtail.models import Page, Site

from alliance_pages.models import (
    HomePage,
    JoinPage,
    NewsIndexPage,
    ParticipantIndexPage,
    SiteSettings,
    TerminologyNotePage,
)
from alliance_pages.models import participants as registry_routes
from alliance_pages.models.base import SEARCH, top_pages
from alliance_pages.models.feeds.calendars import CALENDAR
from alliance_pages.models.feeds.formats import FORMATS
from alliance_pages.models.feeds.news import CALENDAR_TITLE, NEWS_TITLE
from alliance_pages.models.feeds.registry import CHANGES_TITLE, NEWEST_TITLE
from alliance_pages.models.join import FORM
from alliance_pages.models.news import articles as news_routes
from alliance_pages.models.site_settings.blocks import Service
from alliance_pages.models.site_settings.settings import public_settings
from alliance_pages.site.site_context.counts import Counts, counts_on
from alliance_pages.site.site_context.labels import Labels, labels
from alliance_pages.site.site_context.menus import Menu, MenuItem, MenuReader
from alliance_pages.site.site_context.parts import (
    Contact,
    Credit,
    FeedLink,
    JoinCall,
    Language,
    Link,
    Note,
    Topic,
)
from participants.values.countries import FOOTNOTES
from participants.values.fields import is_web_address
from participants.values.languages import content_languages


class SiteContext:
    """What is the same around every page of a language, each part read once and when it is asked.

    Ask in that language. Addresses on the site are paths, unless another site shows the page.
    day: the day that it holds for, in UTC; settings: shown in a preview instead of the published.
    """

    def __init__(
        self, language: str, site: Site | None, day: date, settings: SiteSettings | None = None
    ) -> None:
        self.language = language
        self.site = site
        self.day = day
        self._previewed = settings

    @cached_property
    def name(self) -> str:
        """Return the name of the site."""
        usual = gettext("European Alliance of Cities and Regions for Roma Inclusion")
        return self.home.title if self.home else usual

    @cached_property
    def home(self) -> Page | None:
        """Return the home page of the language."""
        return self._homes.get(self.language)

    @cached_property
    def home_address(self) -> str | None:
        """Return the address of the home page of the language."""
        return self._address(self.home)

    @cached_property
    def search_address(self) -> str | None:
        """Return the address of the search."""
        return f"{self.home_address}{SEARCH}" if self.home_address else None

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages of the site."""
        return tuple(
            Language(
                code,
                get_language_info(code)["name_local"].capitalize(),
                self._address(self._homes.get(code)),
            )
            for code in content_languages()
        )

    @cached_property
    def auspices(self) -> Link | None:
        """Return under whose auspices the site stands; without an address it leads nowhere."""
        said = self._settings
        if said is None or not said.auspices:
            return None
        return Link(said.auspices, _web_address(said.auspices_url))

    @cached_property
    def mission(self) -> str:
        """Return the mission, as the settings or else the home page has it, or nothing."""
        if self._settings and self._settings.mission:
            return self._settings.mission
        homes = HomePage.objects.filter(pk__in=[self.home.pk] if self.home else [])
        return homes.values_list("mission", flat=True).first() or ""

    @cached_property
    def footer_text(self) -> str:
        """Return the last line of every page, or nothing."""
        return self._settings.footer_text if self._settings else ""

    @cached_property
    def main_menu(self) -> Menu:
        """Return the editors' menu, or else the pages that say that they belong into it."""
        if self._settings and self._settings.main_menu:
            return self._menus.read("main_menu")
        return self._menus.below_home(self.home)

    @cached_property
    def footer_menu(self) -> Menu:
        """Return the links at the foot."""
        return self._menus.read("footer_menu")

    @cached_property
    def legal_links(self) -> Menu:
        """Return the links to legal notice, privacy and the like, and that to the open data."""
        chosen = self._menus.read("legal_links")
        if self.profiles is None:
            return chosen
        title, href = str(registry_routes.OPEN_DATA_TITLE), self.profiles
        return (*chosen, MenuItem(title, f"{href}{registry_routes.OPEN_DATA}"))

    @cached_property
    def follow_links(self) -> tuple[Link, ...]:
        """Return where somebody can follow the Alliance."""
        entries = self._settings.follow_links.raw_data if self._settings else ()
        names = dict(Service.choices)
        return tuple(
            Link(str(account.get("label") or names[service]), url, service)
            for account in (entry["value"] for entry in entries)
            if (service := account.get("service")) in names
            and (url := _web_address(account.get("url")))
        )

    @cached_property
    def feeds(self) -> tuple[FeedLink, ...]:
        """Return the feeds of the language in each format, and the calendar."""
        news, registry = self._address(self._section(NewsIndexPage)), self.profiles
        places: list[tuple[Topic, Promise, str | None, str]] = [
            ("news", NEWS_TITLE, news, news_routes.FEED),
            ("participants", NEWEST_TITLE, registry, registry_routes.FEED),
            ("changes", CHANGES_TITLE, registry, registry_routes.CHANGES),
        ]
        found = [
            FeedLink(topic, str(title), f"{address}{place}{word}", media_type)
            for topic, title, address, place in places
            if address
            for word, media_type in FORMATS.items()
        ]
        if news:
            href = f"{news}{news_routes.CALENDAR}"
            found.append(FeedLink("events", str(CALENDAR_TITLE), href, CALENDAR))
        return tuple(found)

    @cached_property
    def contact(self) -> Contact | None:
        """Return how to reach the office, if anything is said of it."""
        said = self._settings
        if said is None or not (said.contact_address or said.contact_email or said.contact_phone):
            return None
        return Contact(said.contact_address, said.contact_email, said.contact_phone)

    @cached_property
    def profiles(self) -> str | None:
        """Return the address under which the profiles lie."""
        return self._address(self._section(ParticipantIndexPage))

    @cached_property
    def join(self) -> JoinCall | None:
        """Return the call to join, as long as there is a page with the form."""
        page = self._section(JoinPage)
        href = self._address(page)
        if page is None or href is None:
            return None
        call = gettext(
            "If you wish your local or regional authority to become an Alliance participant, "
            'please use <a href="%(address)s">this form</a>.'
        )
        html = format_html(call.replace("%(address)s", "{}"), href)
        words = strip_tags(call[call.index("<a ") : call.index("</a>")])
        return JoinCall(html, strip_tags(html), words, page.pk, href, f"{href}{FORM}")

    @cached_property
    def terminology(self) -> Note | None:
        """Return the terminology note of the language in short."""
        page = self._section(TerminologyNotePage)
        href = self._address(page)
        if page is None or href is None:
            return None
        note = page.specific
        return Note(note.pk, note.title, note.umbrella_term, note.summary, href)

    @cached_property
    def counts(self) -> Counts:
        """Return how many take part, on the day that it holds for."""
        return counts_on(self.day)

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """Return whose work the maps and positions are."""
        return (
            Credit(
                gettext("boundaries"),
                "Natural Earth",
                "https://www.naturalearthdata.com/",
                gettext("public domain"),
            ),
            Credit(
                gettext("coordinates"),
                "GeoNames",
                "https://www.geonames.org/",
                "CC BY 4.0",
                "https://creativecommons.org/licenses/by/4.0/",
            ),
        )

    @cached_property
    def labels(self) -> Labels:
        """Return what every code of the API is called; nobody may change it."""
        return labels()

    @cached_property
    def footnotes(self) -> dict[str, str]:
        """Return the notes that must stand where a country is named, by its code."""
        return {code: str(note) for code, note in FOOTNOTES.items()}

    @cached_property
    def _settings(self) -> SiteSettings | None:
        return self._previewed or public_settings(self.language)

    @cached_property
    def _menus(self) -> MenuReader:
        return MenuReader(self._settings, self.language, self.site)

    @cached_property
    def _homes(self) -> dict[str, Page]:
        """Return the home pages of the site by language; there can be other sites."""
        homes = [page for page in self._top_pages if page.depth == 2]
        own = {page.translation_key for page in homes if page.pk == self._root_key}
        return {
            page.locale.language_code: page
            for page in reversed(homes)
            if not own or page.translation_key in own
        }

    @property
    def _root_key(self) -> int | None:
        return self.site.root_page_id if self.site else None

    @cached_property
    def _top_pages(self) -> list[Page]:
        """Return the pages that many parts look into, also where no version keeps them."""
        return top_pages()

    def _section(self, model: type[Page]) -> Page | None:
        """Return the page of a type below the home page."""
        if self.home is None:
            return None
        below = (page for page in self._top_pages if page.is_child_of(self.home))
        return next((page for page in below if page.specific_class is model), None)

    def _address(self, page: Page | None) -> str | None:
        return page.get_url(current_site=self.site) if page else None


def today() -> date:
    """Return the day that counts hold for, which is the same for all readers: that of UTC."""
    return timezone.now().date()


def _web_address(text: str | None) -> str:
    """Return an address of the web, or nothing: what code has stored was seen by no form."""
    return text if text and is_web_address(text) else ""
