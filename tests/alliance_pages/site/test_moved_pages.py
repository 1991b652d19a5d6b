"""Renaming and moving pages leaves every former address working, routes included."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import get_page_models

from alliance_pages.models import HomePage, ParticipantIndexPage, StandardPage
from alliance_pages.models.routes import MovableRoutesMixin
from tests.alliance_pages.site.conftest import Told
from tests.factories import make_many_participants, make_page, make_participant

pytestmark = pytest.mark.django_db

ROUTES = ["", "megara/", "hódmező/", "feed/", "feed/rss/", "changes/json/"]


def test_every_page_with_routes_keeps_them():
    with_routes = [model for model in get_page_models() if hasattr(model, "get_subpage_urls")]
    assert len(with_routes) == 5
    assert all(issubclass(model, MovableRoutesMixin) for model in with_routes)


@pytest.mark.parametrize("route", ROUTES)
def test_a_renamed_index_is_found_with_all_profiles(visit, find, bilingual, published, route):
    published(bilingual["participants"], slug="members")
    published(bilingual["participants-fr"], slug="membres")
    for old, new in (
        ("/en/participants/", "/en/members/"),
        ("/fr/les-participants/", "/fr/membres/"),
    ):
        led = visit(old + route)
        assert led.is_permanent
        assert led == find(old + route)
        assert led.location.startswith(new)
        assert visit(led.location) == Told(led.location)


def test_renamed_news_are_found_with_articles_feeds_and_calendar(visit, bilingual, published):
    published(bilingual["news"], slug="press")
    for below in ("", "feed/", "feed/json/", "calendar/", "megara-joins/"):
        expected = Told(f"/en/press/{below}", is_permanent=True)
        assert visit(f"/en/news/{below}") == expected


def test_a_moved_index_is_found_with_all_profiles(visit, find, bilingual, home, moved):
    section = HomePage(title="Section", slug="section", locale=home.locale)
    home.add_child(instance=section)
    moved(bilingual["participants"], section)
    expected = Told("/en/section/participants/megara/", is_permanent=True)
    assert visit("/en/participants/megara/") == find("/en/participants/megara/") == expected


def test_what_lies_below_a_renamed_page_is_found(visit, find, bilingual, home, published):
    section = HomePage(title="Section", slug="section", locale=home.locale)
    home.add_child(instance=section)
    make_page(ParticipantIndexPage, section, title="Members")
    published(section, slug="area")
    expected = Told("/en/area/members/megara/", is_permanent=True)
    assert visit("/en/section/members/megara/") == find("/en/section/members/megara/") == expected


def test_a_form_that_was_moved_while_it_was_filled_in_is_sent_on(client, bilingual, published):
    published(bilingual["join"], slug="apply")
    response = client.post("/en/join/form/", {"name": "Megara"})
    assert (response.status_code, response["Location"]) == (308, "/en/apply/form/")
    assert client.get("/en/join/form/")["Location"] == "/en/apply/form/"


def test_two_new_names_and_the_first_again(visit, find, bilingual, published):
    index = bilingual["participants"]
    published(index, slug="members")
    published(index, slug="club")
    for old in ("/en/participants/megara/", "/en/members/megara/"):
        assert visit(old) == find(old) == Told("/en/club/megara/", is_permanent=True)
    published(index, slug="participants")
    assert visit("/en/participants/megara/") == Told("/en/participants/megara/")
    for old in ("/en/members/megara/", "/en/club/megara/"):
        assert visit(old) == find(old) == Told("/en/participants/megara/", is_permanent=True)
    # The redirects from its own address are still there, and lead nowhere while it is not live.
    ParticipantIndexPage.objects.get(pk=index.pk).unpublish()
    for old in ("/en/participants/", "/en/participants/megara/", "/en/club/megara/"):
        assert visit(old) is find(old) is None


def test_a_new_page_at_an_old_address_is_shown_and_hides_no_profile(
    visit, find, bilingual, home, published
):
    published(bilingual["participants"], slug="members")
    other = make_page(StandardPage, home, title="Who takes part", slug="participants")
    profile = Told("/en/members/megara/", is_permanent=True)
    assert visit("/en/participants/") == find("/en/participants/") == Told("/en/participants/")
    assert visit("/en/participants/megara/") == find("/en/participants/megara/") == profile
    # Wagtail now forgets that the index was here, for the other page was here later.
    published(other, slug="who")
    assert visit("/en/participants/") == Told("/en/who/", is_permanent=True)
    assert visit("/en/participants/megara/") == profile


def test_a_participant_that_joins_later_needs_no_redirect_of_its_own(
    visit, find, bilingual, published
):
    make_many_participants(50)
    published(bilingual["participants"], slug="members")
    assert Redirect.objects.count() == 2
    make_participant("samos")
    for slug in ("samos", "z-place-49"):
        old = f"/en/participants/{slug}/"
        assert visit(old) == find(old) == Told(f"/en/members/{slug}/", is_permanent=True)


def test_old_addresses_of_nothing_are_nothing(visit, find, bilingual, published):
    make_participant("draft", is_public=False)
    published(bilingual["participants"], slug="members")
    for old in ("nobody/", "draft/", "megara/more/", "*/", "*"):
        assert visit(f"/en/participants/{old}") is find(f"/en/participants/{old}") is None


def test_filters_go_with_a_page_and_what_it_does_not_read_stays_behind(
    client, bilingual, published
):
    published(bilingual["participants"], slug="members")
    response = client.get("/en/participants/?country=GR&utm_source=mail")
    assert response["Location"] == "/en/members/?country=GR"
