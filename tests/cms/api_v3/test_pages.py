"""Pages in API v3: found, moved, copied, translated, by the rules of the tree."""

import pytest
from wagtail.models import Page, Site

from alliance_pages.models import NewsArticlePage, NewsIndexPage
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def french_news(news_index, french_home):
    index = news_index.copy_for_translation(french_home.locale, copy_parents=True)
    index.save_revision().publish()
    return index


def found(v3, address, **more):
    """Return the key of the page that `find` leads to, or the status of its refusal."""
    from urllib.parse import urlencode

    status, _ = answer = v3("get", f"pages/find/?{urlencode({'html_path': address, **more})}")
    return answer if status == 302 else status


@pytest.fixture
def find(token, client):
    def ask(address, **more):
        response = client.get(
            "/api/v3/pages/find/",
            {"html_path": address, **more},
            headers={"Authorization": f"Bearer {token}"},
            follow=True,
        )
        return response.json()["id"] if response.status_code == 200 else response.status_code

    return ask


def test_every_page_is_found_by_the_address_that_the_api_prints(v3, find, news_index, french_news):
    make_article(news_index)
    make_article(french_news, "Mégare adhère", slug="mégare-adhère")
    make_article(news_index, "A draft", live=False)
    _, listed = v3("get", "pages/?limit=100")
    asked = 0
    for page in listed["items"]:
        url = page["meta"]["html_url"]
        if url is None:
            continue
        path = "/" + url.split("/", 3)[3]
        for address in (url, path, path.strip("/"), path.rstrip("/")):
            if address:
                assert find(address) == page["id"], address
                asked += 1
    assert asked > 20


def test_addresses_without_language_are_of_the_main_one(find, news_index, french_news, home):
    article = make_article(news_index)
    assert find(f"/{news_index.slug}/{article.slug}/") == article.pk
    assert find(f"fr/{french_news.slug}") == french_news.pk
    assert find("/") == home.pk
    site = Site.objects.get()
    assert find("/news/", site=site.hostname) == news_index.pk


@pytest.mark.parametrize(
    "address",
    [
        "/en/nothing/",
        "/de/news/",
        "https://elsewhere.example/en/news/",
        "//elsewhere.example/en/news/",
        "/en/news/%2e%2e/",
        "http://[/",
        "/en/participants/nobody/",
        "x" * 5000,
    ],
)
def test_what_is_at_no_page_is_not_found(find, news_index, participant_index, address):
    assert find(address) in {404, 422}


def test_find_by_key_still_works(client, token, home):
    response = client.get(
        "/api/v3/pages/find/", {"id": home.pk}, headers={"Authorization": f"Bearer {token}"}
    )
    assert response.status_code == 302


def test_editor_may_copy_for_translation_once(v3_as, news_index, french_news):
    article = make_article(news_index)
    path = f"pages/{article.pk}/actions/copy_for_translation/"
    assert v3_as("viewer", "post", path, {"locale": "fr"})[0] == 403
    status, answer = v3_as("Editors", "post", path, {"locale": "fr"})
    assert status == 201, answer
    copy = Page.objects.get(pk=answer["id"])
    assert (copy.live, copy.locale.language_code, copy.get_parent().pk) == (
        False,
        "fr",
        french_news.pk,
    )
    for _ in range(2):
        status, answer = v3_as("Editors", "post", path, {"locale": "fr"})
        assert status == 422
        assert "has been translated" in str(answer)
    assert v3_as("Editors", "post", path, {"locale": "en"})[0] == 422
    assert v3_as("Editors", "post", path, {"locale": "xx"})[0] == 404
    assert Page.objects.filter(translation_key=article.translation_key).count() == 2


def test_editor_publishes_nothing_by_translating(v3_as, v3, news_index, french_home):
    article = make_article(news_index)
    path = f"pages/{article.pk}/actions/copy_for_translation/"
    for body in ({"alias": True}, {"copy_parents": True}):
        assert v3_as("Editors", "post", path, {"locale": "fr", **body})[0] == 403
    assert v3_as("Editors", "post", path, {"locale": "fr"})[0] == 422
    assert not french_home.get_children().exists()
    assert v3("post", path, {"locale": "fr", "copy_parents": True})[0] == 201


def test_page_is_moved_below_its_destination(v3, home, news_index):
    other = make_page(NewsIndexPage, home, title="Archive")
    article = make_article(news_index)
    path = f"pages/{article.pk}/actions/move/"
    status, answer = v3("post", path, {"destination_id": other.pk})
    assert status == 200, answer
    assert Page.objects.get(pk=article.pk).get_parent().pk == other.pk
    for body in (
        {"destination_id": home.pk},
        {"destination_id": other.pk, "position": "left"},
        {"destination_id": 1},
        {"destination_id": 1, "position": "left"},
        {"destination_id": article.pk},
        {"destination_id": 2**62},
    ):
        assert v3("post", path, body)[0] in {403, 404, 422}, body
    assert NewsArticlePage.objects.get(pk=article.pk).get_parent().pk == other.pk
    assert v3("post", f"pages/{home.pk}/actions/move/", {"destination_id": article.pk})[0] == 403


def test_copies_and_aliases_get_places_or_a_reason(v3, home, news_index):
    article = make_article(news_index)
    for action in ("copy", "create_alias"):
        path = f"pages/{article.pk}/actions/{action}/"
        assert v3("post", path, {})[0] == 201
        assert v3("post", path)[0] == 201
        for body in (
            {"slug": article.slug},
            {"destination_id": 1},
            {"destination_id": home.pk},
            {"destination_id": article.pk, "recursive": True},
            {"destination_id": 2**62},
            {"slug": "x" * 300},
            {"slug": "a/b"},
        ):
            status, answer = v3("post", path, body)
            assert 400 <= status < 500, (action, body, status, answer)
    assert v3("post", f"pages/{article.pk}/actions/convert_alias/")[0] == 422


def test_root_of_all_pages_is_left_alone(v3):
    for path in ("copy", "create_alias", "move", "publish", "unpublish", "delete"):
        body = {"destination_id": 2} if path == "move" else None
        status, answer = v3(
            "delete" if path == "delete" else "post", f"pages/1/actions/{path}/", body
        )
        assert status == 422, (path, answer)
    assert v3("delete", "pages/1/")[0] == 422
    assert Page.objects.get(pk=1).depth == 1


def test_page_is_created_where_its_kind_may_stand(v3, home):
    status, answer = v3(
        "post",
        "pages/",
        {
            "meta": {"type": "alliance_pages.NewsArticlePage", "parent_id": home.pk},
            "title": "Misplaced",
            "date": "2014",
            "kind": "accession",
            "introduction": "x",
        },
    )
    assert 400 <= status < 500, answer
    assert not NewsArticlePage.objects.exists()
