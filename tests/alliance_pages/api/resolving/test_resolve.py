"""All that a frontend shows at a path comes in one answer."""

import datetime as dt
from unicodedata import normalize

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from alliance_pages.models import CountryPage, HomePage, JoinPage, StandardPage
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_many_participants,
    make_page,
    make_participant,
)

pytestmark = pytest.mark.django_db

SITE = "European Alliance of Cities and Regions for Roma Inclusion"


@pytest.fixture
def resolve(client):
    """Return a function that asks for a path and returns the answer."""

    def ask(path, status=200):
        response = client.get("/api/v2/resolve/", {"path": path})
        assert response.status_code == status, response.content
        return response.json()

    return ask


def paths(steps):
    return [step["path"] for step in steps]


# What is shown


def test_page_comes_whole(resolve, api, bilingual):
    article = bilingual["article"]
    answer = resolve("/en/news/megara-joins/")
    assert (answer["kind"], answer["locale"], answer["route"]) == ("page", "en", "")
    assert answer["item"] == api(f"pages/{article.pk}/")[1]
    assert answer["path"] == "/en/news/megara-joins/"
    assert [step["title"] for step in answer["breadcrumbs"]] == [SITE, "News", "Megara joins"]
    assert paths(answer["breadcrumbs"]) == ["/en/", "/en/news/", "/en/news/megara-joins/"]
    assert answer["meta"]["title"] == f"Megara joins – {SITE}"
    assert answer["meta"]["canonical"] == answer["item"]["meta"]["html_url"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_participant_comes_whole_in_the_language_of_the_path(resolve, api, bilingual, language):
    samos = make_full_participant("samos")
    index = "participants" if language == "en" else "les-participants"
    answer = resolve(f"/{language}/{index}/samos/")
    assert (answer["kind"], answer["locale"]) == ("participant", language)
    assert answer["route"] == "samos/"
    assert answer["item"] == api(f"participants/{samos.pk}/", locale=language)[1]
    assert answer["meta"]["canonical"] == answer["item"]["meta"]["html_url"]
    assert answer["meta"]["picture"] == answer["item"]["image"]
    assert [(way["locale"], way["path"]) for way in answer["translations"]] == [
        ("en", "/en/participants/samos/"),
        ("fr", "/fr/les-participants/samos/"),
    ]
    assert all(way["is_translation"] for way in answer["translations"])


def test_way_to_a_profile_leads_over_its_country(resolve, bilingual, country_index):
    finder = resolve("/en/participants/megara/")["breadcrumbs"]
    assert paths(finder)[1:3] == ["/en/participants/", "/en/participants/?country=GR"]
    greece = make_page(CountryPage, country_index, title="Greece", country="GR")
    way = resolve("/en/participants/megara/")["breadcrumbs"]
    assert [step["title"] for step in way] == [SITE, "Participants", "Greece", "Megara"]
    assert paths(way)[2] == greece.url
    french = resolve("/fr/les-participants/megara/")["breadcrumbs"]
    assert french[2]["title"] == "Grèce"
    assert paths(french)[2] == "/fr/les-participants/?country=GR"


FEEDS = ("feed/", "feed/rss/", "feed/json/", "changes/", "changes/rss/", "changes/json/")


def test_routes_come_with_their_page(resolve, api, bilingual):
    index, join, news = bilingual["participants"], bilingual["join"], bilingual["news"]
    for path, kind, page in (
        *((f"/en/participants/{below}", "feed", index) for below in FEEDS),
        *((f"/en/news/{below}", "feed", news) for below in ("feed/", "feed/json/", "calendar/")),
        ("/en/join/form/", "form", join),
        ("/en/join/sent/", "form", join),
        ("/en/join/", "page", join),
        ("/en/participants/", "page", index),
    ):
        answer = resolve(path)
        assert (answer["kind"], answer["item"]) == (kind, api(f"pages/{page.pk}/")[1]), path
        assert answer["route"] == path.removeprefix(page.url)
        assert answer["meta"]["canonical"] == f"http://localhost{path}"
        assert (answer["meta"]["json_ld"] is None) == (kind == "feed")
    assert resolve("/en/join/sent/")["meta"]["robots"] == "noindex"
    assert resolve("/fr/adhérer/form/")["meta"]["title"].startswith("Candidature à l’Alliance")


def test_page_without_translation_leads_to_the_nearest_above_it(resolve, bilingual):
    ways = {way["locale"]: way for way in resolve("/en/news/megara-joins/")["translations"]}
    assert (ways["en"]["path"], ways["en"]["is_translation"]) == ("/en/news/megara-joins/", True)
    assert ways["fr"] == {
        "locale": "fr",
        "is_translation": False,
        "notice": "Cet article n’existe qu’en anglais.",
        "path": "/fr/actualit%C3%A9s/",
        "html_url": "http://localhost/fr/actualit%C3%A9s/",
    }
    about = {way["locale"]: way for way in resolve("/en/about/")["translations"]}
    assert (about["fr"]["path"], about["fr"]["is_translation"]) == ("/fr/", False)


def test_translation_that_is_no_longer_public_is_no_translation(resolve, bilingual):
    bilingual["news-fr"].unpublish()
    [_, french] = resolve("/en/news/")["translations"]
    assert (french["path"], french["is_translation"]) == ("/fr/", False)


def test_picture_and_words_are_those_of_the_page(resolve, news_index):
    make_article(news_index, "Shown", lead_image=make_image("Lead"), search_description="Short.")
    answer = resolve("/en/news/shown/")
    assert answer["meta"]["picture"] == answer["item"]["lead_image"]
    assert answer["meta"]["description"] == "Short."
    data, breadcrumbs = answer["meta"]["json_ld"]["@graph"]
    assert (data["@type"], data["image"]) == ("NewsArticle", answer["meta"]["picture"]["url"])
    assert [item["item"] for item in breadcrumbs["itemListElement"]] == [
        step["html_url"] for step in answer["breadcrumbs"]
    ]


def test_host_of_the_api_beside_another_site_leaves_paths_as_they_are(
    resolve, bilingual, home, settings
):
    settings.WAGTAILAPI_BASE_URL = "https://api.example"
    other = make_page(HomePage, home.get_parent(), title="Other", slug="other")
    Site.objects.create(hostname="other.example", root_page=other)
    answer = resolve("/en/news/")
    assert paths(answer["translations"]) == ["/en/news/", "/fr/actualit%C3%A9s/"]
    assert paths(answer["breadcrumbs"]) == ["/en/", "/en/news/"]
    assert resolve("/en/nowhere/", 404)["nearest"]["path"] == "/en/"


def test_alias_is_a_page_that_names_its_original(resolve, home, bilingual):
    alias = bilingual["about"].create_alias(update_slug="alias")
    answer = resolve("/en/alias/")
    assert answer["item"]["id"] == alias.pk
    assert answer["item"]["meta"]["alias_of"]["id"] == bilingual["about"].pk


def test_an_edit_that_is_not_published_is_not_shown(resolve, bilingual):
    about = bilingual["about"]
    about.title = "Draft title"
    about.save_revision()
    assert "Draft title" not in str(resolve("/en/about/"))


def test_any_escaping_of_a_path_is_understood(resolve, bilingual):
    expected = resolve("/fr/actualités/")
    assert expected["path"] == "/fr/actualit%C3%A9s/"
    for path in ("/fr/actualit%C3%A9s/", "/fr/actualit%c3%a9s/", "/%66r/actualités/"):
        assert resolve(path) == expected


def test_parameters_of_the_path_change_nothing_of_a_page(resolve, bilingual):
    plain = resolve("/en/about/")
    assert resolve("/en/about/?country=GR&page=2&utm_source=x") == plain
    assert resolve("/en/about/?a=100%") == plain


def test_parameters_of_the_finder_are_told_in_its_title_and_kept_in_other_languages(
    resolve, bilingual
):
    plain = resolve("/en/participants/")
    greek = resolve("/en/participants/?utm_source=x&country=GR")
    assert greek["meta"]["title"].startswith("Participants – Greece – ")
    assert greek["meta"]["canonical"] == plain["meta"]["canonical"]
    assert [one["path"] for one in greek["translations"]] == [
        f"{one['path']}?country=GR" for one in plain["translations"]
    ]


# Where it leads


def test_redirects_tell_status_and_target(resolve, bilingual, home, moved):
    add = Redirect.add_redirect
    about = bilingual["about"]
    add("/old-way", redirect_to=about)
    add("/for-now", redirect_to=about, is_permanent=False)
    add("/away", redirect_to="https://example.org/é?b=c")
    add("/away-for-now", redirect_to="https://example.org/", is_permanent=False)
    add("/chain", redirect_to="/for-now")
    add("/index.php?id=5", redirect_to=bilingual["article"])
    here = "http://localhost"
    for path, status, target in (
        ("/", 302, "/en/"),
        ("/en", 301, "/en/"),
        ("/EN/News", 301, "/en/news/"),
        ("/en//news/", 301, "/en/news/"),
        ("/en/participants/hodmezo/", 301, "/en/participants/h%C3%B3dmez%C5%91/"),
        ("/en/participants/MEGARA", 301, "/en/participants/megara/"),
        ("/en/page/149-any.html", 301, "/en/news/megara-joins/"),
        ("/FR/ACTUALITES?page=2", 301, "/fr/actualit%C3%A9s/?page=2"),
        (normalize("NFD", "/fr/actualités/"), 301, "/fr/actualit%C3%A9s/"),
        ("/news/megara-joins/", 302, "/en/news/megara-joins/"),
        ("/old-way?utm_source=x", 301, "/en/about/"),
        ("/for-now/", 302, "/en/about/"),
        ("/chain", 302, "/en/about/"),
        ("/index.php?utm_source=x&ID=5", 301, "/en/news/megara-joins/"),
    ):
        answer = resolve(path)
        assert answer["kind"] == "redirect", path
        assert answer["redirect"] == {
            "status": status,
            "path": target,
            "location": f"{here}{target}",
        }, path
    assert resolve("/away")["redirect"] == {
        "status": 301,
        "path": None,
        "location": "https://example.org/%C3%A9?b=c",
    }
    assert resolve("/away-for-now")["redirect"]["status"] == 302


def test_what_was_moved_or_renamed_leads_to_its_new_place(
    resolve, bilingual, home, moved, published
):
    parent = make_page(StandardPage, home, title="Parent")
    moved(bilingual["about"], parent)
    assert resolve("/en/about/")["redirect"]["path"] == "/en/parent/about/"
    published(bilingual["participants"], slug="members")
    assert resolve("/en/participants/megara/")["redirect"]["path"] == "/en/members/megara/"


def test_language_that_is_not_published_leads_to_the_main_one(resolve, bilingual, french_home):
    french_home.unpublish()
    answer = resolve("/fr/les-participants/megara/")
    assert answer["redirect"]["status"] == 302
    assert answer["redirect"]["path"] == "/en/participants/megara/"


# Where nothing is


def test_nothing_names_the_nearest(resolve, bilingual):
    for path, locale, reason, target in (
        ("/en/nowhere/", "en", "ancestor", "/en/"),
        ("/nowhere", "en", "ancestor", "/en/"),
        ("/en/news/nothing/more/", "en", "ancestor", "/en/news/"),
        ("/fr/les-participants/nobody/", "fr", "ancestor", "/fr/les-participants/"),
        ("/en/about/news/", "en", "similar", "/en/news/"),
        ("/en/about/MEGARA-joins", "en", "similar", "/en/news/megara-joins/"),
        ("/en/about/megara/", "en", "similar", "/en/participants/megara/"),
        ("/fr/megara/", "fr", "similar", "/fr/les-participants/megara/"),
        ("/fr/x/megara-joins/", "fr", "similar", "/en/news/megara-joins/"),
        ("/de/x/nothing/", "en", "ancestor", "/en/"),
    ):
        answer = resolve(path, 404)
        nearest = answer["nearest"]
        assert answer["kind"] == "none"
        assert (answer["locale"], nearest["reason"], nearest["path"]) == (locale, reason, target)
        assert nearest["html_url"] == f"http://localhost{target}"
    assert resolve("/fr/megara/", 404)["nearest"]["title"] == "Megara"


def test_two_pages_that_are_called_alike_are_no_guess(resolve, bilingual, home):
    for title in ("One", "Two"):
        make_page(StandardPage, make_page(StandardPage, home, title=title), title="Same")
    assert resolve("/en/about/same/", 404)["nearest"]["path"] == "/en/about/"


def test_without_a_public_page_there_is_nothing_near(resolve, home):
    home.unpublish()
    assert resolve("/en/", 404)["nearest"] is None


def test_files_and_services_are_not_of_the_frontend(resolve, bilingual):
    for path in ("/admin/", "/robots.txt", "/sitemap.xml", "/api/v2/pages/", "/documents/1/a.pdf"):
        assert resolve(path, 404)["kind"] == "none"


# What it costs


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("size", [1, 40])
def test_queries_do_not_grow(client, bilingual, home, size):
    make_full_participant("samos")
    make_many_participants(size)
    for number in range(size):
        Redirect.add_redirect(f"/old-{number}", redirect_to=bilingual["about"])
        make_article(bilingual["news"], f"News {number}", participants=[])
        make_page(StandardPage, bilingual["about"], title=f"Page {number}")
    most = {
        "/en/about/": 5,
        "/en/news/megara-joins/": 9,
        "/en/participants/samos/": 15,
        "/en/participants/feed/": 6,
        "/en/join/form/": 6,
        "/EN/News/": 6,
        "/old-0": 6,
        "/en/page/149-x.html": 4,
        "/en/nowhere/": 10,
        "/en/participants/nobody/": 13,
        "/nowhere/": 12,
        "/en/a/b/c/d/e/f/": 12,
    }
    found = {}
    for path in most:
        client.get("/api/v2/resolve/", {"path": path})
        with CaptureQueriesContext(connection) as asked:
            client.get("/api/v2/resolve/", {"path": path})
        found[path] = len(asked)
    assert {path: count for path, count in found.items() if count > most[path]} == {}


def test_expired_page_is_gone_at_once(resolve, bilingual):
    about = bilingual["about"]
    resolve("/en/about/")
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    StandardPage.objects.filter(pk=about.pk).update(expire_at=yesterday)
    assert resolve("/en/about/", 404)["nearest"]["path"] == "/en/"


def test_new_participant_is_there_at_once(resolve, bilingual):
    resolve("/en/participants/samos/", 404)
    samos = make_participant("samos")
    assert resolve("/en/participants/samos/")["item"]["id"] == samos.pk
    samos.unpublish()
    resolve("/en/participants/samos/", 404)


def test_join_page_is_found_whatever_it_is_called(resolve, home):
    make_page(JoinPage, home, title="Take part")
    assert resolve("/en/take-part/form/")["kind"] == "form"
