"""The newest participants, and what has happened to participants, for feed readers."""

import datetime as dt

import pytest
from django.utils.html import strip_tags

from alliance_pages.models import ParticipantIndexPage
from participants.models import MembershipEvent
from tests.alliance_pages.feeds.reading import READERS, read_feed
from tests.factories import make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def newest(participant_index):
    return f"{participant_index.url}feed/"


@pytest.fixture
def changes(participant_index):
    return f"{participant_index.url}changes/"


def happened(place, *events):
    """Publish what happened after the admission. events: kind, date and perhaps the successor."""
    rows = [
        MembershipEvent(kind=kind, date=date, successor=next(iter(more), None), sort_order=number)
        for number, (kind, date, *more) in enumerate(events, start=1)
    ]
    place.events = [*place.events.all()[:1], *rows]
    place.save_revision().publish()


def sentences(found):
    return [strip_tags(entry.html) for entry in found.entries]


@pytest.mark.parametrize("word", READERS)
def test_newest_participants_in_each_format(client, home, newest, word):
    make_participant("megara", number=124, themes=[make_theme()])
    make_participant("samos", number=130)
    found = read_feed(client, newest, word)
    assert found.titles == ["Samos, Greece", "Megara, Greece"]
    assert (found.author, found.language) == (home.title, "en")
    assert found.entries[1].categories == ("Housing", "Greece")
    assert found.entries[1].href == "http://localhost/en/participants/megara/"
    assert "joined in 2014" in found.entries[0].html


@pytest.mark.parametrize("word", READERS)
def test_every_kind_of_event_is_a_sentence(client, changes, word):
    lyon = make_participant("lyon", country="FR", joined="2010-01-01")
    hidden = make_participant("hidden", is_public=False)
    happened(
        make_participant("megara", joined="2012"),
        ("suspended", "2013"),
        ("reinstated", "2014-02"),
        ("renamed", "2014-12-05"),
        ("withdrawn", "2015-01-02"),
    )
    happened(make_participant("samos", joined="2011"), ("merged", "2016", lyon))
    happened(make_participant("chios", joined="2011-05"), ("merged", "2016-03", hidden))
    found = read_feed(client, changes, word)
    assert sentences(found) == [
        "Chios (Greece) merged into another authority in March 2016.",
        "Samos (Greece) merged into Lyon in 2016.",
        "Megara (Greece) withdrew from the Alliance on 2 January 2015.",
        "Megara (Greece) was renamed on 5 December 2014.",
        "Megara (Greece) was reinstated in February 2014.",
        "The participation of Megara (Greece) was suspended in 2013.",
        "Megara (Greece) joined the Alliance in 2012.",
        "Chios (Greece) joined the Alliance in May 2011.",
        "Samos (Greece) joined the Alliance in 2011.",
        "Lyon (France) joined the Alliance on 1 January 2010.",
    ]
    # Only where the day is known.
    assert [entry.published for entry in found.entries][1:4] == [
        None,
        dt.datetime(2015, 1, 2, tzinfo=dt.UTC),
        dt.datetime(2014, 12, 5, tzinfo=dt.UTC),
    ]
    assert found.entries[1].href == "http://localhost/en/participants/samos/"


def test_what_is_not_public_is_not_told(client, changes):
    shown = make_participant("megara", joined="2012")
    make_participant("draft", is_public=False)
    expired = make_participant("expired")
    type(expired).objects.filter(pk=expired.pk).update(
        expire_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )
    withdrawn = MembershipEvent(kind="withdrawn", date="2015", sort_order=1)
    shown.events = [*shown.events.all(), withdrawn]
    shown.save_revision()
    assert sentences(read_feed(client, changes)) == ["Megara (Greece) joined the Alliance in 2012."]
    shown.get_latest_revision().publish()
    assert len(read_feed(client, changes).entries) == 2
    shown.refresh_from_db()
    shown.unpublish()
    assert read_feed(client, changes).entries == []


def test_event_of_no_known_date_has_no_place(client, changes):
    make_participant("megara", joined="")
    make_participant("samos", joined="2014")
    assert read_feed(client, changes).titles == ["Samos, Greece"]


def test_ids_outlive_a_date_that_is_put_right(client, changes):
    place = make_participant("megara", joined="2012")
    happened(place, ("renamed", "2013"), ("renamed", "2014"))
    before = [entry.id for entry in read_feed(client, changes).entries]
    assert len(set(before)) == 3
    happened(place, ("renamed", "2013-05"), ("renamed", "2014-06"))
    for word in READERS:
        assert [entry.id for entry in read_feed(client, changes, word).entries] == before


@pytest.mark.parametrize("below", ["feed/", "changes/"])
def test_filters_are_those_of_the_list(client, participant_index, below):
    address = f"{participant_index.url}{below}"
    make_participant("megara", number=1, themes=[make_theme()])
    make_participant("lyon", number=2, country="FR")
    assert read_feed(client, address, country="FR").titles == ["Lyon, France"]
    found = read_feed(client, address, "json/", country="GR", theme="housing")
    assert found.titles == ["Megara, Greece"]
    assert found.title.endswith("of the Alliance (Greece, Housing)")
    assert found.address.endswith("json/?country=GR&theme=housing")
    # What nobody has finds nobody, as in the list; what is no filter of a feed changes nothing.
    for query in ({"country": "ZZ"}, {"theme": "no"}):
        assert read_feed(client, address, **query).entries == [], query
    assert len(read_feed(client, address, q="lyon", status="former", canary=1).entries) == 2


def test_names_are_in_the_language_of_the_page(client, french_home, changes):
    french = make_page(ParticipantIndexPage, french_home, title="Villes", slug="villes")
    make_participant("megara", texts={"en": "Megara", "fr": "Mégare"})
    found = read_feed(client, f"{french.url}changes/")
    assert found.language == "fr"
    assert found.titles == ["Mégare, Grèce"]
    assert found.entries[0].href == "http://localhost/fr/villes/megara/"


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize("below", ["feed/rss/", "changes/", "changes/json/?theme=housing"])
@pytest.mark.usefixtures("keeping")
def test_costs_the_same_at_any_length(client, participant_index, at_most, size, below):
    lyon, theme = make_participant("lyon", joined=""), make_theme()
    for number in range(size):
        place = make_participant(f"place-{number}", themes=[theme])
        if number < 3:
            happened(place, ("merged", "2016", lyon))
    with at_most(18):
        assert client.get(f"{participant_index.url}{below}").status_code == 200


def test_answer_is_for_everybody(client, newest, changes):
    for address in (f"{newest}rss/", f"{newest}json/", changes, f"{changes}rss/"):
        response = client.get(address, headers={"origin": "https://reader.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "participants" in response["Cache-Tag"].split(",")
