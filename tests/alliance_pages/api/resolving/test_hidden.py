"""What is hidden is answered as what is missing, byte for byte and query for query."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from alliance_pages.models import StandardPage
from participants.models import Participant
from tests.factories import make_article, make_page, make_participant

pytestmark = pytest.mark.django_db

TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def hidden(home, news_index, participant_index):
    """Return paths of things that are hidden in every way; each holds "hidden" once."""
    make_participant("megara")
    make_article(news_index, "Open")
    make_page(StandardPage, home, title="hidden draft", live=False)
    later = make_page(StandardPage, home, title="hidden later", live=False)
    later.go_live_at = timezone.now() + TOMORROW
    later.save_revision().publish()
    past = timezone.now() - TOMORROW
    make_page(StandardPage, home, title="hidden expired", expire_at=past)
    for kind in ("login", "password"):
        private = make_page(StandardPage, home, title=f"hidden {kind}")
        make_page(StandardPage, private, title="below")
        PageViewRestriction.objects.create(page=private, restriction_type=kind, password="open")
    private.create_alias(update_slug="hidden-alias")
    parent = make_page(StandardPage, home, title="hidden parent")
    make_page(StandardPage, parent, title="below")
    parent.unpublish()
    make_article(news_index, "hidden article", live=False)
    make_participant("hidden-participant", is_public=False)
    expired = make_participant("hidden-former")
    Participant.objects.filter(pk=expired.pk).update(expire_at=past)
    return [
        *(f"/en/hidden-{name}/" for name in ("draft", "later", "expired", "login", "password")),
        *("/en/hidden-alias/", "/en/hidden-parent/"),
        *("/en/hidden-parent/below/", "/en/hidden-login/below/", "/en/hidden-password/below/"),
        *("/en/news/hidden-article/", "/en/news/hidden-article/more/"),
        *("/en/participants/hidden-participant/", "/en/participants/hidden-former/"),
        *("/EN/Hidden-Login", "/en/news/HIDDEN-draft/", "/en/hidden-participant/"),
    ]


def ask(client, path):
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/api/v2/resolve/", {"path": path})
    return response, len(asked)


def absent(text):
    """Return a text with another word, of as many letters, that nothing is called."""
    for hidden, other in (("hidden", "absent"), ("Hidden", "Absent"), ("HIDDEN", "ABSENT")):
        text = text.replace(hidden, other)
    return text


def test_hidden_is_as_missing(client, hidden):
    wrong = []
    for path in hidden:
        for first in (path, absent(path)):
            ask(client, first)
        (one, queries), (other, of_missing) = ask(client, path), ask(client, absent(path))
        if one.status_code != 404 or absent(one.content.decode()) != other.content.decode():
            wrong.append((path, one.status_code, one.content, other.content))
        changing = {"Date", "Server-Timing", "X-Request-ID"}
        headers = [
            {
                # The tags name the words that were asked for.
                name: sorted(absent(value).split(","))
                for name, value in answer.items()
                if name not in changing
            }
            for answer in (one, other)
        ]
        if headers[0] != headers[1]:
            wrong.append((path, headers))
        # What a copy mirrors is looked up, whether it is hidden or not.
        if queries != of_missing and "alias" not in path:
            wrong.append((path, queries, of_missing))
    assert wrong == []


def test_the_same_is_shown_once_it_is_public(client, hidden):
    """Keep the test above honest: what hides these is what it says."""
    PageViewRestriction.objects.all().delete()
    for page in StandardPage.objects.filter(slug__startswith="hidden", live=False):
        page.expire_at = page.go_live_at = None
        page.save_revision().publish()
    StandardPage.objects.update(expire_at=None)
    for participant in Participant.objects.filter(slug__startswith="hidden"):
        participant.expire_at = None
        participant.save_revision().publish()
    for path in hidden:
        if "article" not in path and path.startswith("/en/hidden"):
            assert ask(client, path)[0].status_code in {200, 404}
    for path in ("/en/hidden-draft/", "/en/hidden-login/below/", "/en/hidden-alias/"):
        assert ask(client, path)[0].status_code == 200, path
    for path in ("/en/participants/hidden-participant/", "/en/participants/hidden-former/"):
        assert ask(client, path)[0].json()["kind"] == "participant"


def test_who_is_signed_in_or_knows_the_password_is_told_no_more(client, admin_client, hidden):
    for path in hidden:
        assert ask(client, path)[0].status_code == 404
    restriction = PageViewRestriction.objects.get(page__slug="hidden-password")
    address = f"/en/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
    client.post(address, {"password": "open", "return_url": "/en/hidden-password/"})
    assert b"<h1>hidden password" in client.get("/en/hidden-password/").content
    assert ask(client, "/en/hidden-password/")[0].status_code == 404


def test_redirects_and_titles_tell_nothing_hidden(client, hidden, home):
    for page in StandardPage.objects.filter(slug__startswith="hidden"):
        Redirect.add_redirect(f"/to-{page.pk}", redirect_to=page)
        response, _queries = ask(client, f"/to-{page.pk}")
        assert response.status_code == 404
        assert "hidden" not in response.content.decode()


def test_breadcrumbs_and_translations_name_nothing_hidden(client, home, french_home, news_index):
    article = make_article(news_index, "Open")
    french = make_page(
        type(news_index),
        french_home,
        title="hidden news",
        translation_key=news_index.translation_key,
    )
    PageViewRestriction.objects.create(page=french, restriction_type="login")
    response, _queries = ask(client, article.url)
    assert response.status_code == 200
    assert "hidden" not in response.content.decode()
