"""Which addresses a change of the project's content makes old."""

from cms.delivery.addresses import addresses_of
from cms.delivery.models import Change
from tests.factories import make_article, make_participant


def change_of(model, thing):
    return Change(model=model, object_id=str(thing.pk), action="updated")


def test_a_participant_is_found_in_the_api_and_in_its_profile(participant_index):
    megara = make_participant("megara")
    assert addresses_of(change_of("participants.participant", megara)) == [
        f"http://localhost/api/v2/participants/{megara.pk}/",
        "http://localhost/en/participants/megara/",
    ]


def test_a_participant_that_is_gone_has_none(participant_index):
    megara = make_participant()
    change = change_of("participants.participant", megara)
    megara.delete()
    assert addresses_of(change) == []


def test_a_page_is_found_on_the_site_and_in_the_api(news_index):
    article = make_article(news_index)
    assert addresses_of(change_of("wagtailcore.page", article)) == [
        "http://localhost/en/news/megara-joins/",
        f"http://localhost/api/v2/pages/{article.pk}/",
    ]
