"""What is at a path is kept in front of Django, and as fresh as all else."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories import make_article, make_image, make_participant

RESOLVE = "/api/v2/resolve/?path="


@pytest.mark.parametrize("path", ["/en/", "/en/participants/megara/", "/EN/", "/"])
def test_the_second_reader_is_answered_without_django(visitor, participant_index, path):
    make_participant("megara")
    address = f"{RESOLVE}{path}"
    first = visitor.get(address, accept_language="fr")
    second = visitor.get(address, accept_language="de")
    assert first.status == second.status == 200
    assert first.raw == second.raw
    assert len(visitor.asked) == 1
    unchanged = visitor.get(address, if_none_match=first.headers["ETag"])
    assert (unchanged.status, unchanged.raw) == (304, b"")
    assert first.headers["Vary"] == "Accept-Encoding"


def test_every_change_is_in_the_next_answer(visitor, participant_index, home):
    profile = f"{RESOLVE}/en/participants/samos/"
    draft = make_participant("samos", is_public=False)
    missing = visitor.get(profile)
    assert (missing.status, "ETag" in missing.headers) == (404, False)
    draft.get_latest_revision().publish()
    first = visitor.get(profile)
    assert (first.status, '"kind":"participant"' in first.text) == (200, True)
    home.title = "Another name"
    home.save_revision().publish()
    assert "Another name" in visitor.get(profile).text
    participant_index.slug = "members"
    participant_index.save_revision().publish()
    assert '"path":"/en/members/samos/"' in visitor.get(f"{RESOLVE}/en/members/samos/").text
    draft.refresh_from_db()
    draft.unpublish()
    assert visitor.get(f"{RESOLVE}/en/members/samos/").status == 404


def test_redirect_of_an_editor_holds_at_once(visitor, home):
    assert visitor.get(f"{RESOLVE}/old").status == 404
    redirect = Redirect.add_redirect("/old", redirect_to=home)
    assert '"status":301' in visitor.get(f"{RESOLVE}/old").text
    redirect.is_permanent = False
    redirect.save()
    assert '"status":302' in visitor.get(f"{RESOLVE}/old").text
    redirect.delete()
    assert visitor.get(f"{RESOLVE}/old").status == 404


def test_picture_whose_collection_becomes_private_is_in_no_head(visitor, news_index):
    private = Collection.get_first_root_node().add_child(name="Private one day")
    make_article(news_index, "Shown", lead_image=make_image(collection=private))
    addresses = ("/en/news/shown/", f"{RESOLVE}/en/news/shown/")
    for address in addresses:
        assert "max-1600x1600" in visitor.get(address).text
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert "og:image" not in visitor.get(addresses[0]).text
    assert '"picture":null' in visitor.get(addresses[1]).text


def test_spelling_of_the_parameter_is_no_other_answer(visitor, home):
    visitor.get(f"{RESOLVE}/en/")
    visitor.get(f"{RESOLVE}%2Fen%2F")
    assert len(visitor.asked) == 1
