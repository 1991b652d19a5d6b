"""The summary of articles tells what each choice of a menu would find."""

import pytest
from wagtail.models import PageViewRestriction

from alliance_pages.models import HomePage, NewsArticleCountry, NewsIndexPage
from alliance_pages.models.news.articles import NewsKind
from participants.values.countries import CODES
from tests.databases import taken_back
from tests.factories import locale, make_article, make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db

ARTICLE = "alliance_pages.NewsArticlePage"
FACETS = ("years", "months", "kinds", "themes", "countries", "locales")
FILTERS = {"kinds": "kind", "themes": "theme", "countries": "country", "locales": "locale"}


@pytest.fixture(scope="class")
def news(django_db_setup, django_db_blocker):
    """Make articles of which some are like others in each way, and some are not public."""
    with taken_back(django_db_blocker):
        home, french_home = (HomePage.objects.get(locale=locale(code)) for code in ("en", "fr"))
        news_index = make_page(NewsIndexPage, home, title="News")
        housing, health = make_theme("housing"), make_theme("health")
        megara = make_participant("megara", country="GR")
        hidden = make_participant("hidden", country="RS", is_public=False)
        french = make_page(NewsIndexPage, french_home, title="Actualités")
        for parent, title, date, kind, themes, countries, participants in (
            (news_index, "One", "2014-12-05", "event", [housing], ["GR"], [megara]),
            (news_index, "Two", "2014", "call", [housing, health], ["FR"], [megara]),
            (news_index, "Three", "2016-12", "event", [], [], [hidden]),
            (french, "Un", "2014-12-05", "event", [health], ["GR"], []),
        ):
            article = make_article(parent, title, date=date, kind=kind, participants=participants)
            article.themes.add(*themes)
            article.save()
            for code in countries:
                NewsArticleCountry.objects.create(page=article, country=code)
        make_article(news_index, "Draft", kind="report", live=False)
        private = make_article(news_index, "Private", kind="report")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        yield


@pytest.fixture
def facets(api):
    def ask(**parameters):
        status, answer = api("pages/summary/", type=ARTICLE, **parameters)
        assert status == 200, answer
        counts = {
            name: {next(iter(row.values())): row["count"] for row in answer[name]}
            for name in FACETS
        }
        return answer["total"], counts

    return ask


EVERY = {
    "years": {2014: 3, 2016: 1},
    "months": {"2014-12": 2, "2016-12": 1},
    "kinds": {"event": 3, "call": 1},
    "themes": {"health": 2, "housing": 2},
    "countries": {"GR": 3, "FR": 1},
    "locales": {"en": 3, "fr": 1},
}


class TestFacets:
    @pytest.mark.parametrize(
        ("parameters", "total", "changed"),
        [
            ({}, 4, {}),
            (
                {"year": "2016"},
                1,
                {
                    "months": {"2016-12": 1},
                    "kinds": {"event": 1},
                    "themes": {},
                    "countries": {},
                    "locales": {"en": 1},
                },
            ),
            (
                {"month": "2016-12"},
                1,
                {"kinds": {"event": 1}, "themes": {}, "countries": {}, "locales": {"en": 1}},
            ),
            (
                {"kind": "call"},
                1,
                {
                    "years": {2014: 1},
                    "months": {},
                    "themes": {"health": 1, "housing": 1},
                    "countries": {"GR": 1, "FR": 1},
                    "locales": {"en": 1},
                },
            ),
            (
                {"theme__all": "housing,health"},
                1,
                {
                    "years": {2014: 1},
                    "months": {},
                    "kinds": {"call": 1},
                    "countries": {"GR": 1, "FR": 1},
                    "locales": {"en": 1},
                },
            ),
            (
                {"country": "FR"},
                1,
                {
                    "years": {2014: 1},
                    "months": {},
                    "kinds": {"call": 1},
                    "themes": {"health": 1, "housing": 1},
                    "locales": {"en": 1},
                },
            ),
            (
                {"locale": "fr"},
                1,
                {
                    "years": {2014: 1},
                    "months": {"2014-12": 1},
                    "kinds": {"event": 1},
                    "themes": {"health": 1},
                    "countries": {"GR": 1},
                },
            ),
            (
                {"search": "two"},
                1,
                {
                    "years": {2014: 1},
                    "months": {},
                    "kinds": {"call": 1},
                    "themes": {"health": 1, "housing": 1},
                    "countries": {"GR": 1, "FR": 1},
                    "locales": {"en": 1},
                },
            ),
        ],
    )
    def test_each_facet_goes_by_all_filters_but_its_own(
        self, news, facets, parameters, total, changed
    ):
        assert facets(**parameters) == (total, {**EVERY, **changed})


def test_a_facet_tells_what_the_list_would_have(news, facets, api):
    chosen = {"year": "2014", "theme": "health,housing"}
    for facet, counts in facets(**chosen)[1].items():
        for value, count in counts.items() if facet in FILTERS else []:
            _, answer = api("pages/", type=ARTICLE, **{**chosen, FILTERS[facet]: value})
            assert answer["meta"]["total_count"] == count, (facet, value)


def test_all_choices_can_be_listed(news, facets, api):
    total, found = facets(facets="all", kind="call")
    assert (total, found["years"]) == (1, {2014: 1})
    assert facets(facets="all")[1]["years"] == {2014: 3, 2015: 0, 2016: 1}
    assert set(found["kinds"]) == set(NewsKind.values)
    assert set(found["countries"]) == CODES
    assert found["locales"] == {"en": 1, "fr": 0}
    assert set(found["themes"]) == {"health", "housing"}


def test_labels_are_in_the_language_of_the_articles(news, api):
    _, answer = api("pages/summary/", type=ARTICLE, locale="fr")
    assert answer["themes"] == [{"slug": "health", "label": "Health (fr)", "count": 1}]
    assert answer["countries"] == [{"code": "GR", "name": "Grèce", "count": 1}]
    _, answer = api("pages/summary/", type=ARTICLE, locale="en,fr", country="GR")
    assert answer["countries"][0]["name"] == "Greece"
    assert answer["footnotes"] == []


@pytest.mark.parametrize("count", [3, 30])
def test_costs_the_same_at_any_size(news_index, api, at_most, count):
    make_participant("megara")
    make_theme("housing")
    for number in range(count):
        make_article(news_index, f"Article {number}")
    plain = {"type": ARTICLE}
    filters = {
        **plain,
        **dict.fromkeys(("theme", "theme__all"), "housing"),
        **dict.fromkeys(("country", "country__all"), "GR"),
        "participant": "megara",
        "year": "2014",
        "month": "2014-12",
        "kind": "event",
        "locale": "en",
        "search": "article",
        "facets": "all",
    }
    for parameters, most in ((plain, 7), (filters, 40)):
        api("pages/summary/", **parameters)
        with at_most(most):
            status, _answer = api("pages/summary/", **parameters)
        assert status == 200
