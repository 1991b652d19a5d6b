"""From public changes to messages and purges."""

import ast
import json
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from wagtail.models import Locale, Page, PageViewRestriction

import cms.delivery
from alliance_pages.models import NewsArticlePage, StandardPage
from cms.delivery.changes import whereabouts
from cms.delivery.changes.dependencies import Dependencies, register_dependencies
from cms.delivery.changes.whereabouts import register_addresses
from cms.delivery.content_version.watched import type_choices, type_labels
from cms.delivery.models import Change, Purge, Webhook, WebhookMessage
from cms.delivery.outbox import changes as taking
from cms.delivery.outbox.changes import TakenByAnotherError, take_changes
from tests.cms.delivery.conftest import settle
from tests.cms.delivery.hooks import PARTICIPANT, make_change, make_webhook
from tests.factories import make_article, make_page, make_participant

pytestmark = pytest.mark.django_db
NEWS = "alliance_pages.newsarticlepage"


@pytest.fixture(autouse=True)
def nothing_pending(db):
    settle()
    Change.objects.all().delete()


@pytest.fixture
def webhook():
    return make_webhook("https://receiver.example/")


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """Let the test, and not the project, say where participants are found."""
    monkeypatch.setattr(whereabouts, "_registered", {})
    return lambda callable_: register_addresses(PARTICIPANT, callable_)


def announcements():
    """Take the changes and return the data of the messages, in order."""
    settle()
    take_changes()
    payloads = WebhookMessage.objects.order_by("pk").values_list("payload", flat=True)
    return [json.loads(payload)["data"] for payload in payloads]


def actions():
    return [(data["id"], data["action"]) for data in announcements()]


# What is told


def test_change_becomes_one_message_for_each_webhook(webhook):
    make_webhook("https://other.example/", "Other")
    make_webhook("https://third.example/", "Disabled", is_enabled=False)
    make_change()
    take_changes()
    assert list(
        WebhookMessage.objects.order_by("webhook__name").values_list("webhook__name", flat=True)
    ) == ["Frontend", "Other"]
    assert not Change.objects.exists()


def test_publishing_and_deleting_a_participant_is_told(webhook):
    megara = make_participant()
    assert actions()[0] == (megara.pk, "created")
    key = megara.pk
    megara.delete()
    assert actions()[-1] == (key, "deleted")


def test_page_is_told_as_its_specific_type_with_locale_and_path(webhook, news_index, project):
    article = make_article(news_index, "One", slug="one")
    [data, *_] = announcements()
    assert (data["type"], data["id"], data["action"]) == (NEWS, article.pk, "created")
    assert data["locale"] == "en"
    assert data["paths"] == {"before": [], "after": ["/en/news/one/"]}
    assert {"/en/news/", "/en/news/one/"} <= set(data["affects"]["paths"])


def test_page_that_moved_is_told_with_both_paths(webhook, news_index, project):
    article = make_article(news_index, "One", slug="one")
    announcements()
    article.slug = "two"
    article.save_revision().publish()
    data = announcements()[-1]
    assert data["action"] == "moved"
    assert data["paths"] == {"before": ["/en/news/one/"], "after": ["/en/news/two/"]}


def test_page_that_is_gone_is_told_and_purged_where_it_was(webhook, news_index, settings, project):
    settings.WAGTAILFRONTENDCACHE = CDN
    article = make_article(news_index, "One", slug="one")
    announcements()
    key, address = article.pk, article.full_url
    Page.objects.get(pk=key).delete()
    last = announcements()[-1]
    assert (last["id"], last["action"]) == (key, "deleted")
    assert last["paths"] == {"before": ["/en/news/one/"], "after": []}
    assert address in purged()


# What is private stays so


@pytest.fixture
def behind_password(webhook, news_index):
    """Return an article that nobody sees without the password of the page above it."""
    article = make_article(news_index, "One", slug="one")
    PageViewRestriction.objects.create(
        page=news_index, restriction_type="password", password="open sesame"
    )
    settle()
    Change.objects.all().delete()
    return article


def test_work_on_a_private_page_is_not_told(behind_password, news_index):
    behind_password.title = "Better"
    behind_password.save_revision().publish()
    news_index.introduction = "For members"
    news_index.save_revision().publish()
    make_article(news_index, "Two", slug="two")
    behind_password.unpublish()
    settle()
    assert Change.objects.exists()
    assert announcements() == []


def test_page_that_becomes_private_is_told_as_unpublished(webhook, news_index):
    Change.objects.all().delete()
    PageViewRestriction.objects.create(page=news_index, restriction_type="login")
    [data] = announcements()
    assert (data["id"], data["action"]) == (news_index.pk, "restricted")
    assert data["paths"]["after"] == []
    assert WebhookMessage.objects.get().event_type.endswith(".unpublished")


def test_page_that_becomes_public_is_told_as_published(behind_password, news_index):
    PageViewRestriction.objects.all().delete()
    [data] = announcements()
    assert (data["id"], data["action"]) == (news_index.pk, "created")


def test_former_address_in_a_private_part_is_not_told(behind_password, home, settings, project):
    settings.WAGTAILFRONTENDCACHE = CDN
    former = behind_password.full_url
    Page.objects.get(pk=behind_password.pk).move(Page.objects.get(pk=home.pk), pos="last-child")
    data = next(data for data in announcements() if data["id"] == behind_password.pk)
    assert data["paths"] == {"before": [], "after": ["/en/one/"]}
    assert "/en/news/one/" not in str(data)
    assert former in purged()


def test_page_below_a_draft_is_not_told(webhook, news_index):
    news_index.unpublish()
    settle()
    Change.objects.all().delete()
    make_article(news_index, "One", slug="one")
    assert announcements() == []


def test_update_before_another_change_of_the_object_is_not_told(webhook):
    for key, action in [
        (1, "published"),
        (1, "updated"),
        (2, "updated"),
        (1, "updated"),
        (1, "unpublished"),
        (1, "published"),
        (1, "updated"),
    ]:
        make_change(key, action)
    assert actions() == [
        (1, "created"),
        (2, "updated"),
        (1, "unpublished"),
        (1, "created"),
        (1, "updated"),
    ]


def test_same_key_of_another_model_is_another_object(webhook):
    make_change(1, "updated")
    make_change(1, "updated", model="participants.theme")
    assert len(announcements()) == 2


def test_content_type_or_model_that_is_gone_does_not_stop_the_outbox(webhook):
    make_change(1, model="wagtailcore.page", content_type_id=999_999)
    make_change("x", model="removed.model")
    make_change(3)
    assert [(data["type"], data["id"]) for data in announcements()] == [
        ("wagtailcore.page", 1),
        ("removed.model", "x"),
        (PARTICIPANT, 3),
    ]


# Filters


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"actions": ["deleted"]}, [4]),
        ({"actions": ["published", "updated"]}, [1, 2, 3]),
        ({"types": [PARTICIPANT]}, [3, 4]),
        ({"types": [NEWS]}, [1, 2]),
        ({"types": ["participants.theme"]}, []),
        ({"locales": ["fr"]}, [2, 3, 4]),
        ({"locales": ["en"], "types": [NEWS]}, [1]),
        ({"locales": ["en"], "types": [NEWS], "actions": ["deleted"]}, []),
    ],
)
def test_filters_let_pass_what_they_name_and_what_has_no_locale(filters, expected):
    make_webhook("https://receiver.example/", **filters)
    english, french = (Locale.objects.get(language_code=code) for code in ("en", "fr"))
    page = {
        "model": "wagtailcore.page",
        "content_type_id": ContentType.objects.get_for_model(NewsArticlePage).pk,
    }
    make_change(1, locale_id=english.pk, **page)
    make_change(2, "updated", locale_id=french.pk, **page)
    make_change(3)
    make_change(4, "deleted")
    assert [data["id"] for data in announcements()] == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actions", ["exploded"]),
        ("actions", "published"),
        ("actions", {"published": True}),
        ("actions", [["published"]]),
        ("types", ["auth.user"]),
        ("types", ["wagtailcore.page"]),
        ("types", [None]),
        ("locales", ["xx"]),
        ("locales", None),
    ],
)
def test_filter_that_could_never_match_is_refused(field, value, settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    webhook = Webhook(name="x", address="http://127.0.0.1/", **{field: value})
    with pytest.raises(ValidationError) as refused:
        webhook.full_clean()
    assert set(refused.value.message_dict) == {field}


def test_types_are_those_that_the_triggers_tell():
    labels = type_labels()
    assert {PARTICIPANT, NEWS, "participants.theme", "wagtailredirects.redirect"} <= labels
    assert not labels & {"wagtailcore.page", "auth.user", "participants.application"}
    assert {label for label, name in type_choices()} == labels


# Purges

CDN = {
    "cdn": {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": "http://127.0.0.1:9/",
    }
}


def purged():
    return list(Purge.objects.values_list("address", flat=True))


def test_without_a_cdn_nothing_is_purged():
    make_change()
    take_changes()
    assert purged() == []


def test_changes_purge_their_addresses_and_all_that_a_wildcard_reaches(settings, site, places):
    settings.WAGTAILFRONTENDCACHE = CDN
    places(lambda keys: {key: [f"https://example.org/api/v2/participants/{key}/"] for key in keys})
    make_change(1)
    make_change(2)
    take_changes()
    assert purged() == [
        f"{site.root_url}/*",
        "https://example.org/api/v2/participants/1/",
        "https://example.org/api/v2/participants/2/",
    ]


def test_addresses_that_fail_do_not_stop_the_outbox(webhook, places, caplog, settings):
    def broken(keys):
        raise KeyError(keys)

    settings.WAGTAILFRONTENDCACHE = CDN
    places(broken)
    make_change(5)
    assert actions() == [(5, "created")]
    assert "No addresses for" in caplog.text


def test_project_that_fails_does_not_stop_the_outbox(webhook, caplog):
    def broken(*arguments):
        raise KeyError(arguments)

    facts = {PARTICIPANT: (broken, broken)}
    register_dependencies(Dependencies(facts, whole_site=broken, paths=broken))
    make_change(5)
    [data] = announcements()
    assert data["affects"] == {"tags": ["all"], "paths": []}
    assert caplog.text.count("The project cannot say") >= 3


# Wholly or not at all


def test_failure_leaves_all_changes_in_the_outbox(webhook, monkeypatch):
    def fail(*arguments):
        raise DatabaseError("disk full")

    make_change()
    monkeypatch.setattr(taking.Purge.objects, "bulk_create", fail)
    with pytest.raises(DatabaseError):
        take_changes()
    assert Change.objects.count() == 1
    assert not WebhookMessage.objects.exists()


def test_changes_that_another_deliverer_has_taken_are_not_told_twice(webhook, monkeypatch):
    make_change()
    real = taking.read_entries

    def slow(*arguments, **options):
        read = real(*arguments, **options)
        Change.objects.all().delete()
        return read

    monkeypatch.setattr(taking, "read_entries", slow)
    with pytest.raises(TakenByAnotherError):
        take_changes()
    assert not WebhookMessage.objects.exists()


def test_queries_do_not_grow_with_the_changes(webhook, django_assert_max_num_queries):
    take_changes()  # begins the log
    for key in range(taking.BATCH + 1):
        make_change(key)
    with django_assert_max_num_queries(24):
        assert take_changes() == taking.BATCH
    assert take_changes() == 1
    assert WebhookMessage.objects.count() == taking.BATCH + 1


@pytest.mark.parametrize("size", [3, 30])
def test_pages_are_looked_up_together(webhook, news_index, size, django_assert_max_num_queries):
    for number in range(size):
        make_article(news_index, slug=f"article-{number}")
    settle()
    with django_assert_max_num_queries(22):
        assert len(announcements()) > size


# Publishing waits for nobody

NETWORK = {"socket", "ssl", "http", "urllib", "requests", "smtplib"}
SENDERS = {"backends.py", "post.py", "sending.py", "targets.py"}


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_only_the_sender_knows_the_network():
    folder = Path(cms.delivery.__file__).parent
    places = ("targets.py", "webhooks/**/*.py", "outbox/*.py")
    found = {
        path.name
        for place in places
        for path in folder.glob(place)
        if NETWORK & set(imports_of(path))
    }
    assert found == SENDERS


def test_publishing_opens_no_connection(webhook, home, monkeypatch):
    def refuse(*arguments, **options):
        pytest.fail("Publishing went to the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(f"socket.socket.{name}", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    make_page(StandardPage, home, title="Quiet")
    settle()
    assert Change.objects.exists()
