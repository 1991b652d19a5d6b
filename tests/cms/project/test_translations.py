"""The French catalogue: complete, compiled, well set, and in use on every page."""

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation.template import templatize
from wagtail.models import Page
from wagtail.users.models import UserProfile

from alliance_pages.models import CountryIndexPage, CountryPage, NewsIndexPage, ParticipantIndexPage
from participants.models import Participant
from tests.factories import make_admin, make_article, make_full_participant, make_page

FOLDER = Path(settings.BASE_DIR) / "locale" / "fr" / "LC_MESSAGES"
SOURCES = ("participants", "alliance_pages", "cms", "templates")
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")
VISIBLE_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}

# A message is known by its singular, its plural or None, and its context or None.
Key = tuple[str, str | None, str | None]


def key_of(message: str | tuple[str, ...], context: str | bytes | None) -> Key:
    singular, plural = (message, None) if isinstance(message, str) else message[:2]
    # Babel reads contexts from .mo files as bytes.
    return singular, plural, context.decode() if isinstance(context, bytes) else context


def messages_in(path: Path) -> set[Key]:
    source = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"}:
        # Django turns a template into Python; indentation means nothing there.
        code = templatize(source, origin=str(path))
        source = "\n".join(line.strip() for line in code.splitlines())
    found = extract("python", BytesIO(source.encode()), CALLS, options={"encoding": "utf-8"})
    return {key_of(message, context) for _line, message, _comments, context in found}


def messages_in_the_code() -> set[Key]:
    return {
        key
        for folder in SOURCES
        for path in (Path(settings.BASE_DIR) / folder).rglob("*")
        if path.suffix in {".py", ".html", ".txt"}
        for key in messages_in(path)
    }


def entries(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    return {
        key_of(entry.id, entry.context): (
            (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
        )
        for entry in catalogue
        if entry.id
    }


def read_catalogue() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="fr")


CATALOGUE = read_catalogue()
FRENCH = entries(CATALOGUE)


def pairs() -> list[tuple[str, str]]:
    """Return each French text with the English that it stands for."""
    return [
        (plural if plural and place else singular, text)
        for (singular, plural, _context), texts in FRENCH.items()
        for place, text in enumerate(texts)
    ]


def test_extraction_sees_python_templates_plurals_and_contexts():
    keys = messages_in_the_code()
    assert ("on %(date)s", None, "full date") in keys
    assert ("Skip to the content", None, None) in keys
    assert ("%(number)s article", "%(number)s articles", None) in keys


def test_catalogue_has_every_message_of_the_code_and_no_other():
    # A message may be used with and without its plural; the catalogue then holds the plural.
    in_code, translated = messages_in_the_code(), set(FRENCH)
    with_plural = {(key[0], key[2]) for key in in_code if key[1]}
    needed = {key for key in in_code if key[1] or (key[0], key[2]) not in with_plural}
    assert needed - translated == set(), "run `make messages` and translate"
    assert translated - needed == set(), "the code no longer has these"


def test_no_entry_is_empty_or_fuzzy():
    assert [key for key, texts in FRENCH.items() if not all(texts)] == []
    assert [entry.id for entry in CATALOGUE if entry.id and entry.fuzzy] == []
    assert len(CATALOGUE.obsolete) == 0
    assert all(len(texts) == (2 if key[1] else 1) for key, texts in FRENCH.items())


def test_compiled_catalogue_is_that_of_the_source():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = read_mo(file)
    assert entries(compiled) == FRENCH
    assert compiled.plural_forms == CATALOGUE.plural_forms == "nplurals=2; plural=(n > 1);"


def test_placeholders_and_links_survive():
    assert [
        (english, french)
        for english, french in pairs()
        if sorted(PLACEHOLDER.findall(french)) != sorted(PLACEHOLDER.findall(english))
    ] == []


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("['\"“”]", "’ and « » are the French signs"),
        ("(?<!\u202f)[;!?]", "U+202F stands before ; ! ?"),
        ("(?<!\u00a0):", "U+00A0 stands before a colon"),
        ("«(?!\u00a0)|(?<!\u00a0)»", "U+00A0 stands inside « »"),
        ("n°(?!\u00a0)", "U+00A0 stands after n°"),
        ("  |^ | $", "no space is doubled, none stands at an end"),
    ],
)
def test_typography_is_french(fault, rule):
    texts = (french for _english, french in pairs())
    assert [text for text in texts if re.search(fault, PLACEHOLDER.sub("X", text))] == [], rule


class VisibleText(HTMLParser):
    """Collect what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"script", "style", "template"}
        self.parts += [value or "" for name, value in attrs if name in VISIBLE_ATTRIBUTES]

    def handle_endtag(self, tag):
        self.hidden -= tag in {"script", "style", "template"}

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def visible_text(html: str) -> str:
    parser = VisibleText()
    parser.feed(html)
    return re.sub("[ \n]+", " ", " ".join(parser.parts))


def english_left_in(html: str) -> list[str]:
    """Return the longer English messages that a page shows though there is French for them."""
    text = visible_text(html)
    return sorted(
        english
        for english, french in pairs()
        if len(english) > 12
        and english != french
        and not PLACEHOLDER.search(english)
        and re.search(rf"\b{re.escape(english)}(?!\w)", text, re.IGNORECASE)
    )


@pytest.fixture
def bilingual_site(home: Page, french_home: Page) -> Participant:
    """Fill both languages with every kind of page that is computed."""
    megara = make_full_participant("megara", number=124, source_url="https://example.org/")
    for parent in (home, french_home):
        news = make_page(NewsIndexPage, parent, title="N", slug="n", show_in_menus=True)
        make_page(ParticipantIndexPage, parent, title="P", slug="p", show_in_menus=True)
        countries = make_page(CountryIndexPage, parent, title="C", slug="c", show_in_menus=True)
        make_page(CountryPage, countries, title="G", slug="g", country="GR")
        make_article(news, "Megara", slug="a", participants=[megara], source_url="https://a.org/")
    return megara


ADDRESSES = ["", "n/", "n/?year=1999", "n/a/", "p/", "p/?q=zzz", "p/megara/", "c/", "c/g/", "no/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_french_pages_show_no_english(client: Client, bilingual_site, address):
    french = client.get(f"/fr/{address}")
    assert french.status_code == (404 if address == "no/" else 200)
    html = french.content.decode()
    assert '<html lang="fr">' in html
    assert "Aller au contenu" in visible_text(html)
    assert english_left_in(html) == []
    # The same search does find English where there is some.
    assert "Skip to the content" in english_left_in(client.get(f"/en/{address}").content.decode())


def test_french_pages_are_written_in_french(client: Client, bilingual_site):
    profile = visible_text(client.get("/fr/p/megara/").content.decode())
    assert "Participant n°\u00a0124, adhésion en 2014" in profile
    assert "environ 1\u202f800 (données non officielles, 2014" in profile
    home = visible_text(client.get("/fr/").content.decode())
    assert "1 ville ou région de 1 pays participe" in home


@pytest.mark.parametrize("view", ["list", "add", "edit", "inspect"])
def test_french_registry_admin_shows_no_english_of_ours(client: Client, bilingual_site, view):
    user = make_admin()
    UserProfile.objects.create(user=user, preferred_language="fr")
    client.force_login(user)
    arguments = [] if view in {"list", "add"} else [bilingual_site.pk]
    name = f"wagtailsnippets_participants_participant:{view}"
    html = client.get(reverse(name, args=arguments)).content.decode()
    assert "Rechercher" in html
    assert english_left_in(html) == []
