"""What needs attention: each number is the length of its list, for whoever may open it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alliance_pages.models import StandardPage
from tests.cms.dashboard.conftest import GROUPS, signed_in
from tests.factories import make_page

pytestmark = pytest.mark.django_db

API = "/admin/api/dashboard/"
UNFINISHED = "/admin/reports/unfinished/"
DEBTS = "/admin/reports/translation-debts/"
REGISTRY = ["quality", "figures", "aged"]
PAGES = ["moderation", "drafts", "scheduled", "translations", "remarks"]
OFFICE = ["applications", "corrections"]
SEEN = {
    "superuser": [*OFFICE, *PAGES, *REGISTRY, "deliveries", "mails"],
    "Moderators": [*OFFICE, *PAGES, *REGISTRY],
    "Editors": [*PAGES, *REGISTRY],
    "Accession officers": [*OFFICE, "drafts", "scheduled", *REGISTRY],
}


def attention(client):
    return {row["key"]: row for row in client.get(API).json()["attention"]}


def length(client, address):
    """Return how many there are in the list at an address."""
    response = client.get(address)
    assert response.status_code == 200, address
    context = response.context_data
    if "cl" in context or "result_count" in context:  # modeladmin
        return context["view"].get_queryset().count()
    return context["paginator"].count


@pytest.mark.parametrize("group", SEEN)
def test_each_number_is_the_length_of_the_list_that_it_leads_to(group, full):
    client = signed_in(group)
    rows = attention(client)
    assert list(rows) == SEEN[group]
    lengths = {key: length(client, row["url"]) for key, row in rows.items()}
    assert lengths == {key: row["number"] for key, row in rows.items()}
    assert all(lengths.values()), lengths


@pytest.mark.parametrize("group", SEEN)
def test_lists_that_are_not_offered_are_refused(group, full):
    everything = attention(signed_in("superuser"))
    client = signed_in(group) if group != "superuser" else Client()
    for key in set(everything) - set(SEEN[group] if group != "superuser" else []):
        assert client.get(everything[key]["url"]).status_code == 302, key


def test_page_shows_the_same_rows_with_links(full):
    for group in GROUPS[:4]:
        client = signed_in(group)
        page = client.get(reverse("wagtailadmin_home")).content.decode()
        for row in attention(client).values():
            assert f'<a href="{row["url"].replace("&", "&amp;")}">{row["label"]}</a>' in page


def test_nobody_without_the_admin_is_told(client):
    assert client.get(API).status_code == 302
    assert signed_in("nobody").get(API).status_code == 302
    assert signed_in("Editors").post(API).status_code == 405


def test_oldest_is_the_one_that_waits_longest(full):
    rows = attention(signed_in("superuser"))
    assert (rows["aged"]["oldest"], rows["figures"]["oldest"]) == ("2001", "2001")
    first = timezone.now() + timedelta(days=1)
    assert rows["scheduled"]["oldest"][:13] == first.strftime("%Y-%m-%dT%H")


def test_empty_lists_have_no_oldest(home):
    rows = attention(signed_in("superuser"))
    assert rows["mails"] == {
        "key": "mails",
        "label": "Mails that were given up",
        "number": 0,
        "oldest": None,
        "url": reverse("delivery_mails:index"),
    }


def test_numbers_cost_at_most_15_queries_at_any_size(full, at_most):
    clients = [signed_in(group) for group in SEEN]
    for number in (1, 2):
        for client in clients:
            client.get(API)
            with at_most(15):
                client.get(API)
        full(number)


def titles(client, what):
    rows = client.get(UNFINISHED, {"what": what}).context_data["object_list"]
    return {row.object_str for row in rows}


def test_what_waits_for_a_moderator_or_its_moment_is_no_draft(full):
    client = signed_in("superuser")
    drafts, scheduled = titles(client, "drafts"), titles(client, "scheduled")
    assert {"Über 0", "Bare-0", "Place-0"} <= drafts
    assert not drafts & {"Sent 0", "Soon 0", "Ends 0", "Leaves-0"}
    assert scheduled == {
        f"{kind}{each}" for kind in ("Soon ", "Ends ", "Leaves-") for each in (0, 1)
    }
    assert titles(client, "") == drafts | scheduled


def test_report_of_drafts_has_a_fixed_number_of_queries(full, at_most):
    client = signed_in("Editors")
    client.get(UNFINISHED)
    for number in (1, 2):
        with at_most(14):
            assert b"Soon 0" in client.get(UNFINISHED).content
        full(number)


def debts(client):
    pages = client.get(DEBTS).context_data["object_list"]
    return {page.title: page.debt for page in pages}


def test_page_is_a_debt_until_its_translation_is_live_and_younger(home, french_home):
    client = signed_in("Editors")
    publish(home)
    publish(french_home)
    assert debts(client) == {}
    about = publish(make_page(StandardPage, home, title="About", slug="about"))
    assert debts(client) == {"About": "No page in French"}
    french = about.copy_for_translation(french_home.locale)
    assert debts(client) == {"About": "No page in French"}
    publish(french)
    assert debts(client) == {}
    publish(about)
    assert debts(client) == {"About": "An older state in French"}
    # The original is not behind its translation.
    publish(french)
    publish(french)
    assert debts(client) == {}
    about.unpublish()
    assert debts(client) == {"About": "No page in English"}
    assert len(debts(client)) == attention(client)["translations"]["number"]


def test_alias_is_no_translation(home, french_home):
    publish(home)
    publish(french_home)
    about = publish(make_page(StandardPage, home, title="About", slug="about"))
    about.copy_for_translation(french_home.locale, alias=True)
    assert debts(signed_in("Editors")) == {"About": "No page in French"}


def test_report_of_debts_has_a_fixed_number_of_queries(full, at_most):
    client = signed_in("Editors")
    client.get(DEBTS)
    for number in (1, 2):
        with at_most(14):
            assert b"Ends 0" in client.get(DEBTS).content
        full(number)


def publish(page):
    page.save_revision().publish()
    return page


def test_list_of_failed_mails_tells_neither_recipient_nor_words(full):
    page = signed_in("superuser").get("/admin/delivery/mails/").content.decode()
    assert "2 failed mails" in page
    assert "queued" not in page
    assert "a@example.org" not in page
