"""Which addresses a change of the project's content makes old."""

from cms.delivery.changes.whereabouts import Whereabouts
from cms.delivery.models import Change
from tests.factories import make_article, make_participant


def addresses_of(model, key):
    change = Change(model=model, object_id=str(key), action="updated")
    return Whereabouts([change]).all(change)


def test_a_participant_is_found_in_the_api_and_in_its_profile(participant_index):
    megara = make_participant("megara")
    assert addresses_of("participants.participant", megara.pk) == [
        f"http://localhost/api/v2/participants/{megara.pk}/",
        "http://localhost/en/participants/megara/",
    ]


def test_a_participant_that_is_gone_has_none(participant_index):
    megara = make_participant()
    key = megara.pk
    megara.delete()
    assert addresses_of("participants.participant", key) == []


def test_a_page_is_found_on_the_site_and_in_the_api(news_index):
    article = make_article(news_index)
    assert addresses_of("wagtailcore.page", article.pk) == [
        "http://localhost/en/news/megara-joins/",
        f"http://localhost/api/v2/pages/{article.pk}/",
    ]


def test_many_participants_cost_no_more_questions(participant_index, django_assert_max_num_queries):
    keys = [make_participant(f"place-{number}").pk for number in range(5)]
    changes = [Change(model="participants.participant", object_id=str(key)) for key in keys]
    with django_assert_max_num_queries(5):
        whereabouts = Whereabouts(changes)
        assert all(len(whereabouts.all(change)) == 2 for change in changes)
