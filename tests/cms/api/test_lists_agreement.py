"""The lists in `resolve/` are those of their endpoints, for every address of the demonstration."""

import gzip
import json

import pytest
from django.test import Client

from alliance_pages.models.base import public_pages
from participants.models import Participant
from tests.alliance_pages.api.resolving.conftest import ask
from tests.alliance_pages.api.resolving.listed import check_endpoints_say_the_same

pytestmark = pytest.mark.django_db

__all__ = ["ask"]


@pytest.fixture
def client(demonstrated):
    return Client(headers={"host": "localhost:8000"})


def test_every_list_of_the_demonstration_is_that_of_its_endpoint(client, ask):
    paths = [page.get_url_parts()[2] for page in public_pages().specific()]
    paths += [f"/fr/participants/{one.slug}/" for one in Participant.objects.public()]
    paths += ["/en/news/?page=2&country=GR", "/fr/participants/?theme=health&q=m"]
    paths += ["/en/search/?q=megara", "/fr/search/?q=roms&in=news&page=2", "/en/nothing/?q=megara"]
    paths += ["/en/participants/on/2014-06-30/?view=map&page=2", "/fr/pays/france/on/2016-01-01/"]
    names = set()
    for path in paths:
        for links in ("relative", "full"):
            answer = ask(path, links=links).json()
            names |= {(answer["kind"], name) for name in answer["lists"]}
            check_endpoints_say_the_same(client, answer["lists"])
    assert {name for _kind, name in names} == {
        *("places", "participants", "participants_summary", "former"),
        *("articles", "articles_summary", "countries", "found", "pages", "finder"),
        *("past_day", "timeline", "related", "sharing"),
    }
    assert {kind for kind, _name in names} == {
        *("page", "past_day", "participant", "search", "none")
    }


def test_an_answer_is_no_heavier_than_those_that_it_stands_for(client, ask):
    """Compressed, since one answer repeats less than several."""
    paths = ("/en/", "/en/news/", "/en/participants/", "/en/countries/", "/en/countries/greece/")
    for path in paths:
        answer = ask(path)
        plain = ask(path, lists="false").content
        told = answer.json()
        # What the finder has beside its list is of no endpoint.
        told["lists"] = {name: one for name, one in told["lists"].items() if "url" in one}
        others = [client.get(one["url"]).content for one in told["lists"].values()]
        apart = sum(len(gzip.compress(one)) for one in (plain, *others))
        assert len(gzip.compress(json.dumps(told).encode())) < apart, path
