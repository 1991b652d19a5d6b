"""`changes/`: complete, in order, and clear about what it cannot tell."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from alliance_pages.models import (
    CountryPage,
    NewsArticleParticipant,
    NewsArticleTheme,
    StandardPage,
)
from cms import changes_endpoint
from cms.delivery.changes import log as log_module
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
    own = {"/en/participants/megara/", "/en/news/one/"}
    assert own | {"/en/participants/", "/en/participants/open-data/"} <= set(paths)


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


def test_what_has_no_translation_is_named_with_that_of_the_page_above(client, home, french):
    about = make_page(StandardPage, home, title="About", slug="about")
    romact = make_page(StandardPage, about, title="ROMACT", slug="romact")
    translated = about.copy_for_translation(french, copy_parents=True)
    translated.save_revision().publish()
    deliver()
    carried = client.get(romact.get_url_parts()[2])["Cache-Tag"].split(",")

    def now():
        return StandardPage.objects.get(pk=translated.pk)

    def publish_elsewhere():
        page = now()
        page.slug = "a-propos"
        page.save_revision().publish()

    for change in (
        publish_elsewhere,
        lambda: now().unpublish(),
        publish_elsewhere,
        lambda: now().delete(),
    ):
        begins = cursor(client)
        change()
        deliver()
        tags = {tag for item in since(client, begins)["items"] for tag in item["affects"]["tags"]}
        assert tags & ({*carried} - {"all", "counts"})


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
        ({"since": "é" * 600}, "since"),
        ({"limit": "101"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "0"}, "limit"),
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


def test_cursor_from_before_the_log_began_is_gone_with_its_beginning(client):
    LastKnown.objects.all().delete()
    before = cursor(client)
    assert since(client, before)["items"] == []
    deliver()
    assert client.get(CHANGES, {"since": before}).status_code == 410


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
        "/en/nothing/": {"ways", "way:nothing", "counts", "site:en"},
        "/en/participants/nobody/": {"ways", "way:nobody", "counts", "site:en"},
        "/en/NEWS/": {"ways", "way:news"},
        "/api/v2/participants/": {"participants"},
        f"/api/v2/participants/{place.pk}/": {f"participant:{place.pk}"},
        f"/api/v2/pages/{article.pk}/": {f"page:{article.pk}"},
        "/api/v2/resolve/?path=/en/news/one/": {f"page:{article.pk}"},
        "/api/v2/resolve/?path=/en/nothing/": {"ways", "way:nothing"},
        "/api/v2/resolve/?path=/en/nothing/one/": {"way:one", "way:news"},
        "/api/v2/site/": {"counts", "site:en"},
        "/sitemap.xml": {"pages", "participants"},
        "/sitemap-none-1.xml": {"pages", "participants", "counts", "site:en", "ways"},
        "/en/page/9-nothing.html": {"counts", "site:en", "ways", "way:9"},
        "/documents/9/nothing.pdf": {"document:9", "counts", "site:en", "ways"},
    }
    for address, tags in expected.items():
        assert tags <= set(client.get(address).headers["Cache-Tag"].split(",")), address


def test_admin_and_what_is_written_carry_none(client, admin_client):
    assert "Cache-Tag" not in admin_client.get("/admin/").headers
    assert "Cache-Tag" not in client.post("/en/").headers
    assert "Cache-Tag" not in client.get(CHANGES).headers


def test_tag_of_an_image_is_a_change_of_the_image(client, news_index):
    image = make_image()
    make_article(news_index, "One", slug="one", lead_image=image)
    deliver()
    begins = cursor(client)
    image.tags.add("mosaic")
    deliver()
    [item] = since(client, begins)["items"]
    assert (item["type"], item["id"]) == ("participants.creditedimage", image.pk)
    assert f"image:{image.pk}" in item["affects"]["tags"]


# What nobody may know


def names(client, cursor):
    items = since(client, cursor)["items"]
    return {tag for item in items for tag in item["affects"]["tags"]}, str(items)


def test_participant_that_was_never_public_is_not_named(client, news_index):
    hidden = make_participant("hidden", is_public=False, country="MT")
    begins = cursor(client)
    article = make_article(news_index, "One", slug="one")
    NewsArticleParticipant.objects.create(page=article, participant=hidden)
    deliver()
    tags, said = names(client, begins)
    assert f"page:{article.pk}" in tags
    assert f"participant:{hidden.pk}" not in tags
    assert "MT" not in said


def test_missing_answer_tells_no_draft_from_nothing(client, country_index):
    draft = make_page(CountryPage, country_index, title="Malta", country="MT", live=False)
    for key in (draft.pk, 999_999):
        answer = client.get(f"/api/v2/pages/{key}/")
        assert answer.status_code == 404
        assert answer.headers["Cache-Tag"] == "all,pages,participants"


def test_path_of_a_page_that_was_never_public_is_not_told(client, home):
    closed = make_page(StandardPage, home, title="Closed", slug="closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    page = make_page(StandardPage, closed, title="Plans", slug="layoffs")
    deliver()
    begins = cursor(client)
    page.slug = "plans"
    page.save_revision().publish()
    deliver()
    page.move(home, pos="last-child")
    deliver()
    _tags, said = names(client, begins)
    assert "/en/plans/" in said
    assert "layoffs" not in said
    assert "closed/plans" not in said


def test_alias_of_a_restricted_page_is_as_private_as_that(client, home):
    source = make_page(StandardPage, home, title="Members", slug="members")
    alias = source.create_alias(parent=home, update_slug="elsewhere")
    again = alias.create_alias(parent=home, update_slug="further")
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    for page in (source, alias, again):
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    titles = [item["title"] for item in client.get("/api/v2/pages/?limit=100").json()["items"]]
    assert "Members" not in titles
    assert "elsewhere" not in client.get("/sitemap-pages-1.xml").text


def test_alias_of_a_restricted_page_is_not_told(client, home):
    source = make_page(StandardPage, home, title="Members", slug="members")
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    deliver()
    begins = cursor(client)
    source.create_alias(parent=home, update_slug="elsewhere")
    deliver()
    assert since(client, begins)["items"] == []


def test_alias_comes_and_goes_with_what_it_mirrors(client, home):
    source = make_page(StandardPage, home, title="Members", slug="members")
    alias = source.create_alias(parent=home, update_slug="elsewhere")
    deliver()
    begins = cursor(client)
    restriction = PageViewRestriction.objects.create(page=source, restriction_type="login")
    deliver()
    assert "all" in names(client, begins)[0]
    assert client.get(f"/api/v2/pages/{alias.pk}/").status_code == 404
    begins = cursor(client)
    restriction.delete()
    deliver()
    assert "all" in names(client, begins)[0]
    assert client.get(f"/api/v2/pages/{alias.pk}/").status_code == 200


def test_form_for_a_password_carries_no_tag(client, country_index):
    page = make_page(CountryPage, country_index, title="Malta", country="MT")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    answer = client.get(page.url)
    assert "password" in answer.text
    assert "Cache-Tag" not in answer.headers


# What happened between two looks of the deliverer


def test_page_that_was_public_for_a_moment_is_told(client, news_index):
    begins = cursor(client)
    article = make_article(news_index, "Mistake", slug="mistake")
    article.unpublish()
    deliver()
    [*_, last] = since(client, begins)["items"]
    assert (last["id"], last["action"]) == (article.pk, "unpublished")
    assert last["affects"]["tags"] == ["all"]


def test_two_versions_at_once_touch_everything(client):
    place = make_participant("megara", country="ES")
    deliver()
    begins = cursor(client)
    for country in ("FR", "ES"):
        place.country = country
        place.save_revision().publish()
    deliver()
    [item] = since(client, begins)["items"]
    assert item["affects"]["tags"] == ["all"]


def test_section_that_goes_takes_what_shows_its_pages_with_it(client, news_index):
    make_article(news_index, "One", slug="one", lead_image=make_image())
    deliver()
    for change in (news_index.unpublish, news_index.save_revision().publish):
        begins = cursor(client)
        change()
        deliver()
        assert "all" in names(client, begins)[0]


def test_what_refers_to_a_changed_object_is_known_anew(client, news_index, country_index):
    french = make_page(CountryPage, country_index, title="France", country="FR")
    place = make_participant("megara", country="GR")
    article = make_article(news_index, "One", slug="one")
    NewsArticleParticipant.objects.create(page=article, participant=place)
    deliver()
    place.country = "FR"
    place.save_revision().publish()
    deliver()
    begins = cursor(client)
    article.unpublish()
    deliver()
    tags, said = names(client, begins)
    assert "articles:en:FR" in tags
    assert french.url in said


def test_theme_knows_its_articles_without_the_index_of_references(client, news_index):
    theme = make_theme("water")
    article = make_article(news_index, "One", slug="one")
    NewsArticleTheme.objects.create(tag=theme, content_object=article)
    deliver()
    begins = cursor(client)
    theme.labels = {"en": "Clean water", "fr": "Eau"}
    theme.save()
    deliver()
    assert f"page:{article.pk}" in names(client, begins)[0]


# However much it is


def test_change_that_touches_too_many_pages_touches_the_site(client, monkeypatch):
    monkeypatch.setattr(log_module, "MOST_PATHS", 2)
    draft = make_participant("megara", is_public=False)
    begins = cursor(client)
    draft.get_latest_revision().publish()
    deliver()
    [item] = since(client, begins)["items"]
    assert "all" in item["affects"]["tags"]
    assert item["affects"]["paths"] == item["paths"]["after"]


def test_long_entries_come_one_after_the_other(client, monkeypatch):
    begins = cursor(client)
    for number in range(3):
        make_participant(f"place-{number}")
    deliver()
    monkeypatch.setattr(changes_endpoint, "MOST_NAMES", 1)
    first = since(client, begins)
    assert len(first["items"]) == 1
    assert first["meta"]["has_more"]
    second = since(client, first["meta"]["next"])
    assert second["items"][0]["seq"] > first["items"][0]["seq"]


def test_log_is_another_one_after_a_restore(client):
    begins = cursor(client)
    call_command("deliver", new_log=True, stdout=StringIO())
    deliver()
    assert client.get(CHANGES, {"since": begins}).status_code == 410
    assert cursor(client) != begins
