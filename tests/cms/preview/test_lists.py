"""A preview has the lists that its page shows, as they are now."""

from uuid import uuid4

import pytest

from alliance_pages.models import CountryPage, HomePage, StandardPage
from participants.models import Participant
from tests.cms.preview.tokens import preview, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frontend")]


def lists_of(reader, token, **parameters):
    status, told = preview(reader, token, lists="true", links="relative", **parameters)
    assert status == 200, told
    return told["lists"]


def lists_at(reader, path):
    asked = {"path": path, "lists": "true", "links": "relative"}
    return reader.get("/api/v2/resolve/", asked).json()["lists"]


def test_lists_are_those_of_the_page(reader, editor):
    for model in (HomePage, CountryPage, StandardPage):
        page = model.objects.filter(locale__language_code="fr").first()
        draft = page.get_latest_revision_as_object()
        draft.title = "Anew"
        told = lists_of(reader, token_for(editor, draft, "fr"))
        assert told == lists_at(reader, page.get_url_parts()[2])
        assert bool(told) == (model is not StandardPage)


def test_a_new_page_of_a_country_lists_what_there_is_of_it(reader, editor):
    page = CountryPage.objects.get(slug="greece")
    own = {"pk": None, "slug": "new", "translation_key": str(uuid4())}
    draft = CountryPage.from_serializable_data(page.serializable_data() | own)
    draft.path, draft.depth = f"{page.get_parent().path}ZZZZ", page.depth
    told = lists_of(reader, token_for(editor, draft))
    assert told == lists_at(reader, "/en/countries/greece/")
    assert {one["name"] for one in told["places"]["items"]} == {"Heraklion", "Megara"}


def test_a_participant_has_its_articles_and_a_new_one_none(reader, editor):
    megara = Participant.objects.get(slug="megara")
    token = token_for(editor, megara)
    told = lists_of(reader, token, locale="fr")
    assert told == lists_at(reader, "/fr/participants/megara/")
    assert told["articles"]["items"]
    megara.slug = "not-yet-public"
    articles = lists_of(reader, token_for(editor, megara))["articles"]
    assert (articles["url"], articles["items"]) == (None, [])


def test_they_are_told_to_who_asks(reader, editor):
    token = token_for(editor, HomePage.objects.filter(locale__language_code="en").first())
    assert "lists" not in preview(reader, token)[1]
    status, told = preview(reader, token, lists="yes")
    assert (status, told["message"].partition(":")[0]) == (400, "lists")
    assert preview(reader, "forged", lists="true")[0] == 403
