"""The parameters of a path choose from its lists as they do on the page of the site."""

from urllib.parse import quote

import pytest

from participants.models import MembershipEvent
from tests.alliance_pages.api.resolving.listed import check_endpoints_say_the_same, listed, shown
from tests.factories import make_participant

pytestmark = pytest.mark.django_db


class TestCrowd:
    @pytest.mark.parametrize(
        "query",
        [
            *("", "page=2", "page=3", "page=99", "page=0", "page=-1", "page=x", "page=%D9%A2"),
            *("page=2&page=1", "page=1e3", "page=" + "9" * 400, "year=2014", "year=2014&page=2"),
            *("year=x", "year=2013", "year=%202014", "theme=health", "theme=housing", "theme=no"),
            *(
                "theme=health,housing",
                "country=GR",
                "country=ZZ",
                "country=GR,FR",
                "year=2014,2015",
            ),
            "utm_source=x&month=2014-01",
        ],
    )
    def test_news_are_those_of_the_page(self, crowd, client, lists, query):
        path = f"/en/news/?{query}"
        told = lists(path)
        assert listed(told["articles"]) == shown(client, path)
        check_endpoints_say_the_same(client, told)
        # Some clients escape the whole of it once more.
        assert lists(quote(path, safe="/?=&,%")) == told

    @pytest.mark.parametrize(
        "query",
        [
            *("", "page=2", "page=9", "country=FR", "country=GR,FR", "country=%20FR%20"),
            *(
                "country=GR&page=2",
                "kind=city",
                "kind=city,region",
                "theme=health",
                "theme=housing",
            ),
            *(
                "status=former",
                "status=all",
                "status=all&page=2",
                "status=participant",
                "year=2014",
            ),
            *("has=figures", "has=figures,initiatives&order=-name", "order=-number", "view=list"),
            *("q=meg", "q=M%C3%89GARA", "q=%CE%B1%CE%B3%CE%AF%CE%B1", "q=%22meg", "q=%20"),
            *("q=place&page=2", "q=" + "meg+" * 30, "q=meg&country=FR&kind=city&theme=&status="),
        ],
    )
    def test_participants_are_those_of_the_page(self, crowd, client, lists, query):
        path = f"/en/participants/?{query}"
        told = lists(path)
        assert told["finder"]["faults"] == []
        assert listed(told["participants"]) == shown(client, path)
        check_endpoints_say_the_same(client, told)

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [
            *(("page=0", "page"), ("page=x", "page"), ("country=gr", "country"), ("q=...", "q")),
            *(("kind=town&country=GR", "kind"), ("theme=no", "theme"), ("status=x", "status")),
            *(
                ("year=14", "year"),
                ("has=letters", "has"),
                ("order=age", "order"),
                ("view=x", "view"),
            ),
            *(("limit=1", "limit"), ("search=meg", "search"), ("country=GR&country=FR", "country")),
        ],
    )
    def test_what_cannot_be_read_is_named_and_left_out(
        self, crowd, client, lists, query, parameter
    ):
        told = lists(f"/en/participants/?{query}")
        assert [fault["parameter"] for fault in told["finder"]["faults"]] == [parameter]
        assert parameter in told["finder"]["faults"][0]["message"] or parameter == "q"
        assert listed(told["participants"]) == shown(client, f"/en/participants/?{query}", 400)
        assert told["participants"]["meta"]["total_count"] > 1
        check_endpoints_say_the_same(client, told)


def test_finder_says_how_many_former_ones_there_are(bilingual, lists):
    gone = make_participant("gone", country="GR")
    gone.events.add(MembershipEvent(kind="withdrawn", date="2020", sort_order=9))
    gone.save_revision().publish()
    for query, count in (("", 1), ("?country=GR", 1), ("?country=FR", 0)):
        former = lists(f"/en/participants/{query}")["former"]
        assert (former["meta"]["total_count"], former["items"]) == (count, [])
    assert "former" not in lists("/en/participants/?status=all")
