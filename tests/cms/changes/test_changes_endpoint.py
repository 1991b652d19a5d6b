"""`changes/`: complete, in order, and clear about what it cannot tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alliance_pages.models import NewsArticleParticipant
from cms.delivery.changes.last_known import begin, begun
from cms.delivery.changes.log import forget_old_entries
from cms.delivery.models import Change, LastKnown, LoggedChange
from cms.delivery.outbox.changes import take_changes
from tests.cms.delivery.conftest import PROJECT, settle
from tests.factories import make_article, make_image, make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db
CHANGES = "/api/v2/changes/"


@pytest.fixture(autouse=True)
def log(news_index, participant_index):
    """Begin a log at this moment."""
    settle()
    Change.objects.all().delete()
    begin(PROJECT)


def deliver():
    settle()
    while take_changes():
        pass


def cursor(client):
    return client.get(CHANGES).json()["meta"]["next"]


def since(client, cursor, **query):
    answer = client.get(CHANGES, {"since": cursor, **query})
    assert answer.status_code == 200, answer.content
    return answer.json()


def actions(client, cursor):
    return [(item["type"], item["action"]) for item in since(client, cursor)["items"]]


def test_it_begins_now(client):
    answer = client.get(CHANGES).json()
    assert answer["items"] == []
    assert answer["meta"] == {"next": f"{begun().name}-0", "has_more": False}


def test_change_names_what_it_touches(client, news_index):
    place = make_participant("megara", country="GR")
    begins = cursor(client)
    deliver()
    article = make_article(news_index, "One", slug="one")
    NewsArticleParticipant.objects.create(page=article, participant=place)
    deliver()
    begins = cursor(client)
    text = place.texts.get()
    text.name = "Mégara"
    place.texts.add(text)
    place.save_revision().publish()
    deliver()
    [item] = since(client, begins)["items"]
    assert (item["type"], item["id"], item["action"]) == (
        "participants.participant",
        place.pk,
        "updated",
    )
    assert item["locale"] is None
    tags, paths = item["affects"]["tags"], item["affects"]["paths"]
    named = {f"participant:{place.pk}", "participants", "participants:GR", f"page:{article.pk}"}
    assert named <= set(tags)
    assert "counts" not in tags
    assert {"/en/participants/megara/", "/en/news/one/", "/en/participants/"} <= set(paths)


def test_page_that_moves_and_goes_is_told_with_its_paths(client, news_index):
    begins = cursor(client)
    article = make_article(news_index, "One", slug="one")
    deliver()
    article.slug = "two"
    article.save_revision().publish()
    deliver()
    article.delete()
    deliver()
    told = [(item["action"], item["paths"]) for item in since(client, begins)["items"]]
    assert told[0] == ("created", {"before": [], "after": ["/en/news/one/"]})
    assert ("moved", {"before": ["/en/news/one/"], "after": ["/en/news/two/"]}) in told
    assert told[-1][0] == "deleted"
    assert {"before": ["/en/news/two/"], "after": []} in [paths for _action, paths in told]


def test_counts_are_a_tag_of_their_own(client):
    begins = cursor(client)
    make_participant("megara")
    deliver()
    assert "counts" in since(client, begins)["items"][-1]["affects"]["tags"]
    assert "counts" in client.get("/en/").headers["Cache-Tag"].split(",")


def test_drafts_and_hidden_pages_are_not_told(client, home, news_index):
    begins = cursor(client)
    place = make_participant("draft", is_public=False)
    place.website = "https://draft.example.org"
    place.save_revision()
    make_article(news_index, "Draft", slug="draft", live=False)
    make_image("in no use")
    deliver()
    assert actions(client, begins) == []


def test_cursor_leads_on_page_by_page(client):
    begins = cursor(client)
    for number in range(5):
        make_theme(f"theme-{number}")
    deliver()
    seen, at, more = [], begins, True
    while more:
        page = since(client, at, limit=2)
        seen += [item["seq"] for item in page["items"]]
        at, more = page["meta"]["next"], page["meta"]["has_more"]
    assert len(seen) == 5
    assert seen == sorted(seen)
    assert since(client, at)["items"] == []


def test_nothing_new_is_a_304(client):
    begins = cursor(client)
    asked = {"since": begins}
    etag = client.get(CHANGES, asked).headers["ETag"]
    unchanged = client.get(CHANGES, asked, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    make_theme()
    deliver()
    assert client.get(CHANGES, asked, headers={"If-None-Match": etag}).status_code == 200


def test_it_is_kept_by_nobody(client):
    assert client.get(CHANGES).headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"since": ""}, "since"),
        ({"since": "1"}, "since"),
        ({"since": "0123abcd-99999999999999999999"}, "since"),
        ({"since": "\x00"}, "since"),
        ({"since": "../../x"}, "since"),
        ({"since": "é" * 4000}, "since"),
        ({"limit": "101"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"after": "x"}, "after"),
        ({"since": ["a", "b"]}, "since"),
    ],
)
def test_bad_parameters_are_named(client, query, names):
    answer = client.get(CHANGES, query)
    assert answer.status_code == 400
    assert names in answer.json()["message"]


def test_cursor_of_the_future_is_refused(client):
    answer = client.get(CHANGES, {"since": f"{begun().name}-7"})
    assert answer.status_code == 400
    assert answer.json()["message"] == "since: is a cursor that nobody has been given yet."


def test_cursor_of_another_log_is_gone(client):
    answer = client.get(CHANGES, {"since": "0123abcd-1"})
    assert answer.status_code == 410
    assert "Ask without since" in answer.json()["message"]


def test_cursor_that_is_too_old_is_gone_and_says_how_to_begin(client):
    begins = cursor(client)
    make_theme("old")
    deliver()
    LoggedChange.objects.update(changed_at=timezone.now() - timedelta(days=31))
    reached = cursor(client)
    forget_old_entries()
    answer = client.get(CHANGES, {"since": begins})
    assert answer.status_code == 410
    assert "Ask without since" in answer.json()["message"]
    assert since(client, reached)["items"] == []
    assert cursor(client) == reached


def test_log_that_has_not_begun_says_so(client):
    LastKnown.objects.all().delete()
    answer = client.get(CHANGES)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "not begun" in answer.json()["message"]


@pytest.mark.parametrize("size", [3, 30])
def test_queries_do_not_grow(client, size, django_assert_num_queries):
    begins = cursor(client)
    for number in range(size):
        make_theme(f"theme-{number}")
    deliver()
    with django_assert_num_queries(4):
        assert len(since(client, begins, limit=100)["items"]) == size


def test_every_public_answer_carries_its_tags(client, home, news_index):
    place = make_participant("megara")
    article = make_article(news_index, "One", slug="one")
    below = make_page(type(news_index), home, title="Archive", slug="archive")
    expected = {
        "/en/": {"all", "counts", "site:en", f"page:{home.pk}", "participants", "articles:en"},
        "/en/news/one/": {"counts", f"page:{article.pk}", f"below:{news_index.pk}"},
        "/en/archive/": {f"page:{below.pk}", "articles:en"},
        "/en/participants/megara/": {f"participant:{place.pk}", "countries:en:GR"},
        "/en/nothing/": {"ways", "counts"},
        "/api/v2/participants/": {"participants"},
        f"/api/v2/participants/{place.pk}/": {f"participant:{place.pk}"},
        f"/api/v2/pages/{article.pk}/": {f"page:{article.pk}"},
        "/api/v2/resolve/?path=/en/news/one/": {f"page:{article.pk}"},
        "/api/v2/resolve/?path=/en/nothing/": {"ways"},
        "/api/v2/site/": {"counts", "site:en"},
        "/sitemap.xml": {"pages", "participants"},
    }
    for address, tags in expected.items():
        assert tags <= set(client.get(address).headers["Cache-Tag"].split(",")), address


def test_admin_and_what_is_written_carry_none(client, admin_client):
    assert "Cache-Tag" not in admin_client.get("/admin/").headers
    assert "Cache-Tag" not in client.post("/en/").headers
    assert "Cache-Tag" not in client.get(CHANGES).headers
