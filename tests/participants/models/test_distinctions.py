"""Signatures and prizes: what may be kept of them, and how editors do it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from participants.models import Distinction
from tests.factories import make_distinction, make_participant

pytestmark = pytest.mark.django_db
URL = "wagtailsnippets_participants_distinction"
PRIZE = {"kind": "prize", "edition": 5, "place": 2, "date": "2015"}


def faults(name="Volos", /, **fields):
    with pytest.raises(ValidationError) as raised:
        make_distinction(name, **fields)
    return raised.value.message_dict


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"number": 0}, "number"),
        ({"edition": 5}, "edition"),
        ({"place": 1}, "place"),
        ({**PRIZE, "number": 3}, "number"),
        ({**PRIZE, "place": 4}, "place"),
        ({**PRIZE, "edition": None, "place": None}, "edition"),
        ({**PRIZE, "date": ""}, "date"),
        ({"date": "2018-13"}, "date"),
        ({"country": "US"}, "country"),
        ({"source_url": ""}, "source_url"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"kind": "medal"}, "kind"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(fields, name):
    assert name in faults(**fields)


def test_the_same_is_listed_once():
    make_distinction("Korçë", country="AL")
    assert faults(" KORCE", country="AL") == {"name": ["This one is in the list already."]}
    make_distinction("Volos", **PRIZE)
    assert "name" in faults("Volos", **PRIZE)
    make_distinction("Volos", **{**PRIZE, "edition": 6, "date": "2017"})
    make_distinction("Volos")


def test_a_participant_of_another_country_is_another_one():
    lyon = make_participant("lyon", country="FR")
    assert "participant" in faults("Lyon", country="BE", participant=lyon)
    assert make_distinction("Lyon", country="FR", participant=lyon).public_participant == lyon


def test_it_stays_when_its_participant_goes():
    volos = make_participant("volos")
    signature = make_distinction(participant=volos)
    volos.delete()
    signature.refresh_from_db()
    assert (signature.name, signature.participant) == ("Volos", None)


@pytest.mark.parametrize(
    ("fields", "english", "french"),
    [
        ({}, "date not known", "date non connue"),
        (
            {"date": "2018-06", "number": 12},
            "June 2018, row 12 of the published list",
            "juin 2018, ligne 12 de la liste publiée",
        ),
        (PRIZE, "second place, edition 5, 2015", "deuxième place, édition 5, 2015"),
        (
            {**PRIZE, "place": None},
            "place not known, edition 5, 2015",
            "place non connue, édition 5, 2015",
        ),
        (
            {"kind": "prize", "place": 1},
            "first place, date not known",
            "première place, date non connue",
        ),
    ],
)
def test_what_is_known_is_told_in_words(fields, english, french):
    distinction = make_distinction(**fields)
    assert distinction.details == english
    with override("fr"):
        assert distinction.details == french


def test_editors_search_and_filter_them(admin_client):
    make_distinction("Korçë", country="AL", number=6)
    make_distinction("Volos", participant=make_participant("volos"))
    make_distinction("Ghent", **PRIZE, country="BE")
    listing = reverse(f"{URL}:list")

    def listed(**query):
        page = admin_client.get(listing, query).content.decode()
        return [
            name
            for name in ("Korçë", "Volos", "Ghent")
            if f">{name}" in page.replace("\n", "") or name in page
        ]

    assert listed() == ["Korçë", "Volos", "Ghent"]
    assert listed(kind="prize") == ["Ghent"]
    assert listed(country="AL") == ["Korçë"]
    assert listed(q="volos") == ["Volos"]


def test_their_history_is_kept(admin_client):
    added = admin_client.post(
        reverse(f"{URL}:add"),
        {
            "kind": "signature",
            "name": "Lviv",
            "country": "UA",
            "date": "2018-07-16",
            "source_url": "https://example.org/",
        },
    )
    assert added.status_code == 302
    lviv = Distinction.objects.get()
    assert "Lviv" in admin_client.get(reverse(f"{URL}:edit", args=[lviv.pk])).content.decode()
    history = admin_client.get(reverse(f"{URL}:history", args=[lviv.pk])).content.decode()
    assert "Created" in history


@pytest.mark.parametrize("size", [3, 30])
def test_listing_asks_as_often_for_many(admin_client, size, django_assert_max_num_queries):
    for place in range(size):
        make_distinction(f"Town {place}", participant=make_participant(f"town-{place}"))
    admin_client.get(reverse(f"{URL}:list"))
    with django_assert_max_num_queries(20):
        admin_client.get(reverse(f"{URL}:list"))
