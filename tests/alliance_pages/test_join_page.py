"""The page on how to join: editors' words, and the ways to it and from it."""

import pytest

from alliance_pages.models import JoinPage
from tests.factories import make_page

pytestmark = pytest.mark.django_db

CALL = "If you wish your local or regional authority to become an Alliance participant"


@pytest.fixture
def join(home):
    body = [("heading", "Duties"), ("paragraph", "<p>No hate speech</p>")]
    return make_page(
        JoinPage, home, title="Join", slug="join", introduction="Who can join", body=body
    )


@pytest.fixture
def french_join(join, french_home):
    key = join.translation_key
    return make_page(JoinPage, french_home, title="Adhérer", slug="adherer", translation_key=key)


def test_page_is_the_same_for_everybody_and_leads_to_the_form(client, join):
    response = client.get("/en/join/")
    html = response.content.decode()
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in html
    assert 'href="/en/join/form/">Start the application' in html
    assert "No hate speech" in html


def test_page_after_sending_is_the_same_for_everybody(client, join):
    response = client.get("/en/join/sent/")
    assert response.status_code == 200
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex"


def test_call_to_join_stands_on_every_page_while_there_is_a_way(client, home, join):
    for address in ("/en/", "/en/join/"):
        html = client.get(address).content.decode()
        assert CALL in html
        assert 'use <a href="/en/join/">this form</a>' in html
    assert "this form</a>" not in client.get("/fr/").content.decode()
    join.unpublish()
    assert CALL not in client.get("/en/").content.decode()
    assert client.get("/en/join/form/").status_code == 404


def test_language_switch_leads_from_form_to_form(client, french_join):
    html = client.get("/en/join/form/").content.decode()
    assert 'href="/fr/adherer/form/" hreflang="fr"' in html
    html = client.get("/fr/adherer/form/").content.decode()
    assert 'href="/en/join/form/" hreflang="en"' in html


def test_frontends_find_the_page_with_its_addresses(api, join):
    _status, answer = api("pages/", type="alliance_pages.JoinPage", fields="*")
    [item] = answer["items"]
    assert item["introduction"] == "Who can join"
    assert item["form_url"] == "http://localhost/en/join/form/"
    assert item["applications_url"] == "http://localhost/api/v2/applications/"


def test_search_finds_the_words_of_the_page(join):
    from wagtail.models import Page

    assert [page.pk for page in Page.objects.search("hate")] == [join.pk]


def test_sitemap_names_the_page_and_not_the_form(client, join):
    text = client.get("/sitemap-pages-1.xml").content.decode()
    assert "/en/join/</loc>" in text
    assert "form/" not in text
