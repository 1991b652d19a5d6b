"""What surrounds every page: one source for templates and `site/`, and nothing hidden in it."""

import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from alliance_pages.models import (
    HomePage,
    JoinPage,
    NewsIndexPage,
    ParticipantIndexPage,
    SiteSettings,
    StandardPage,
    TerminologyNotePage,
)
from tests.factories import make_article, make_page, make_participant, make_settings, make_theme

pytestmark = pytest.mark.django_db

CONGRESS = "https://www.coe.int/en/web/congress"
UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "ftp://example.org/",
    "//example.org/",
    "/en/",
    "mailto:a@example.org",
    "https://",
]


@pytest.fixture
def pages(home, french_home, news_index, participant_index):
    """Return a small site in both languages, by name."""
    about = make_page(StandardPage, home, title="About", slug="about")
    key = about.translation_key
    return {
        "home": home,
        "news": news_index,
        "participants": participant_index,
        "about": about,
        "below": make_page(StandardPage, about, title="History", slug="history"),
        "about-fr": make_page(StandardPage, french_home, title="À propos", translation_key=key),
        "join": make_page(JoinPage, home, title="Join"),
        "note": make_page(
            TerminologyNotePage,
            home,
            title="Terminology",
            umbrella_term="Roma and Travellers",
            summary="Whom the words cover.",
        ),
    }


def page_entry(page, label="", below=()):
    value = {"page": page.pk, "label": label}
    return {"type": "page", "value": value | ({"below": list(below)} if below else {})}


def link_entry(label, url):
    return {"type": "link", "value": {"label": label, "url": url}}


def account(service, label, url):
    return {"type": "account", "value": {"service": service, "label": label, "url": url}}


@pytest.fixture
def settings_of_pages(pages):
    """Return settings that say all there is to say, in English."""
    below = [page_entry(pages["below"]), link_entry("Congress", CONGRESS)]
    return make_settings(
        auspices="Under the auspices of the Congress",
        auspices_url=CONGRESS,
        mission="Fights discrimination.\nPromotes inclusion.",
        footer_text="© <b>Congress</b>",
        contact_address="Avenue de l’Europe\nStrasbourg",
        contact_email="office@example.org",
        contact_phone="+33 3 88 41 20 00",
        main_menu=[page_entry(pages["about"], "Us", below), page_entry(pages["news"])],
        footer_menu=[
            page_entry(pages["join"]),
            link_entry("Partner", "https://example.org/?a=1&b=2"),
        ],
        legal_links=[page_entry(pages["about"], "Legal notice")],
        follow_links=[
            account("mastodon", "", "https://example.social/@a"),
            account("newsletter", "Monthly", CONGRESS),
        ],
    )


@pytest.fixture
def document(api):
    """Return a function that gives the document of a language."""

    def ask(locale="en"):
        status, answer = api("site/", locale=locale)
        assert status == 200
        return answer

    return ask


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code in {200, 404}, address
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text().split())


def labels_of(items):
    return [item["label"] for item in items]


# Without settings


def test_site_without_settings_has_defaults(document, pages, home):
    answer = document()
    assert answer["name"] == home.title
    assert answer["html_url"] == "http://localhost/en/"
    assert (answer["mission"], answer["auspices"], answer["contact"]) == ("", None, None)
    assert (answer["follow"], answer["footer_text"]) == ([], "")
    # Those that say "Show in menus".
    assert labels_of(answer["menus"]["main"]) == ["News", "Participants"]
    assert answer["menus"]["footer"] == []
    [open_data] = answer["menus"]["legal"]
    assert open_data["url"] == "http://localhost/en/participants/open-data/"
    assert (open_data["label"], open_data["id"]) == ("Open data", None)
    assert not open_data["is_external"]
    home.mission = "For inclusion."
    home.save_revision().publish()
    assert document()["mission"] == "For inclusion."


def test_site_without_any_page_is_answered(document, home, french_home):
    answer = document("fr")
    assert (answer["join"]["is_open"], answer["terminology"], answer["feeds"]) == (False, None, [])
    assert answer["join"]["html_url"] is None
    assert answer["counts"]["participants"]["count"] == 0
    french_home.unpublish()
    answer = document("fr")
    assert (answer["html_url"], answer["menus"]["main"]) == (None, [])
    assert [language["html_url"] for language in answer["locales"]] == [
        "http://localhost/en/",
        None,
    ]
    assert answer["name"].startswith("Alliance européenne")


# With settings


def test_document_says_what_editors_say(document, pages, settings_of_pages):
    answer = document()
    assert answer["auspices"] == {"text": "Under the auspices of the Congress", "url": CONGRESS}
    assert answer["mission"] == "Fights discrimination.\nPromotes inclusion."
    assert answer["footer_text"] == "© <b>Congress</b>"
    assert answer["contact"] == {
        "address": "Avenue de l’Europe\nStrasbourg",
        "email": "office@example.org",
        "phone": "+33 3 88 41 20 00",
    }
    about, news = answer["menus"]["main"]
    assert (about["id"], about["label"]) == (pages["about"].pk, "Us")
    assert about["url"] == "http://localhost/en/about/"
    assert about["detail_url"] == f"http://localhost/api/v2/pages/{pages['about'].pk}/"
    history, congress = about["children"]
    assert (history["id"], history["label"]) == (pages["below"].pk, "History")
    assert congress == {
        "id": None,
        "label": "Congress",
        "url": CONGRESS,
        "detail_url": None,
        "is_external": True,
        "children": [],
    }
    assert (news["label"], news["children"], news["is_external"]) == ("News", [], False)
    assert labels_of(answer["menus"]["footer"]) == ["Join", "Partner"]
    assert labels_of(answer["menus"]["legal"]) == ["Legal notice", "Open data"]
    assert [(link["service"], link["label"]) for link in answer["follow"]] == [
        ("mastodon", "Mastodon"),
        ("newsletter", "Monthly"),
    ]


def test_each_language_has_its_own(document, pages, settings_of_pages):
    make_settings(
        "fr",
        auspices="Sous les auspices du Congrès",
        main_menu=[page_entry(pages["about"]), page_entry(pages["news"])],
    )
    answer = document("fr")
    assert answer["locale"] == "fr"
    assert answer["auspices"] == {"text": "Sous les auspices du Congrès", "url": None}
    # A page leads to its translation, and one without stays what it is.
    assert [(item["label"], item["url"]) for item in answer["menus"]["main"]] == [
        ("À propos", "http://localhost/fr/à-propos/".replace("à", "%C3%A0")),
        ("News", "http://localhost/en/news/"),
    ]
    assert answer["labels"]["kind"]["city"] == "ville"
    assert answer["labels"]["country"]["GR"] == "Grèce"
    assert document("en")["labels"]["country"]["GR"] == "Greece"


def test_join_call_note_and_feeds_follow_their_pages(document, pages):
    answer = document()
    assert answer["join"] == {
        "is_open": True,
        "text": "If you wish your local or regional authority to become an Alliance participant, "
        "please use this form.",
        "link_text": "this form",
        "id": pages["join"].pk,
        "html_url": "http://localhost/en/join/",
        "detail_url": f"http://localhost/api/v2/pages/{pages['join'].pk}/",
        "form_url": "http://localhost/en/join/form/",
        "applications_url": "http://localhost/api/v2/applications/",
    }
    assert answer["terminology"]["summary"] == "Whom the words cover."
    assert answer["terminology"]["html_url"] == "http://localhost/en/terminology/"
    assert [(feed["topic"], feed["type"], feed["url"]) for feed in answer["feeds"]] == [
        (topic, f"application/{kind}", f"http://localhost/en/{place}{word}")
        for topic, place in (
            ("news", "news/feed/"),
            ("participants", "participants/feed/"),
            ("changes", "participants/changes/"),
        )
        for word, kind in (("", "atom+xml"), ("rss/", "rss+xml"), ("json/", "feed+json"))
    ] + [("events", "text/calendar", "http://localhost/en/news/calendar/")]
    pages["join"].unpublish()
    pages["note"].unpublish()
    answer = document()
    assert (answer["join"]["is_open"], answer["terminology"]) == (False, None)


# Counts


def test_counts_are_ready_sentences_with_their_day(document, pages):
    make_participant("megara", kind="city", country="GR")
    make_participant("samos", kind="region", country="GR")
    make_participant("lyon", kind="city", country="FR")
    make_participant("hidden", is_public=False)
    with time_machine.travel("2026-11-28 12:00:00+00:00", tick=False):
        english, french = document()["counts"], document("fr")["counts"]
    day = "2026-11-28"
    assert english["as_of"] == day
    assert english["statement"] == "Register as of 28 November 2026"
    assert english["participants"] == {
        "count": 3,
        "sentence": "3 cities and regions from 2 countries take part",
        "as_of": day,
    }
    assert english["countries"]["sentence"] == "2 countries have participants"
    assert [(row["kind"], row["sentence"]) for row in english["by_kind"]] == [
        ("city", "2 cities"),
        ("region", "1 region"),
    ]
    assert [(row["country"]["name"], row["sentence"]) for row in english["by_country"]] == [
        ("Greece", "Greece: 2 participants"),
        ("France", "France: 1 participant"),
    ]
    assert french["participants"]["sentence"] == "3 villes et régions de 2 pays participent"
    assert all(
        row["as_of"] == day
        for row in (*english["by_kind"], *english["by_country"], english["former"])
    )


def test_numbers_that_are_documented_are_told_of_those_issued(document, client, pages):
    finder = "/en/participants/"
    assert document()["counts"]["documented"]["issued"] == 0
    assert "issued so far" not in client.get(finder).content.decode()
    make_participant("megara", number=124)
    make_participant("tivat", number=127)
    make_participant("somewhere", number=None)
    # The next number of all would tell of an admission before it is announced.
    make_participant("hidden", number=131, is_public=False)
    told = document()["counts"]["documented"]
    assert (told["count"], told["issued"]) == (2, 127)
    assert told["sentence"] == "2 of the 127 numbers issued so far are documented here"
    french = "2 des 127 numéros attribués jusqu’ici sont documentés sur ce site"
    assert document("fr")["counts"]["documented"]["sentence"] == french
    text = client.get(finder).content.decode()
    assert text.count(told["sentence"]) == 2, "at the foot, and with what is counted"
    assert "a suspended one is counted" in text


def test_a_new_day_is_told_although_nothing_was_written(document, client, pages):
    with time_machine.travel("2026-11-28 23:59:00+00:00", tick=False):
        assert document()["counts"]["as_of"] == "2026-11-28"
        assert "Register as of 28 November 2026" in client.get("/en/about/").content.decode()
    with time_machine.travel("2026-11-29 00:01:00+00:00", tick=False):
        assert document()["counts"]["as_of"] == "2026-11-29"
        assert "Register as of 29 November 2026" in client.get("/en/about/").content.decode()


# What is hidden, and what is unsafe


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.unpublish(),
        lambda page: page.get_parent().specific.unpublish(),
        lambda page: Page.objects.filter(pk=page.pk).update(
            expire_at=timezone.now() - timedelta(days=1)
        ),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        lambda page: PageViewRestriction.objects.create(
            page=page.get_parent(), restriction_type="password", password="x"
        ),
        lambda page: page.delete(),
    ],
    ids=["draft", "below a draft", "expired", "private", "below a private one", "deleted"],
)
def test_page_that_is_not_public_is_in_no_menu(document, client, home, pages, hide):
    secret = make_page(StandardPage, pages["about"], title="Secret canary", slug="secret")
    entry = page_entry(secret, "Words of the canary")
    shown = page_entry(pages["news"], "Shown")
    make_settings(
        main_menu=[page_entry(pages["news"], "Shown", [entry]), entry, shown],
        footer_menu=[entry, shown],
        legal_links=[entry, shown],
    )
    for text in (json.dumps(document()), client.get("/en/").content.decode()):
        assert text.count("Words of the canary") == 4
    hide(Page.objects.get(pk=secret.pk).specific)
    answer = document()
    for text in (json.dumps(answer), client.get("/en/").content.decode()):
        assert "canary" not in text
        assert "/secret/" not in text
        assert text.count("Shown") >= 4
    assert [labels_of(menu) for menu in answer["menus"].values()] == [
        ["Shown", "Shown"],
        ["Shown"],
        ["Shown", "Open data"],
    ]


def test_hidden_translation_is_not_named(document, pages):
    make_settings("fr", main_menu=[page_entry(pages["about"])])
    assert labels_of(document("fr")["menus"]["main"]) == ["À propos"]
    pages["about-fr"].unpublish()
    [item] = document("fr")["menus"]["main"]
    assert (item["label"], item["url"]) == ("About", "http://localhost/en/about/")


def test_default_menu_leaves_out_hidden_pages(document, pages):
    pages["news"].unpublish()
    assert labels_of(document()["menus"]["main"]) == ["Participants"]


def test_settings_that_are_not_public_say_nothing(document, client, pages):
    draft = make_settings(is_public=False, auspices="canary", mission="canary")
    assert "canary" not in json.dumps(document())
    draft.get_latest_revision().publish()
    assert document()["auspices"]["text"] == "canary"
    settings = SiteSettings.objects.get()
    settings.auspices = "A newer canary"
    settings.save_revision()
    assert document()["auspices"]["text"] == "canary"
    assert "A newer" not in client.get("/en/").content.decode()
    SiteSettings.objects.update(expire_at=timezone.now() - timedelta(days=1))
    assert document()["auspices"] is None
    SiteSettings.objects.update(expire_at=None)
    assert document()["auspices"] is not None
    SiteSettings.objects.get().unpublish()
    assert document()["auspices"] is None


@pytest.mark.parametrize("address", UNSAFE)
def test_what_code_has_stored_leads_to_the_web_only(document, client, pages, address):
    entry = {"label": "Canary", "url": address}
    SiteSettings.objects.create(
        locale=pages["home"].locale,
        auspices="Auspices",
        auspices_url=address,
        main_menu=json.dumps([{"type": "link", "value": {**entry, "below": []}}]),
        footer_menu=json.dumps([{"type": "link", "value": entry}]),
        follow_links=json.dumps([{"type": "account", "value": {"service": "x", **entry}}]),
    )
    answer = document()
    assert answer["auspices"] == {"text": "Auspices", "url": None}
    assert "Canary" not in json.dumps(answer)
    page = soup_of(client, "/en/")
    assert address not in [
        link["href"] for link in page.select(".site-auspices a, .site-header a, .site-footer a")
    ] or (address == "/en/")
    assert page.select_one(".site-auspices a") is None


def test_stored_entries_that_lack_something_are_left_out(document, pages):
    broken = [
        {"type": "page", "value": {}},
        {"type": "page", "value": {"page": None, "label": None}},
        {"type": "page", "value": {"page": 999_999, "label": "Gone"}},
        {"type": "link", "value": {}},
        {"type": "link", "value": {"label": "", "url": CONGRESS}},
        {"type": "page", "value": {"page": pages["news"].pk}},
    ]
    SiteSettings.objects.create(
        locale=pages["home"].locale,
        main_menu=json.dumps(broken),
        follow_links=json.dumps([{"type": "account", "value": {"url": CONGRESS}}]),
    )
    answer = document()
    assert labels_of(answer["menus"]["main"]) == ["News"]
    assert answer["follow"] == []


def test_words_of_editors_are_text_and_no_markup(client, document, pages):
    make_settings(
        auspices="<script>alert(1)</script>",
        mission="<img src=x onerror=alert(1)>",
        footer_text="<b>bold</b>",
        contact_address="<i>Street</i>",
        main_menu=[page_entry(pages["news"], "<u>News</u>")],
    )
    assert document()["auspices"]["text"] == "<script>alert(1)</script>"
    page = soup_of(client, "/en/")
    around = page.select(".site-auspices, .site-header, .site-footer")
    assert not any(part.select("script, img[onerror], b, i, u") for part in around)
    assert words(page.select_one(".site-auspices")) == "<script>alert(1)</script>"
    assert words(page.select_one(".site-menu")) == "<u>News</u>"


# Several sites


def test_another_site_has_its_own_pages(client, document, pages, home, settings):
    settings.ALLOWED_HOSTS = ["localhost", "testserver", "other.example.org"]
    root = home.get_root()
    other_home = make_page(HomePage, root, title="Another site", slug="another")
    make_page(NewsIndexPage, other_home, title="Elsewhere", show_in_menus=True)
    Site.objects.create(hostname="other.example.org", port=80, root_page=other_home)
    answer = client.get("/api/v2/site/", headers={"host": "other.example.org"}).json()
    assert answer["name"] == "Another site"
    assert labels_of(answer["menus"]["main"]) == ["Elsewhere"]
    assert (answer["join"]["is_open"], answer["terminology"]) == (False, None)
    assert document()["name"] == home.title
    assert labels_of(document()["menus"]["main"]) == ["News", "Participants"]


# What it costs


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("size", [3, 30])
def test_document_costs_the_same_at_any_size(client, pages, news_index, size):
    targets = [
        make_page(StandardPage, pages["about"], title=f"P {place}", slug=f"p-{place}")
        for place in range(size)
    ]
    for place in range(size):
        make_participant(f"place-{place}", themes=[make_theme(f"theme-{place}")])
        make_article(news_index, f"News {place}", slug=f"news-{place}")
    entries = [page_entry(page) for page in targets]
    make_settings(
        main_menu=[page_entry(pages["about"], "", entries[:10])],
        footer_menu=entries[10:20],
        legal_links=entries[20:],
    )
    client.get("/api/v2/site/?locale=fr")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/api/v2/site/").status_code == 200
    assert len(asked) <= 13
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/api/v2/site/").status_code == 200
    assert len(asked) <= 2


# The same in HTML


def menu_of(listed):
    """Return a menu of a page as (label, address, entries below it)."""
    entries = []
    for entry in listed.find_all("li", recursive=False):
        below = entry.select_one("details")
        link = entry.select_one("a")
        rest = menu_of(below.ul)[1:] if below else []
        entries.append((words(below.summary if below else link), link["href"], rest))
    return entries


def expected(items):
    return [
        (
            item["label"],
            item["url"].removeprefix("http://localhost"),
            expected(item["children"]),
        )
        for item in items
    ]


@pytest.mark.parametrize(
    "address", ["/en/", "/en/about/history/", "/en/participants/megara/", "/en/nowhere/"]
)
def test_page_shows_what_the_document_says(client, document, pages, settings_of_pages, address):
    make_participant("megara")
    answer, page = document(), soup_of(client, address)
    line = page.select_one(".site-auspices a")
    assert (words(line), line["href"]) == (answer["auspices"]["text"], answer["auspices"]["url"])
    assert menu_of(page.select_one(".site-menu > ul")) == expected(answer["menus"]["main"])
    foot = page.select_one(".site-footer")
    told = words(foot)
    for text in (
        answer["mission"],
        answer["counts"]["participants"]["sentence"],
        answer["counts"]["statement"],
        answer["join"]["text"],
        answer["terminology"]["summary"],
        answer["contact"]["email"],
        answer["footer_text"],
        *(credit["name"] for credit in answer["credits"]),
    ):
        assert " ".join(text.split()) in told, text
    links = [(words(link), link["href"]) for link in foot.select("a")]
    for entry in (*answer["menus"]["footer"], *answer["menus"]["legal"], *answer["follow"]):
        assert (entry["label"], entry["url"].removeprefix("http://localhost")) in links
    offered = [
        (feed["title"], feed["url"].removeprefix("http://localhost"))
        for feed in answer["feeds"]
        if feed["type"] == "application/atom+xml" and feed["topic"] in {"news", "participants"}
    ]
    assert [link for link in links if "/feed/" in link[1]] == offered
    for feed in answer["feeds"]:
        found = page.select_one(f'head link[rel="alternate"][type="{feed["type"]}"]')
        assert found
        told = {(link["title"], link["href"]) for link in page.select("head link[title]")}
        assert (feed["title"], feed["url"].removeprefix("http://localhost")) in told
    assert ("office@example.org", "mailto:office@example.org") in links


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/en/", {}),
        ("/en/about/", {"Us": "page"}),
        ("/en/about/history/", {"Us": "true", "History": "page"}),
        ("/en/news/", {"News": "page"}),
        ("/en/nowhere/", {}),
    ],
)
def test_entry_of_the_page_is_marked(client, pages, settings_of_pages, address, marked):
    menu = soup_of(client, address).select_one(".site-menu")
    found = {words(link): link["aria-current"] for link in menu.select("a[aria-current]")}
    assert found == marked
    assert [words(name) for name in menu.select("summary[aria-current]")] == (
        ["Us"] if "Us" in marked else []
    )


def test_home_page_in_a_menu_is_marked_alone(client, pages, home):
    make_settings(main_menu=[page_entry(home, "Home"), page_entry(pages["about"])])
    for address, marked in (("/en/", ["Home"]), ("/en/about/", ["About"])):
        menu = soup_of(client, address).select_one(".site-menu")
        assert [words(link) for link in menu.select("[aria-current]")] == marked


def test_profile_marks_its_index_as_above_it(client, pages):
    make_participant("megara")
    menu = soup_of(client, "/en/participants/megara/").select_one(".site-menu")
    assert [(words(link), link["aria-current"]) for link in menu.select("[aria-current]")] == [
        ("Participants", "true")
    ]
    assert isinstance(pages["participants"], ParticipantIndexPage)
