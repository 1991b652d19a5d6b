"""Signatories and winners on the site and in the API: lists, countries, profiles."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import CountryPage, DistinctionsPage
from tests.factories import make_distinction, make_page, make_participant

pytestmark = pytest.mark.django_db
PRIZE = {"kind": "prize", "edition": 4, "place": 2, "date": "2013"}


@pytest.fixture
def greece(country_index):
    return make_page(CountryPage, country_index, title="Greece", country="GR")


def list_page(home, kind="signature", **fields):
    return make_page(DistinctionsPage, home, title=f"List of {kind}", kind=kind, **fields)


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main")[0]))


def shown(client, page):
    return client.get(page.url).content.decode()


def test_list_says_what_is_known_in_the_order_of_countries(client, api, home):
    make_distinction("Lviv", country="UA", date="2018-07-16")
    make_distinction("Belsh", country="AL", number=1)
    make_distinction("Ghent", **PRIZE, country="BE")
    page = list_page(home, published_total=122)
    words = text(shown(client, page))
    assert "Known here: 2 of 122" in words
    assert "Belsh, Albania Date not known, row 1 of the published list" in words
    assert words.index("Belsh") < words.index("Lviv")
    assert "Ghent" not in words
    told = api(f"pages/{page.pk}/")[1]
    assert told["known_sentence"] == "Known here: 2 of 122"
    assert [one["name"] for one in told["distinctions"]] == ["Belsh", "Lviv"]
    assert told["distinctions"][1] == {
        "kind": "signature",
        "name": "Lviv",
        "date": {"date": "2018-07-16", "precision": "day", "display": "16 July 2018"},
        "number": None,
        "edition": None,
        "place": None,
        "statement": "Signed the Declaration against anti-Gypsyism",
        "details": "16 July 2018",
        "source_url": "https://example.org/list",
        "country": {"code": "UA", "name": "Ukraine"},
        "participant": None,
    }


def test_winners_stand_by_year_and_place(client, home):
    for name, edition, place, year in (
        ("Volos", 2, 2, "2008"),
        ("Gliwice", 6, 3, "2017"),
        ("Kocaeli", 6, None, "2017"),
        ("Argostoli", None, 2, ""),
    ):
        make_distinction(name, kind="prize", edition=edition, place=place, date=year)
    words = text(shown(client, list_page(home, "prize")))
    assert "Known here: 4" in words
    places = [words.index(name) for name in ("Gliwice", "Kocaeli", "Volos", "Argostoli")]
    assert places == sorted(places)


def test_old_numbered_address_leads_to_the_list(client, home):
    page = list_page(home, legacy_number=284)
    answer = client.get("/en/page/284-signatories-of-the-declaration.html")
    assert (answer.status_code, answer["Location"]) == (301, page.url)


def test_country_page_shows_its_own(client, api, greece, participant_index):
    volos = make_participant("volos")
    make_distinction("Volos", participant=volos)
    make_distinction("Heraklion", **PRIZE)
    make_distinction("Lviv", country="UA")
    html = shown(client, greece)
    words = text(html)
    assert "Signatories of the Declaration" in words
    assert "Winners of the Dosta! Congress Prize" in words
    assert "Heraklion Second place, edition 4, 2013" in words
    assert 'aria-label="Source: Heraklion"' in html
    assert f'<a href="{volos.get_absolute_url()}">Volos</a>' in html
    assert "Lviv" not in words
    told = {one["name"]: one for one in api(f"pages/{greece.pk}/")[1]["distinctions"]}
    assert told.keys() == {"Volos", "Heraklion"}
    assert told["Volos"]["participant"]["slug"] == "volos"
    # A past day is told without what has no day of its own.
    assert "Heraklion Second" not in text(
        client.get(f"{greece.url}on/2014-06-30/").content.decode()
    )


def test_country_without_any_says_nothing(client, greece):
    assert "Signatories" not in text(shown(client, greece))


def test_profile_tells_them_in_its_timeline(client, api, participant_index):
    volos = make_participant("volos", joined="2014")
    make_distinction("Volos", participant=volos, **PRIZE)
    make_distinction("Volos", participant=volos)
    html = client.get("/en/participants/volos/").content.decode()
    timeline = html.split('id="profile-timeline"')[1].split("</section>")[0]
    statements = re.findall(r"<p>\s*(.*?)\s*(?:<a|\n)", timeline)
    assert statements == [
        "Dosta! Congress Prize: second place",
        "Joined the Alliance",
        "Signed the Declaration against anti-Gypsyism",
    ]
    asked = {"path": "/en/participants/volos/", "lists": "true"}
    told = client.get("/api/v2/resolve/", asked).json()
    assert [step["text"] for step in told["lists"]["timeline"]] == statements
    [prize, _signature] = told["item"]["distinctions"]
    assert (prize["kind"], prize["edition"], prize["place"]) == ("prize", 4, 2)
    assert api(f"participants/{volos.pk}/")[1]["distinctions"][0]["name"] == "Volos"


def test_hidden_participant_is_a_name_alone(client, api, home, greece, participant_index):
    hidden = make_participant("canarytown", is_public=False)
    make_distinction("Volos", participant=hidden)
    public = make_participant("megara")
    make_distinction("Megara", participant=public)
    page = list_page(home)
    for address in (page.url, greece.url):
        html = client.get(address).content.decode()
        assert "canarytown" not in html
        assert "Volos" in html
        assert f'<a href="{public.get_absolute_url()}">Megara</a>' in html
    for address in (f"pages/{page.pk}/", f"pages/{greece.pk}/"):
        told = {one["name"]: one["participant"] for one in api(address)[1]["distinctions"]}
        assert told["Volos"] is None
        assert told["Megara"]["id"] == public.pk
    # A draft is not told by tags either.
    assert f"participant:{hidden.pk}" not in client.get(greece.url)["Cache-Tag"]


def test_drafts_and_private_lists_are_not_there(client, api, home):
    page = list_page(home, live=False)
    assert client.get(f"/en/{page.slug}/").status_code == 404
    assert api(f"pages/{page.pk}/")[0] == 404


@pytest.mark.parametrize("size", [2, 20])
@pytest.mark.usefixtures("participant_index")
def test_queries_do_not_grow(client, home, greece, size):
    pages = [list_page(home), greece]
    for place in range(size):
        named = make_participant(f"town-{place}")
        make_distinction(f"Town {place}", participant=named)
    for page, most in zip(pages, (12, 22), strict=True):
        client.get(page.url)
        with CaptureQueriesContext(connection) as warm:
            client.get(page.url)
        asked = [one["sql"] for one in warm if "participants_distinction" in one["sql"]]
        assert len(asked) == 1, page
        assert len(warm) <= most, page
    with CaptureQueriesContext(connection) as both:
        client.get("/api/v2/pages/?type=alliance_pages.DistinctionsPage&fields=*")
    assert len([one for one in both if "participants_distinction" in one["sql"]]) == 1
