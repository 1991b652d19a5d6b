"""The finder shows what is asked for, says how many there would be else, and leads on."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_pages.models import HomePage, ParticipantIndexPage
from tests.databases import taken_back
from tests.factories import (
    make_full_participant,
    make_many_participants,
    make_page,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db

FINDER = "/en/participants/"
SELECT = re.compile(r'<select id="filter-(\w+)".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)</option>')
MOST_QUERIES = 30


@pytest.fixture(scope="module")
def registry(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        home = HomePage.objects.get(locale__language_code="en")
        make_page(ParticipantIndexPage, home, title="Participants")
        make_full_participant("megara", country="GR", number=124, name_local="Μέγαρα")
        make_participant("samos", country="GR", kind="region", joined="2018", number=130)
        make_participant("lyon", country="FR", joined="2016", themes=[make_theme("health")])
        yield


@pytest.fixture
def page(client, registry):
    """Return a function that gives what the finder shows for a query."""

    def show(query="", status=200):
        response = client.get(f"{FINDER}{query}")
        assert response.status_code == status, query
        return unescape(response.content.decode())

    return show


def rows(html):
    return re.findall(r'<h3>\s*<a href="/en/participants/([\w-]+)/"', html)


# Before those that share a registry


def test_each_part_has_its_title_and_canonical_address(client, participant_index):
    make_many_participants(60)
    for query, title, canonical in (
        ("?page=2", "Participants – Page 2 of 2 – ", "?page=2"),
        ("?page=9", "Participants – Page 2 of 2 – ", "?page=2"),
        ("?country=GR&page=2", "Participants – Greece – Page 2 of 2 – ", ""),
        ("?view=table", "Participants – ", ""),
        ("?q=z&year=2014&kind=city", "Participants – “z”, City, joined in 2014 – ", ""),
    ):
        html = client.get(f"{FINDER}{query}").content.decode()
        assert f"<title>{title}European" in html, query
        assert f'rel="canonical" href="http://localhost{FINDER}{canonical}"' in html, query


def test_another_language_keeps_what_is_chosen(client, participant_index, french_home):
    make_page(
        ParticipantIndexPage,
        french_home,
        title="Participants",
        translation_key=participant_index.translation_key,
    )
    make_participant("megara")
    html = unescape(client.get(f"{FINDER}?view=table&country=GR&utm_id=1").content.decode())
    assert 'href="/fr/participants/?country=GR&view=table" hreflang="fr" lang="fr"' in html
    assert 'hreflang="fr" href="http://localhost/fr/participants/">' in html


@pytest.mark.parametrize("count", [3, 300])
def test_every_view_costs_the_same_at_any_size(client, participant_index, count):
    make_many_participants(count)
    make_full_participant("megara")
    # What surrounds every page is read once for each version.
    client.get("/en/")
    filters = "country=GR&kind=city&theme=housing&status=all&year=2014&has=figures"
    for query in ("", "view=map", "view=table&page=2", f"{filters}&q=meg", f"{filters}&q=place"):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{FINDER}?{query}")
        assert len(asked) <= MOST_QUERIES, query


# With a registry


@pytest.mark.parametrize(
    "query", ["", "?country=FR", "?kind=region", "?has=figures&country=GR", "?year=2016&q=lyon"]
)
def test_options_tell_how_many_there_would_be(page, query):
    parts = dict.fromkeys(query.removeprefix("?").split("&")) if query else {}
    for found in SELECT.finditer(page(query)):
        name = found[1]
        others = [part for part in parts if not part.startswith(f"{name}=")]
        for value, count in OPTION.findall(found[0]):
            asked = "&".join([*others, f"{name}={value}"])
            assert len(rows(page(f"?{asked}"))) == int(count), asked


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?order=-name", ["samos", "megara", "lyon"]),
        ("?order=-number", ["samos", "megara", "lyon"]),
        ("?has=initiatives", ["megara"]),
        ("?year=2016,2018", ["lyon", "samos"]),
        ("?country=GR,FR&kind=city", ["lyon", "megara"]),
    ],
)
def test_list_is_narrowed_and_ordered(page, query, found):
    assert rows(page(query)) == found


def test_row_has_names_country_number_themes_and_what_is_on_file(page):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page("?q=megara").partition("rows")[2]))
    for words in ("Megara Μέγαρα", "City, Greece", "no. 124", "On file: figures, initiatives"):
        assert words in text


def test_what_is_chosen_can_be_removed_one_by_one(page):
    html = page("?country=GR,FR&has=figures&view=table&page=1")
    chips = html.partition("Chosen filters")[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)">([^<]+)', chips) == [
        ("?country=FR&has=figures&view=table", "Greece"),
        ("?country=GR&has=figures&view=table", "France"),
        ("?country=GR,FR&view=table", "with figures"),
        (FINDER, "Show all who take part"),
    ]
    assert '<option value="GR,FR" selected>Greece, France (1)</option>' in html


def test_views_are_of_one_address(page):
    table = page("?country=GR&view=table&order=-number")
    assert table.count('<th scope="row">') == 2
    assert 'aria-sort="descending"><a href="?country=GR&order=number&view=table"' in table
    assert 'href="?country=GR&order=-number&view=map"' in table
    drawn = page("?country=GR&view=map")
    assert "<table" not in drawn
    assert rows(drawn) == []


def test_map_has_all_that_is_found_and_countries_keep_the_other_filters(page):
    drawn = page("?view=map&kind=city&country=GR")
    assert drawn.count("map__country--highlighted") == 1
    assert drawn.count('<circle class="map__point"') == 1
    assert '<a class="map__link" href="?country=FR&kind=city&view=map">' in drawn
    assert "country=DE" not in drawn.partition("<svg")[2]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?contry=GR", "There is no parameter “contry”. Known are: country, day, has, kind"),
        ("?kind=village", "Possible are: city, municipality"),
        ("?page=x", "Possible are: whole numbers from 1"),
        ("?year=x&kind=city", "years such as 2014"),
        ("?theme=housing,no", "“housing,no” cannot be read as “theme”. Possible are: health, "),
        ("?q=%3Cb%3E&q=x", "given more than once"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_shown(page, query, named):
    html = page(query, status=400)
    status = html.partition('role="status"')[2].partition("</div>")[0]
    assert named in status
    assert "<b>" not in status
    assert len(rows(html)) >= 2


def test_empty_result_proposes_names_and_less(page):
    html = page("?q=megarra&country=FR")
    assert "Names that are alike" in html
    assert '<a href="/en/participants/megara/"' in html
    assert "Without Greece" not in html
    assert ('href="?country=FR">Without “megarra”: 1 participant</a>') in re.sub(
        r"\s*\n\s*", "", html
    )
    assert "Without France" not in html
