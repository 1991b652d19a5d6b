"""What the head of a page says to search engines and to whoever shares it."""

import datetime as dt
import json
import re
from html import unescape

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from alliance_pages.models import CountryIndexPage, CountryPage, JoinPage, StandardPage
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_page,
    make_participant,
)

pytestmark = pytest.mark.django_db

SITE = "European Alliance of Cities and Regions for Roma Inclusion"


@pytest.fixture
def head(client):
    """Return a function that reads the head of a page as a machine does."""

    def read(address):
        response = client.get(address)
        assert response.status_code == 200
        text = response.content.decode()
        found = {"title": unescape(re.search(r"<title>(.*?)</title>", text)[1])}
        for name, value in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text):
            found[name] = unescape(value)
        found["canonical"] = re.search(r'rel="canonical" href="([^"]+)"', text)[1]
        found["languages"] = dict(re.findall(r'"alternate" hreflang="(\w+)" href="([^"]+)"', text))
        [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        found["data"], *rest = json.loads(data)["@graph"]
        found["trail"] = [
            (item["name"], item["item"].removeprefix("http://localhost"))
            for breadcrumbs in rest
            for item in breadcrumbs["itemListElement"]
        ]
        return found

    return read


def test_home_page_is_the_site(head, home):
    home.mission = "Cities and regions\nfor the inclusion of Roma."
    home.save_revision().publish()
    found = head("/en/")
    assert found["title"] == SITE
    assert found["description"] == "Cities and regions for the inclusion of Roma."
    assert (found["data"]["@type"], found["data"]["name"]) == ("WebSite", SITE)
    assert found["trail"] == []


def test_article_tells_its_picture_its_date_and_the_way_to_it(head, news_index):
    article = make_article(news_index, "Megara <joins> & more", lead_image=make_image("Lead"))
    found = head(article.url)
    assert found["title"] == f"Megara <joins> & more – {SITE}"
    assert found["description"] == "Read this."
    assert found["robots"] == "all"
    assert found["og:image"].startswith("http://localhost/media/images/")
    assert (found["og:image:alt"], found["og:image:width"]) == ("A map", "640")
    assert (found["og:title"], found["og:type"]) == ("Megara <joins> & more", "article")
    assert (found["og:url"], found["og:description"]) == (found["canonical"], "Read this.")
    assert found["og:site_name"] == SITE
    data = found["data"]
    assert (data["@type"], data["headline"]) == ("NewsArticle", "Megara <joins> & more")
    assert (data["datePublished"], data["image"]) == ("2014-12-05", found["og:image"])
    assert data["publisher"] == {
        "@type": "Organization",
        "name": SITE,
        "url": "http://localhost/en/",
    }
    assert found["trail"] == [
        (SITE, "/en/"),
        ("News", "/en/news/"),
        ("Megara <joins> & more", article.url),
    ]


def test_way_to_a_page_stands_above_it(client, participant_index, country_index):
    make_participant("megara", country="GR")
    page = make_page(CountryPage, country_index, title="Greece & islands", country="GR")

    def way(address):
        text = client.get(address).content.decode()
        found = re.search(r'<nav class="breadcrumbs".*?</nav>', text, re.DOTALL)
        return found and re.findall(r'href="([^"]+)">([^<]+)<', found[0])

    home = ("/en/", "Home page")
    assert way(home[0]) is None
    assert way(page.url) == [home, ("/en/countries/", "Countries")]
    assert way("/en/participants/megara/") == [
        home,
        ("/en/participants/", "Participants"),
        (page.url, "Greece &amp; islands"),
    ]


def test_words_of_the_editor_for_search_engines_come_first(head, news_index):
    words = {"seo_title": "For engines", "search_description": "In short."}
    article = make_article(news_index, **words)
    found = head(article.url)
    assert (found["title"], found["description"]) == (f"For engines – {SITE}", "In short.")


def test_long_introduction_is_cut_between_words(head, news_index):
    found = head(make_article(news_index, introduction="word " * 100).url)
    assert len(found["description"]) <= 200
    assert found["description"].endswith("word …")


def test_first_picture_of_the_text_stands_for_a_page_without_a_lead(head, home):
    body = [("paragraph", "<p>Text</p>"), ("image", {"image": make_image(), "caption": ""})]
    found = head(make_page(StandardPage, home, title="About", body=body).url)
    assert found["og:image:alt"] == "A map"


def test_picture_that_not_everybody_may_see_stands_for_nothing(head, news_index):
    private = Collection.get_first_root_node().add_child(name="Private")
    image = make_image(collection=private.add_child(name="Inner"))
    article = make_article(news_index, lead_image=image)
    megara = make_participant("megara", image=image)
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert "og:image" not in head(article.url)
    assert megara.image_id


def test_profile_is_described_by_itself_and_leads_over_its_country(
    head, participant_index, country_index
):
    participant_index.search_description = "Of the index."
    participant_index.save_revision().publish()
    megara = make_full_participant("megara", name_local="Μέγαρα", website="https://megara.example/")
    text = megara.texts.get(locale__language_code="en")
    text.summary = "<p>A town.</p><p>Bread &amp; <b>olives</b></p>"
    text.save()
    found = head("/en/participants/megara/")
    assert found["title"] == f"Megara, Greece – {SITE}"
    assert found["description"] == "A town. Bread & olives"
    assert found["og:image:alt"] == "Megara, Greece"
    assert found["canonical"] == "http://localhost/en/participants/megara/"
    data = found["data"]
    assert (data["@type"], data["name"]) == ("GovernmentOrganization", "Megara")
    assert data["alternateName"] == ["Megara (fr)", "Μέγαρα"]
    assert (data["sameAs"], data["memberOf"]["name"]) == ("https://megara.example/", SITE)
    assert data["address"]["addressCountry"] == "GR"
    assert data["location"]["geo"]["latitude"] == 37.99471
    way = [(SITE, "/en/"), ("Participants", "/en/participants/")]
    megara = ("Megara", "/en/participants/megara/")
    assert found["trail"] == [*way, ("Greece", "/en/participants/?country=GR"), megara]
    greece = make_page(CountryPage, country_index, title="Greece", country="GR")
    assert head("/en/participants/megara/")["trail"] == [*way, ("Greece", greece.url), megara]
    greece.unpublish()
    assert ("Greece", greece.url) not in head("/en/participants/megara/")["trail"]


def test_former_participant_is_no_member(head, participant_index):
    megara = make_participant("megara")
    megara.events.create(kind="withdrawn", date="2016", sort_order=2)
    megara.save()
    megara.save_revision().publish()
    assert "memberOf" not in head("/en/participants/megara/")["data"]


def test_routes_have_titles_of_their_own(head, client, home):
    make_page(JoinPage, home, title="Join", introduction="How to join.")
    form, sent = head("/en/join/form/"), head("/en/join/sent/")
    assert form["title"] == f"Application to join the Alliance – {SITE}"
    assert sent["title"] == f"Check your e-mail – {SITE}"
    assert (form["robots"], sent["robots"]) == ("all", "noindex")
    assert client.get("/en/join/sent/")["X-Robots-Tag"] == sent["robots"]
    assert form["trail"][-1] == ("Application to join the Alliance", "/en/join/form/")
    answer = client.post("/en/join/form/", {})
    assert "<title>Not sent yet: application" in answer.content.decode()


def test_data_cannot_leave_its_element(client, news_index):
    article = make_article(news_index, "</script><script>alert(1)</script>")
    assert "<script>alert" not in client.get(article.url).content.decode()


def test_deep_page_leads_through_all_above_it(head, home, at_most, client):
    page, way = home, [(SITE, "/en/")]
    for title in ("One", "Two", "Three", "Four"):
        page = make_page(StandardPage, page, title=title)
        way.append((title, page.url))
    assert head(page.url)["trail"] == way


def test_language_without_the_page_leads_to_the_nearest_above_it(
    client, head, news_index, french_home
):
    article = make_article(news_index)
    switch = re.compile(r'<a href="([^"]+)" hreflang="fr"')
    assert switch.search(client.get(article.url).content.decode())[1] == "/fr/"
    key = news_index.translation_key
    french = make_page(type(news_index), french_home, title="Actualités", translation_key=key)
    assert switch.search(client.get(article.url).content.decode())[1] == french.url
    assert "fr" not in head(article.url)["languages"]
    assert "fr" in head(news_index.url)["languages"]
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    type(french).objects.filter(pk=french.pk).update(expire_at=yesterday)
    assert switch.search(client.get(article.url).content.decode())[1] == "/fr/"


def test_canonical_address_is_that_of_the_site_whatever_host_was_asked(client, home, settings):
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get("/en/", headers={"host": "other.example"}).content.decode()
    assert 'rel="canonical" href="http://localhost/en/"' in page


def test_index_pages_are_collections(head, home):
    make_page(CountryIndexPage, home, title="Countries")
    assert head("/en/countries/")["data"]["@type"] == "CollectionPage"
