"""Who withdrew, merged or took another name stays at its address, with what happened."""

import html
import re

import pytest

from participants.models import MembershipEvent, Participant
from tests.factories import make_page, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(client, participant_index, french_home):
    """Return a function that gives the text of a profile, and one that gives its HTML."""
    from alliance_pages.models import ParticipantIndexPage

    make_page(ParticipantIndexPage, french_home, title="Participants")

    def ask(slug: str, language: str = "en") -> str:
        response = client.get(f"/{language}/participants/{slug}/")
        assert response.status_code == 200
        return response.content.decode()

    return ask


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def add_event(participant: Participant, **event) -> None:
    participant.events.add(MembershipEvent(sort_order=participant.events.count(), **event))
    participant.save_revision().publish()


@pytest.fixture
def megara():
    return make_participant("megara", number=124)


@pytest.fixture
def attica():
    return make_participant("attica", texts={"en": "Attica", "fr": "Attique"}, kind="region")


def test_withdrawal_is_told_at_the_old_address(profile, megara):
    add_event(megara, kind="withdrawn", date="2016-05")
    text = words(profile("megara"))
    assert "It withdrew from the Alliance in May 2016." in text
    assert "Participant no. 124, joined in 2014" in text


def test_withdrawal_of_unknown_date_claims_none(profile, megara):
    add_event(megara, kind="withdrawn")
    assert "It withdrew from the Alliance." in words(profile("megara"))


def test_merger_links_to_the_successor(profile, megara, attica):
    add_event(megara, kind="merged", date="2018", successor=attica)
    page = profile("megara")
    assert "It merged into Attica in 2018." in words(page).replace(" in 2018 .", " in 2018.")
    article, others = page.split('class="related"')
    assert article.count('href="/en/participants/attica/"') == 2
    assert 'href="/en/participants/attica/"' in others
    assert 'href="/fr/participants/attica/"' in profile("megara", "fr")
    assert "Attique" in words(profile("megara", "fr"))


def test_merger_does_not_tell_of_a_successor_that_is_a_draft(profile, api, megara, attica):
    add_event(megara, kind="merged", date="2018", successor=attica)
    attica.unpublish()
    page = profile("megara")
    assert "It merged into another authority in 2018." in words(page)
    for hidden in ("Attica", "attica"):
        assert hidden not in page
        assert hidden not in str(api(f"participants/{megara.pk}/"))


def test_new_name_is_told_with_its_date(profile, megara):
    add_event(megara, kind="renamed", date="2014-12-05")
    text = words(profile("megara"))
    assert "It was renamed on 5 December 2014." in text
    assert "5 December 2014 Renamed" in text


def test_who_came_back_is_not_called_withdrawn(profile, megara):
    add_event(megara, kind="withdrawn", date="2016")
    add_event(megara, kind="admitted", date="2018")
    text = words(profile("megara"))
    assert "It withdrew from the Alliance" not in text
    assert "Participant no. 124, joined in 2018" in text


def test_api_tells_the_same(api, megara, attica):
    add_event(megara, kind="merged", date="2018", successor=attica)
    answer = api(f"participants/{megara.pk}/")[1]
    assert (answer["number"], answer["slug"], answer["status"]) == (124, "megara", "merged")
    assert answer["left_on"] == {"date": "2018", "precision": "year", "display": "2018"}
    assert answer["events"][-1]["successor"] == "attica"


def test_list_says_it_in_few_words(client, participant_index, megara):
    add_event(megara, kind="withdrawn", date="2016-05")
    assert "Withdrew in May 2016" in words(
        client.get("/en/participants/?status=former").content.decode()
    )


@pytest.mark.parametrize("kind", ["admitted", "withdrawn"])
def test_what_lies_in_the_future_is_not_published(kind):
    from django.core.exceptions import ValidationError

    joined = "2190" if kind == "admitted" else "2014"
    draft = make_participant("draft", joined=joined, is_public=False)
    if kind == "withdrawn":
        draft.events.add(MembershipEvent(kind=kind, date="2190", sort_order=1))
    revision = draft.save_revision()
    with pytest.raises(ValidationError) as caught:
        revision.publish()
    assert "(2190) lies in the future." in " ".join(caught.value.message_dict["events"])
    assert not Participant.objects.public().exists()
