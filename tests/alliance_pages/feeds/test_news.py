"""News for feed readers and calendars: what is public of them, in three formats and one more."""

import datetime as dt
import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from alliance_pages.models import NewsArticleCountry, NewsArticlePage, NewsIndexPage
from tests.alliance_pages.feeds.reading import READERS, as_read, read_calendar, read_feed
from tests.factories import make_article, make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db

ODD = 'Say "yes" & <b>no</b>, it’s ]]> \\ ; , naïve 🎉 Μέγαρα'
UTC = dt.UTC


@pytest.fixture
def feed(news_index):
    return f"{news_index.url}feed/"


@pytest.fixture
def calendar(news_index):
    return f"{news_index.url}calendar/"


def on(article, *themes, country=""):
    if country:
        NewsArticleCountry.objects.create(page=article, country=country)
    if themes:
        article.themes.add(*map(make_theme, themes))
        article.save()
    return article


@pytest.mark.parametrize("word", READERS)
def test_latest_articles_with_all_that_is_said_of_them(client, home, news_index, feed, word):
    on(make_article(news_index, "Older", date="2013"), "housing")
    article = on(make_article(news_index, "Newer", introduction="A.\nB."), "work", country="FR")
    article.save_revision().publish()
    found = read_feed(client, feed, word)
    assert (found.title, found.author, found.language) == ("News of the Alliance", home.title, "en")
    assert found.address == f"http://testserver{feed}{word}"
    assert found.titles == ["Newer", "Older"]
    newer, older = found.entries
    assert newer.href == f"http://localhost{article.url}"
    assert newer.html == "<p>A.<br>B.</p>"
    assert newer.published == dt.datetime(2014, 12, 5, tzinfo=UTC)
    assert (newer.categories, older.categories) == (("Work", "France"), ("Housing",))


@pytest.mark.parametrize("word", READERS)
def test_odd_texts_are_read_as_they_are_written(client, news_index, feed, word):
    theme = make_theme("odd")
    theme.labels = {"en": ODD}
    theme.save()
    on(make_article(news_index, ODD, slug="odd", introduction=f"{ODD}\n\n{ODD}"), "odd")
    NewsArticlePage.objects.update(title=f"{ODD}\x0b\ufffe")
    [entry] = read_feed(client, feed, word).entries
    if word != "json/":
        assert entry.title == ODD
    assert ODD in entry.title
    assert entry.categories == (ODD,)
    paragraphs = re.findall(r"<p>(.*?)</p>", entry.html, re.DOTALL)
    assert [unescape(text) for text in paragraphs] == [ODD, ODD]


def test_ids_are_the_same_in_each_format_and_outlive_a_new_name(client, news_index, feed):
    article = make_article(news_index, "One", slug="one")
    before = [entry.id for word in READERS for entry in read_feed(client, feed, word).entries]
    assert len(set(before)) == 1
    article.title, article.slug = "Two", "two"
    article.save_revision().publish()
    assert [entry.id for entry in read_feed(client, feed).entries] == before[:1]


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2014-12-05", dt.datetime(2014, 12, 5, tzinfo=UTC)),
        # Not the first of January.
        ("2014", None),
        # The day of an event to come.
        ("2999-01-01", None),
    ],
)
def test_article_is_published_on_its_day_or_else_when_it_was(
    client, news_index, feed, date, published
):
    article = make_article(news_index, "One", date=date)
    article.save_revision().publish()
    article.refresh_from_db()
    [entry] = read_feed(client, feed).entries
    assert entry.published == (published or article.first_published_at)


def test_filters_are_those_of_the_list(client, news_index, feed):
    place = make_participant("megara", country="GR")
    on(make_article(news_index, "Greek", participants=[place]))
    on(make_article(news_index, "French", slug="french"), "housing", country="FR")
    assert read_feed(client, feed, country="GR").titles == ["Greek"]
    found = read_feed(client, feed, "rss/", country="FR", theme="housing")
    assert found.titles == ["French"]
    assert found.title == "News of the Alliance (France, Housing)"
    assert found.address.endswith("/feed/rss/?country=FR&theme=housing")
    both = sorted(read_feed(client, feed).titles)
    # Others than are offered do not count, as in the list.
    for query in ({"country": "ZZ"}, {"theme": "no"}, {"theme": ""}, {"year": "1999"}, {"x": 1}):
        found = read_feed(client, feed, **query)
        assert sorted(found.titles) == both, query
        assert "?" not in found.address
    assert client.get(feed, {"theme": "\x00"}).status_code == 400


def test_each_narrowed_feed_is_one_of_its_own(client, news_index, feed):
    on(make_article(news_index), country="FR")

    def id_of(**query):
        return re.search(r"<id>(.*?)</id>", client.get(feed, query).text)[1]

    assert len({id_of(), id_of(country="FR"), id_of(country="GR")}) == 3


def hide_draft(article):
    article.unpublish()


def hide_by_restriction(article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")


def hide_by_expiry(article):
    yesterday = timezone.now() - dt.timedelta(days=1)
    NewsArticlePage.objects.filter(pk=article.pk).update(expire_at=yesterday)


@pytest.mark.parametrize("hide", [hide_draft, hide_by_restriction, hide_by_expiry])
def test_hidden_articles_never_appear(client, news_index, feed, calendar, hide):
    make_article(news_index, "Shown", kind="event")
    hidden = make_article(news_index, "Hidden", kind="event")
    assert len(read_calendar(client, calendar)) == len(read_feed(client, feed).entries) == 2
    hide(hidden)
    assert read_feed(client, feed).titles == ["Shown"]
    assert [event["SUMMARY"] for event in read_calendar(client, calendar)] == ["Shown"]


def test_hidden_participant_gives_no_country_away(client, news_index, feed, calendar):
    hidden = make_participant("samos", is_public=False, country="MT")
    shown = make_participant("megara", country="GR")
    make_article(news_index, "One", kind="event", participants=[hidden, shown])
    [entry] = read_feed(client, feed).entries
    [event] = read_calendar(client, calendar)
    assert entry.categories == ("Greece",)
    assert event["CATEGORIES"] == "Greece"
    assert read_feed(client, feed, country="MT").titles == []
    assert read_feed(client, feed, country="GR").titles == ["One"]


def test_empty_feed_is_valid_and_always_the_same(client, news_index, feed):
    for word in READERS:
        assert read_feed(client, feed, word).entries == []
        assert client.get(f"{feed}{word}").content == client.get(f"{feed}{word}").content


def test_each_language_has_its_own(client, french_home, news_index, feed):
    key = news_index.translation_key
    french = make_page(NewsIndexPage, french_home, title="Actualités", translation_key=key)
    english_one = make_article(news_index, "One")
    make_article(french, "Un", translation_key=english_one.translation_key)
    found = read_feed(client, f"{french.url}feed/")
    assert (found.language, found.titles) == ("fr", ["Un"])
    assert found.entries[0].id != read_feed(client, feed).entries[0].id


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize("below", ["feed/", "feed/json/?country=GR&theme=housing", "calendar/"])
@pytest.mark.usefixtures("keeping")
def test_costs_the_same_at_any_length(client, news_index, at_most, size, below):
    place = make_participant("megara", country="GR")
    for number in range(size):
        article = make_article(news_index, f"N {number}", kind="event", participants=[place])
        on(article, "housing", country="FR")
    with at_most(18):
        assert client.get(f"{news_index.url}{below}").text.count("N 2") >= 1


def test_answer_is_for_everybody(client, news_index, feed, calendar):
    for address in (feed, f"{feed}rss/", f"{feed}json/", calendar):
        response = client.get(address, headers={"origin": "https://reader.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "articles:en" in response["Cache-Tag"].split(",")
        assert "Set-Cookie" not in response
    other = client.get("/en/news/", headers={"origin": "https://reader.example"})
    assert "Access-Control-Allow-Origin" not in other


@pytest.mark.parametrize("slug", ["feed", "calendar"])
def test_no_article_takes_the_address_of_a_feed(news_index, slug):
    article = make_article(news_index, "One", slug="one")
    article.slug = slug
    with pytest.raises(ValidationError, match="feed or the calendar"):
        article.full_clean()


# The calendar


def test_events_whose_day_is_known_last_all_day(client, news_index, calendar):
    event = make_article(news_index, "Meeting", kind="event", date="2024-02-29")
    make_article(news_index, "Some day", kind="event", date="2024-02")
    make_article(news_index, "No event", date="2024-02-28")
    [found] = read_calendar(client, calendar)
    assert found["SUMMARY"] == "Meeting"
    assert found["DESCRIPTION"] == "Read this."
    assert found["DTSTART;VALUE=DATE"] == "20240229"
    assert found["DTEND;VALUE=DATE"] == "20240301"
    assert found["URL"] == f"http://localhost{event.url}"


def test_texts_of_events_are_escaped_and_folded(client, news_index, calendar):
    text = f"{ODD}\r\n{'é' * 100}\n\n{'👩‍👩‍👧' * 20}"
    article = make_article(news_index, ODD, slug="odd", kind="event", introduction=text)
    [found] = read_calendar(client, calendar)
    assert as_read(found["SUMMARY"]) == ODD
    assert as_read(found["DESCRIPTION"]) == article.introduction.replace("\r\n", "\n")
    NewsArticlePage.objects.update(title="New\nBEGIN:VEVENT\x0b")
    [again] = read_calendar(client, calendar)
    assert again["UID"] == found["UID"]
    assert again["SUMMARY"] == "New\\nBEGIN:VEVENT"
