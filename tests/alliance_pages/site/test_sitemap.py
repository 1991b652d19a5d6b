"""What search engines find: every public page and profile, and nothing else."""

import datetime as dt
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from alliance_pages.models import HomePage, NewsArticlePage, NewsIndexPage, ParticipantIndexPage
from alliance_pages.site import sitemaps
from participants.models import Participant
from tests.factories import make_article, make_many_participants, make_page, make_participant

pytestmark = pytest.mark.django_db

URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://testserver"


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)


def files(client):
    index = get(client, "/sitemap.xml")
    return [place.text.removeprefix(HOST) for place in index.iter(f"{URL}loc")]


def entries(client):
    """Return what all files say: {address: {language: address of the translation}}."""
    found = {}
    for name in files(client):
        for entry in get(client, name).findall(f"{URL}url"):
            links = entry.findall("{http://www.w3.org/1999/xhtml}link")
            address = entry.find(f"{URL}loc").text.removeprefix(HOST)
            assert address not in found
            found[address] = {
                link.get("hreflang"): link.get("href").removeprefix(HOST) for link in links
            }
    return found


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(sitemaps, "ADDRESSES_PER_FILE", 6)


def test_translations_know_each_other(client, news_index, french_home):
    news = make_page(
        NewsIndexPage, french_home, title="Actualités", translation_key=news_index.translation_key
    )
    alone = make_article(news_index, "Only in English")
    found = entries(client)
    both = {"en": news_index.url, "fr": news.url, "x-default": news_index.url}
    assert found[news_index.url] == found[news.url] == both
    assert found["/en/"] == found["/fr/"] == {"en": "/en/", "fr": "/fr/", "x-default": "/en/"}
    assert found[alone.url] == {}


def test_every_address_leads_to_a_page(client, participant_index, news_index, french_home):
    make_page(ParticipantIndexPage, french_home, title="Participants (fr)")
    make_participant("μέγαρα")
    make_article(news_index, "Ελλάδα & more", slug="ελλάδα")
    found = entries(client)
    assert len(found) == 10
    assert "/en/participants/open-data/" in found
    for address in found:
        assert client.get(address).status_code == 200, address


def test_profiles_lie_in_each_language_that_shows_them(client, participant_index, french_home):
    make_participant("megara")
    assert entries(client)["/en/participants/megara/"] == {}
    french = make_page(ParticipantIndexPage, french_home, title="Villes", slug="villes")
    english, french_one = "/en/participants/megara/", "/fr/villes/megara/"
    both = {"en": english, "fr": french_one, "x-default": english}
    found = entries(client)
    assert found["/en/participants/megara/"] == found["/fr/villes/megara/"] == both
    PageViewRestriction.objects.create(page=french, restriction_type="login")
    found = entries(client)
    assert "/en/participants/megara/" in found
    assert not [address for address in found if address.startswith("/fr/villes/")]


def test_the_day_of_publication_stands_beside(client, participant_index):
    day = timezone.now() - timedelta(days=40)
    Participant.objects.filter(pk=make_participant().pk).update(last_published_at=day)
    [name] = [name for name in files(client) if "participants" in name]
    said = get(client, name).find(f"{URL}url/{URL}lastmod").text
    assert said == timezone.localtime(day).date().isoformat()


def draft(page):
    page.unpublish()


def expired(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def below_a_private_page(page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def deleted(page):
    page.delete()


@pytest.mark.parametrize("hide", [draft, expired, private, below_a_private_page, deleted])
def test_hidden_pages_never_appear(client, home, news_index, hide):
    archive = make_page(NewsIndexPage, home, title="Archive")
    hidden, shown = make_article(archive, "Hidden"), make_article(news_index, "Shown")
    assert {hidden.url, shown.url} <= entries(client).keys()
    hide(NewsArticlePage.objects.get(pk=hidden.pk))
    found = entries(client)
    assert shown.url in found
    assert hidden.url not in found


@pytest.mark.parametrize("hide", [draft, expired, deleted])
def test_hidden_participants_never_appear(client, participant_index, hide):
    hidden = make_participant("samos")
    make_participant("megara")
    assert "/en/participants/samos/" in entries(client)
    hide(hidden)
    found = entries(client)
    assert "/en/participants/megara/" in found
    assert "/en/participants/samos/" not in found


def test_a_hidden_translation_is_not_named(client, news_index, french_home):
    key = news_index.translation_key
    news = make_page(NewsIndexPage, french_home, title="Actualités", translation_key=key)
    assert "fr" in entries(client)[news_index.url]
    news.unpublish()
    assert entries(client)[news_index.url] == {}


def test_each_site_lists_its_own(client, settings, news_index):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    root = Page.objects.get(depth=1)
    other = make_page(HomePage, root, title="Other", slug="other")
    Site.objects.create(hostname="other.example", root_page=other)
    make_page(NewsIndexPage, other, title="Elsewhere")
    cache.clear()
    own = entries(client)
    assert "/en/news/" in own
    assert "/en/elsewhere/" not in own
    response = client.get("/sitemap-pages-1.xml", headers={"host": "other.example"})
    places = [place.text for place in ET.fromstring(response.content).iter(f"{URL}loc")]
    assert places == ["http://other.example/en/", "http://other.example/en/elsewhere/"]


def test_nothing_is_left_out_between_two_files(client, participant_index, small_files):
    make_many_participants(7)
    names = files(client)
    assert len([name for name in names if "participants" in name]) == 3
    profiles = [address for address in entries(client) if "/z-place-" in address]
    assert len(profiles) == 7


@pytest.mark.parametrize(
    "name", ["pages-0", "pages-01", "pages-2", "pages", "participants-1", "drafts-1", "pages-1-1"]
)
def test_other_files_do_not_exist(client, name):
    assert client.get("/sitemap-pages-1.xml").status_code == 200
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_large_registries_are_answered_in_small_files_with_few_queries(
    client, participant_index, french_home
):
    make_page(ParticipantIndexPage, french_home, title="Participants (fr)")

    def asked(path):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(path).content)
        return len(queries), size

    paths = ["/sitemap.xml", "/sitemap-pages-1.xml", "/sitemap-participants-1.xml"]
    make_participant("first")
    few = [asked(path) for path in paths]
    make_many_participants(2_000)
    many = [asked(path) for path in paths]
    assert [count for count, _size in few] == [count for count, _size in many]
    assert max(count for count, _size in many) < 15
    assert max(size for _count, size in many) < 1_000_000


def test_a_file_of_the_longest_addresses_stays_below_a_megabyte(
    client, participant_index, french_home
):
    make_page(ParticipantIndexPage, french_home, title="Participants (fr)")
    Participant.objects.bulk_create(
        Participant(slug=f"{number:03}{'მ' * 97}", kind="city", country="GR", live=True)
        for number in range(400)
    )
    assert 500_000 < len(client.get("/sitemap-participants-1.xml").content) < 1_000_000


def test_robots_are_shown_the_sitemap(client):
    response = client.get("/robots.txt", headers={"accept-language": "fr"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {HOST}/sitemap.xml",
    ]


# The latest news

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def published(article, *, days_ago):
    then = timezone.now() - timedelta(days=days_ago)
    NewsArticlePage.objects.filter(pk=article.pk).update(first_published_at=then)
    return article


def latest(client):
    document = get(client, "/sitemap-news.xml")
    return [entry.find(f"{URL}loc").text.removeprefix(HOST) for entry in document]


def test_news_of_two_days_are_told_with_their_titles(client, home, news_index):
    now = published(make_article(news_index, "Ours & <yours> 🎉", slug="a"), days_ago=0)
    yesterday = published(make_article(news_index, "Yesterday", slug="b"), days_ago=1)
    published(make_article(news_index, "Old", slug="c"), days_ago=2)
    published(make_article(news_index, "Draft", slug="d", live=False), days_ago=0)
    hidden = published(make_article(news_index, "Private", slug="e"), days_ago=0)
    private(hidden)
    assert latest(client) == [now.url, yesterday.url]
    said = get(client, "/sitemap-news.xml")[0].find(f"{NEWS}news")
    assert said.find(f"{NEWS}title").text == "Ours & <yours> 🎉"
    publication = said.find(f"{NEWS}publication")
    assert [child.text for child in publication] == [home.title, "en"]
    when = dt.datetime.fromisoformat(said.find(f"{NEWS}publication_date").text)
    assert when.tzinfo
    assert abs(timezone.now() - when) < timedelta(minutes=5)


def test_file_of_the_latest_news_can_be_empty_and_is_named(client, news_index):
    published(make_article(news_index, "Old"), days_ago=9)
    assert latest(client) == []
    assert "/sitemap-news.xml" in files(client)


def test_latest_news_hold_for_the_day_alone(client, news_index):
    tags = client.get("/sitemap-news.xml")["Cache-Tag"].split(",")
    assert {"pages", "counts", "site:en", "site:fr"} <= set(tags)


@pytest.mark.parametrize("size", [3, 30])
def test_latest_news_cost_the_same_at_any_length(client, at_most, news_index, size):
    for number in range(size):
        published(make_article(news_index, f"News {number}"), days_ago=0)
    with at_most(8):
        assert len(latest(client)) == size
