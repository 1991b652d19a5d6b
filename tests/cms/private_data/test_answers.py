"""What an authority has sent comes out of no door but the inbox: every route is asked."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import override
from wagtail.models import APIToken, Page

import cms.urls
from participants.models import Application, Participant
from tests.cms.private_data.canaries import (
    LETTER,
    OFFICE,
    PHONE,
    PRIVATE,
    STATED,
    canary,
    found_in,
    words_of,
)
from tests.cms.private_data.routes import addresses, text_of, values_for

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "/api/v2/participants/?fields=*&limit=100",
    "/api/v2/participants/?search=zqname",
    "/api/v2/participants/summary/?search=zqname",
    "/api/v2/pages/?fields=*&limit=100",
    "/api/v2/pages/?search=zqname",
    "/api/v2/pages/summary/?type=alliance_pages.NewsArticlePage&facets=all",
    "/api/v2/pages/?locale=fr&fields=*",
    "/api/v2/resolve/?path=/en/&lists=true",
    "/api/v2/site/?locale=fr",
    "/api/v2/images/?fields=*",
    "/api/v2/documents/?fields=*",
    "/sitemap.xml",
    "/healthz",
    "/readyz",
]
SEARCHES = [
    "/admin/search/?q=zq",
    "/admin/pages/search/?q=zq",
    "/admin/participants/application/?q=zqcontact",
    "/admin/participants/application/?q=zqtext",
    "/admin/snippets/participants/participant/?q=zqcontact",
    "/admin/choose-page/search/?q=zq",
    "/admin/reports/site-history/",
    "/admin/reports/site-history/?is_commenting_action=",
]
# Wagtail's way of trying out error reports.
FAILS_ON_PURPOSE = "/admin/failwhale/"
LOGS_OUT = "/admin/logout/"


def leak(request):
    return HttpResponse("\n".join(Application.objects.values_list("contact_name", flat=True)))


urlpatterns = [path("leak/", leak), *cms.urls.urlpatterns]


@pytest.fixture
def values(applications):
    accepted = applications["accepted"]
    drafts = [draft.content_object for draft in accepted.drafts.all()]
    assert drafts
    return values_for(accepted, accepted.participant, drafts[0])


def leaks(client, asked, words):
    """Return what each address has given away; one that fails unexpectedly is told too."""
    client.raise_request_exception = False
    found = {}
    for address in asked:
        # The thread keeps the language of what it has answered last.
        with override("en"):
            response = client.get(address)
        told = found_in(text_of(response), words)
        if told or (response.status_code >= 500 and address != FAILS_ON_PURPOSE):
            found[address] = (response.status_code, told)
    return found


BELOW_PAGES = (
    *("feed/", "feed/rss/", "feed/json/", "changes/", "changes/rss/", "changes/json/"),
    "open-data/",
)


def public_addresses(values):
    pages = [page.url for page in Page.objects.live() if page.url]
    joining = [f"{url}{below}" for url in pages if "join" in url for below in ("form/", "sent/")]
    below_pages = [f"{url}{below}" for url in pages for below in BELOW_PAGES]
    return [*addresses(values), *pages, *joining, *below_pages, *QUESTIONS]


def test_visitors_and_frontends_see_nothing(values):
    asked = public_addresses(values)
    assert len(asked) > 500
    assert leaks(Client(), asked, words_of(PRIVATE, OFFICE, STATED)) == {}


def test_monitor_sees_nothing(applications, settings):
    settings.DELIVERY_MONITORING_TOKEN = "a-token-of-the-monitor"
    monitor = Client(headers={"Authorization": f"Bearer {settings.DELIVERY_MONITORING_TOKEN}"})
    asked = ["/metrics", "/readyz", "/healthz"]
    assert leaks(monitor, asked, words_of(PRIVATE, OFFICE, STATED)) == {}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "words"),
    [("editor", words_of(PRIVATE, OFFICE)), ("moderator", words_of(PRIVATE))],
)
def test_who_may_not_decide_sees_nothing_private_in_the_admin(
    applications, values, signed_in, name, words
):
    client = signed_in(name)
    inbox = [
        f"/admin/participants/application/{view}/{application.pk}/"
        for view in ("inspect", "history")
        for application in applications.values()
    ]
    asked = {*addresses(values, below="admin/"), *inbox, *SEARCHES} - {LOGS_OUT}
    assert leaks(client, asked, words) == {}
    # Still signed in, and the draft of the participant may be seen.
    participant = Participant.objects.get()
    editor = client.get(f"/admin/snippets/participants/participant/edit/{participant.pk}/")
    assert canary("names") in text_of(editor)


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["editor", "moderator"])
def test_token_shows_nothing_private(values, people, name):
    token = APIToken.create_token(user=people[name], name="test")[1]
    client = Client(headers={"Authorization": f"Bearer {token}"})
    asked = addresses(values, below="api/v3/")
    assert client.get("/api/v3/whoami/").status_code == 200
    assert leaks(client, asked, words_of(PRIVATE, OFFICE)) == {}


def test_contact_data_find_nothing_for_who_only_views(applications, signed_in):
    client = signed_in("moderator")
    for word, is_found in ((canary("names"), True), (canary("contact_email"), False), (PHONE, 0)):
        page = text_of(client.get(f"/admin/participants/application/?q={word}"))
        assert (applications["received"].reference in page) is bool(is_found)


def test_links_that_are_none_open_nothing(applications):
    key, secret = applications["received"].pk, applications["received"].link_secret
    for token in (str(key), f"{key}:{secret}", secret, "1:1:1"):
        for below in ("", "withdraw/", "new-link/"):
            response = Client().post(f"/en/application/{token}/{below}")
            assert response.status_code == 404
            # The page names its own address, which the language switch leads to.
            told = found_in(text_of(response), words_of(PRIVATE, OFFICE, STATED))
            assert told <= {canary("link_secret")}


# Positive controls


def test_who_decides_sees_it(applications, signed_in):
    client = signed_in("officer")
    application = applications["question_asked"]
    page = text_of(client.get(f"/admin/participants/application/inspect/{application.pk}/"))
    told = {canary(name) for name in ("contact_name", "contact_email", "text", "address")}
    assert found_in(page, told | {PHONE}) == told | {PHONE}
    letter = client.get(f"/admin/participants/application/{application.pk}/letter/")
    assert LETTER in text_of(letter)


@pytest.mark.thorough
@pytest.mark.urls(__name__)
def test_route_that_leaks_is_found(values):
    found = leaks(Client(), addresses(values), words_of(PRIVATE))
    assert found == {"/leak/": (200, {canary("contact_name")})}
