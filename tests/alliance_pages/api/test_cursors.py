"""Cursors of pages, images and documents: what has not changed is given once."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from alliance_pages.models import HomePage, NewsArticlePage, NewsIndexPage, StandardPage
from tests.databases import taken_back
from tests.factories import locale, make_article, make_image, make_page
from tests.paging import in_order, page_at, pairs_of, rest_after

pytestmark = pytest.mark.django_db

LIST = "/api/v2/pages/"
ARTICLE = "alliance_pages.NewsArticlePage"
TITLES = ("Roma", "roma", "Roma school", "Élan of Roma", "School for Roma children", "Zagreb Roma")
QUESTIONS = [
    *(
        {"type": ARTICLE, "order": f"{sign}{name}"}
        for name in (
            *("id", "title", "slug", "date", "kind", "closes_on", "introduction", "legacy_number"),
            *("first_published_at", "last_published_at", "show_in_menus"),
            *("search_description", "source_url"),
        )
        for sign in ("", "-")
    ),
    {},
    {"type": ARTICLE},
    {"type": ARTICLE, "search": "roma"},
    {"type": ARTICLE, "search": "roma", "order": "-date"},
    {"search": "roma"},
]
# A text of few values, one that is long, one that is missing at times, a number and a time.
PAIRS = pairs_of(("kind", "introduction", "date", "legacy_number", "first_published_at"))

article_values = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "date": st.sampled_from(("2013", "2014-05", "2014-05-01")),
        "kind": st.sampled_from(("event", "report")),
        "introduction": st.sampled_from(("Read", "read this", "é" * 300, "é" * 299 + "a")),
        "legacy_number": st.none() | st.just(1),
        "show_in_menus": st.booleans(),
        "first_published_at": st.none()
        | st.sampled_from(("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.000001Z")),
        "live": st.sampled_from((True, True, True, False)),
    }
)
places = st.integers(0, 7)
changes = st.one_of(
    st.tuples(st.just("change"), places, article_values),
    st.tuples(st.just("unpublish"), places, st.none()),
    st.tuples(st.just("publish"), places, st.none()),
    st.tuples(st.just("delete"), places, st.none()),
    st.tuples(st.just("insert"), st.none(), article_values),
)


class News:
    """Some articles, and which of them have changed."""

    def __init__(self, rows):
        home = HomePage.objects.get(locale=locale())
        self.index = make_page(NewsIndexPage, home, title="News")
        self.made = 0
        self.changed = set()
        self.keys = [self.insert(row) for row in rows]

    def insert(self, row):
        self.made += 1
        article = make_article(self.index, row["title"], slug=f"place-{self.made}")
        self.update(article, row)
        return article.pk

    def update(self, article, row):
        for name, value in row.items():
            setattr(article, name, value)
        if row["legacy_number"]:
            self.made += 1
            article.legacy_number = (997 * self.made) % 1000
        article.save()

    def apply(self, kind, place, row):
        if kind == "insert":
            self.changed.add(self.insert(row))
            return
        key = self.keys[place % len(self.keys)]
        self.changed.add(key)
        article = NewsArticlePage.objects.filter(pk=key).first()
        if article is None:
            return
        if kind == "change":
            self.update(article, row)
        elif kind == "delete":
            article.delete()
        else:
            NewsArticlePage.objects.filter(pk=key).update(live=kind == "publish")

    def unchanged(self, keys):
        return [key for key in keys if key not in self.changed]


@pytest.mark.thorough
@settings(max_examples=40)
@given(
    rows=st.lists(article_values, min_size=4, max_size=8),
    question=st.sampled_from([*QUESTIONS, *({"type": ARTICLE, "order": pair} for pair in PAIRS)]),
    limit=st.integers(1, 3),
    between=st.lists(st.lists(changes, max_size=2), max_size=8),
)
def test_what_has_not_changed_is_given_once(rows, question, limit, between):
    with transaction.atomic():
        news = News(rows)
        before, _ = page_at(LIST, {**question, "limit": 100, "fields": "_,id"})
        seen, address = page_at(LIST, {**question, "limit": limit, "fields": "_,id"})
        seen += rest_after(address, news.apply, between)
        found, expected = news.unchanged(seen), news.unchanged(before)
        if "search" in question and "order" not in question:
            # The fit of a page follows from all that is searched, so that the order may change.
            found, expected = sorted(found), sorted(expected)
        assert found == expected
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def with_ties(django_db_setup, django_db_blocker):
    """Return articles of which many are alike, and of which many lack something."""
    with taken_back(django_db_blocker):
        home = HomePage.objects.get(locale=locale())
        index = make_page(NewsIndexPage, home, title="News")
        for place in range(9):
            article = make_article(index, f"News {place}", slug=f"place-{place}")
            article.kind = ("event", "report")[place % 2]
            article.introduction = ("Read", "é" * 300)[place // 2 % 2]
            article.date = ("2013", "2014-05")[place // 4 % 2]
            article.legacy_number = place + 1 if place % 3 else None
            article.first_published_at = None if place % 4 else "2020-01-01T00:00:00Z"
            article.save()
        yield list(NewsArticlePage.objects.all())


class TestTwoFields:
    @pytest.mark.parametrize("order", PAIRS)
    def test_list_is_complete_and_in_order(self, with_ties, order):
        expected = in_order(with_ties, order.split(","))
        question = {"type": ARTICLE, "order": order, "fields": "_,id"}
        assert page_at(LIST, question)[0] == expected
        seen, address = page_at(LIST, {**question, "limit": 2})
        NewsArticlePage.objects.filter(pk=expected[-1]).update(live=False)
        assert seen + rest_after(address) == expected[:-1]


def test_two_long_texts_are_ordered_by_their_beginnings(news_index):
    texts = [("a" * 254 + "b" + "z", "c"), ("a" * 254 + "b" + "y", "b"), ("a", "é" * 300)]
    keys = [
        make_article(news_index, f"News {place}", introduction=long, search_description=other).pk
        for place, (long, other) in enumerate(texts)
    ]
    question = {"type": ARTICLE, "order": "introduction,search_description", "fields": "_,id"}
    seen, address = page_at(LIST, {**question, "limit": 1})
    assert seen + rest_after(address) == [keys[2], keys[1], keys[0]]


@pytest.mark.parametrize("count", [4, 12])
def test_two_fields_cost_no_query_more_than_one(news_index, count):
    for place in range(count):
        make_article(news_index, f"News {place}")

    def queries(order):
        _, address = page_at(LIST, {"type": ARTICLE, "order": order, "limit": 2})
        with CaptureQueriesContext(connection) as asked:
            page_at(address)
        return len(asked)

    queries("date")
    assert queries("date,-title") == queries("date")


def test_every_order_that_is_offered_is_tried(api):
    _, answer = api("pages/", type=ARTICLE, order="nothing")
    offered = answer["message"].partition("none of: ")[2].partition(", each")[0].split(", ")
    tried = {question.get("order", "").removeprefix("-") for question in QUESTIONS} - {""}
    assert set(offered) - {"seo_title"} == tried


def test_random_order_is_refused(api):
    status, answer = api("pages/", order="random")
    assert status == 400
    assert answer["message"].startswith("order: “random” is none of")


def test_search_goes_on_when_there_are_more_hits_than_are_ranked(news_index, monkeypatch):
    """Where the hits outgrow the ranking, nothing that was given comes again."""
    monkeypatch.setattr("alliance_pages.api.filters.MOST_RANKED", 5)
    first = [make_article(news_index, f"Roma {place}", slug=f"a-{place}").pk for place in range(5)]
    seen, address = page_at(LIST, {"search": "roma", "limit": 2, "fields": "_,id"})
    later = [make_article(news_index, f"Roma {place}", slug=f"b-{place}").pk for place in range(4)]
    seen += (page := page_at(address))[0]
    NewsArticlePage.objects.filter(pk__in=later[2:]).update(live=False)
    seen += rest_after(page[1])
    assert len(seen) == len(set(seen))
    assert set(first) <= set(seen)


@pytest.mark.parametrize("path", ["images/", "documents/"])
def test_files_are_given_once_too(news_index, path):
    for place in range(5):
        document = get_document_model().objects.create(
            title=f"Map {place % 3}", file=ContentFile(b"text", name="x.txt")
        )
        html = f'<p><a linktype="document" id="{document.pk}">file</a></p>'
        image = make_image(f"Map {place % 3}")
        make_article(news_index, f"News {place}", lead_image=image, body=[("paragraph", html)])
    model = get_image_model() if path == "images/" else get_document_model()
    orders = ("title", "-title", "title,-id", "-title,id")
    for question in ({}, *({"order": order} for order in orders), {"search": "map"}):
        before, _ = page_at(f"/api/v2/{path}", question)
        assert len(before) == 5
        seen, address = page_at(f"/api/v2/{path}", {**question, "limit": 2})
        for title in ("Zagreb map", "A map"):
            for row in model.objects.filter(pk=before[1]):
                row.title = title
                row.save()
            keys, address = page_at(address)
            seen += keys
        seen += rest_after(address)
        unchanged = {*before} - {before[1]}
        assert sorted(key for key in seen if key in unchanged) == sorted(unchanged)


@pytest.mark.parametrize("path", ["pages/", "images/", "documents/"])
def test_bad_cursors_are_refused(api, news_index, path):
    make_page(StandardPage, news_index.get_parent(), title="About")
    token = parse_qs(urlsplit(api("pages/", limit=1)[1]["meta"]["next"]).query)["after"][0]
    for query in (
        {"after": "x"},
        {"after": ""},
        {"after": token[:-1]},
        {"after": token, "offset": 1},
        {"after": token, "search": "about"},
        {"after": token, "order": "-title"},
        *([{"after": token}] if path != "pages/" else []),
    ):
        status, answer = api(path, **query)
        assert (query, status) == (query, 400)
        assert answer["message"].startswith("after: ")


def test_ties_stand_as_on_the_site(api, client, news_index):
    for place in range(5):
        make_article(news_index, f"News {place}", date="2014-05")
    _, answer = api("pages/", type=ARTICLE, order="-date")
    on_site = [article.pk for article in client.get(news_index.url).context_data["articles"]]
    assert [item["id"] for item in answer["items"]] == on_site == sorted(on_site, reverse=True)
    _, answer = api("pages/", type=ARTICLE, order="date")
    assert [item["id"] for item in answer["items"]] == sorted(on_site)
