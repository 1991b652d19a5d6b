"""What leads elsewhere, or is not there, is touched by what would be there, and by little else."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from alliance_pages.models import StandardPage
from cms.delivery.models import LoggedChange
from tests.cms.changes.completeness import deliver
from tests.factories import make_article, make_page, make_participant

pytestmark = pytest.mark.django_db

RESOLVE = "/api/v2/resolve/?path="


def tags_at(client, address):
    return set(client.get(address).headers["Cache-Tag"].split(",")) - {"all"}


def touched_by(change):
    deliver()
    last = LoggedChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    change()
    deliver()
    entries = LoggedChange.objects.filter(pk__gt=last)
    return {tag for entry in entries for tag in entry.tags}


@pytest.mark.parametrize(
    "path",
    [
        *("/en/roma-housing/", "/en/ROMA%20housing", "/en/r%C3%B4ma-housing/", "/en/housing/"),
        *(
            "/en/roma-housing/below/",
            "/en/news/roma-housing/",
            "/en/old/",
            "/en/older/",
            "/en/1/x/",
        ),
        *("/en/page/149-anything.html", "/fr/news/149-other.html"),
    ],
)
@pytest.mark.parametrize("form", ["", RESOLVE])
def test_page_that_comes_is_told_to_what_leads_to_it(client, home, news_index, form, path):
    Redirect.objects.create(old_path="/en/housing", redirect_link="/en/old/")
    Redirect.objects.create(old_path="/en/old", redirect_link="/en/Roma-Housing/")
    page = make_page(StandardPage, home, title="Housing", slug="roma-housing", live=False)
    Redirect.objects.create(old_path="/en/older", redirect_page=page)
    Redirect.objects.create(old_path="/en/1/*", redirect_link="/en/older/")
    page.legacy_number = 149
    address = f"{form}{path}"
    before, tags = client.get(address), tags_at(client, address)
    touched = touched_by(page.save_revision().publish)
    after = client.get(address)
    if (before.status_code, before.content) != (after.status_code, after.content):
        assert tags & touched


def test_participant_that_comes_is_told_to_what_leads_to_it(client, home, participant_index):
    Redirect.objects.create(
        old_path="/en/city", redirect_page=participant_index, redirect_page_route_path="/megara/"
    )
    found = (
        "/en/participants/megara/",
        "/en/participants/M%C3%A9gara/",
        "/en/city/",
        "/en/Megara/",
    )
    tags = {form + path: tags_at(client, form + path) for path in found for form in ("", RESOLVE)}
    touched = touched_by(lambda: make_participant("megara"))
    assert [address for address, carried in tags.items() if not carried & touched] == []


def test_words_of_a_page_touch_nothing_elsewhere(client, home, news_index):
    article = make_article(news_index, "One", slug="one")
    nothing = [
        tags_at(client, f"{form}{path}") - {"counts", "site:en", "site:fr"}
        for path in ("/en/nothing/", "/en/page/9-nothing.html", "/en/NEWS/")
        for form in ("", RESOLVE)
    ]
    article.title = "Two"
    touched = touched_by(article.save_revision().publish)
    assert f"page:{article.pk}" in touched
    assert not any(tags & touched for tags in nothing)
    assert tags_at(client, f"{RESOLVE}/en/elsewhere/one/") & touched


def test_path_of_many_words_is_told_of_every_page(client, home):
    path = "/en/" + "/".join(f"word{number}" for number in range(40)) + "/"
    assert {"ways", "pages", "participants"} <= tags_at(client, path)
    assert len(client.get(path).headers["Cache-Tag"]) < 200
