"""Pages are translated in words; their facts follow the page they were translated from."""

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.models import Translation, TranslationSource

from alliance_pages.models import CountryPage, NewsArticlePage, NewsIndexPage
from tests.factories import make_article, make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def translate(french, french_home):
    """Return a function that brings the French page up to date with its English original."""

    def bring_up_to_date(page):
        source, _ = TranslationSource.update_or_create_from_instance(page)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=french)
        translation.save_target(publish=False)
        return (
            type(page)
            .objects.get(translation_key=page.translation_key, locale=french)
            .get_latest_revision_as_object()
        )

    return bring_up_to_date


@pytest.fixture
def article(news_index, french_home):
    make_page(
        NewsIndexPage,
        french_home,
        title="Actualités",
        translation_key=news_index.translation_key,
    )
    article = make_article(
        news_index,
        "Megara joins",
        participants=[make_participant("megara")],
        body=[("paragraph", "<p>Welcome</p>")],
    )
    article.themes.add(make_theme("housing"))
    article.save()
    article.save_revision().publish()
    return NewsArticlePage.objects.get(pk=article.pk)


def facts(page):
    return {
        "date": page.date,
        "participants": [link.participant_id for link in page.related_participants.all()],
        "countries": [row.country for row in page.related_countries.all()],
        "themes": [item.tag_id for item in page.theme_items.all()],
    }


def test_translation_begins_as_a_draft_with_the_same_facts(article, translate):
    french = translate(article)
    assert not french.live
    assert facts(french) == facts(article)


def test_facts_that_change_reach_the_translation(article, translate):
    translate(article)
    article.date = "2015-01"
    article.related_countries.create(country="GR")
    article.themes.add(make_theme("education"))
    article.save()
    article.save_revision().publish()
    changed = NewsArticlePage.objects.get(pk=article.pk)
    french = translate(changed)
    assert facts(french) == facts(changed)
    assert french.date == "2015-01"


def test_words_are_offered_for_translation_and_facts_are_not(article, country_index):
    source, _ = TranslationSource.update_or_create_from_instance(article)
    words = {segment.string.data for segment in source.stringsegment_set.all()}
    assert {"Megara joins", "Read this.", "Welcome"} <= words
    assert not words & {"2014-12-05", "other", "accession"}
    country = make_page(CountryPage, country_index, title="Greece", country="GR")
    source, _ = TranslationSource.update_or_create_from_instance(country)
    assert "GR" not in {segment.string.data for segment in source.stringsegment_set.all()}


# What there is in one language only


@pytest.fixture
def french_news(news_index, french_home):
    key = news_index.translation_key
    return make_page(NewsIndexPage, french_home, title="Actualités", translation_key=key)


def page_at(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_article_in_one_language_says_so_in_the_others(client, news_index, french_news):
    article = make_article(news_index)
    [notice] = page_at(client, article.url).select("main .language-notice")
    assert (notice["lang"], notice.text) == ("fr", "Cet article n’existe qu’en anglais.")
    of_french = make_article(french_news, "Seulement ici")
    [notice] = page_at(client, of_french.url).select("main .language-notice")
    assert (notice["lang"], notice.text) == ("en", "This article exists only in French.")
    answer = client.get("/api/v2/resolve/", {"path": article.url}).json()
    assert {one["locale"]: one["notice"] for one in answer["translations"]} == {
        "en": "",
        "fr": "Cet article n’existe qu’en anglais.",
    }


def test_page_in_every_language_and_one_that_is_missing_say_nothing_of_it(client, french_news):
    for address in ("/en/", french_news.url, "/en/nowhere/"):
        assert not page_at(client, address).select(".language-notice")


def test_news_say_how_many_articles_there_are_in_the_other_language(
    client, news_index, french_news
):
    def said(address):
        links = page_at(client, address).select(".results p > a[hreflang]")
        return [(link.text, link["href"], link["hreflang"]) for link in links]

    assert said(news_index.url) == []
    make_article(french_news, "Une")
    assert said(news_index.url) == [("1 article in French", french_news.url, "fr")]
    assert said(french_news.url) == []
    for place in range(3):
        make_article(news_index, f"News {place}", slug=f"news-{place}")
    make_article(news_index, "A draft", slug="a-draft", live=False)
    # Of a filtered list too: it says what there is in all.
    assert said(f"{french_news.url}?year=1999") == [("3 articles en anglais", news_index.url, "en")]
    news_index.unpublish()
    assert said(french_news.url) == []


def test_switch_of_the_language_keeps_the_filters_that_are_offered(client, news_index, french_news):
    make_article(news_index, date="2015-03-01")
    for place in range(13):
        make_article(news_index, f"News {place}", slug=f"news-{place}", date="2016-03-01")
    page = page_at(client, f"{news_index.url}?year=2015&country=GR&theme=nothing&x=y")
    switch = page.select_one(".site-languages a[hreflang=fr]")["href"]
    assert switch == f"{french_news.url}?year=2015&country=GR"
    assert page.title.text.startswith("News – 2015, Greece – ")
    assert page.select_one("link[rel=canonical]")["href"].endswith("/en/news/")
    page = page_at(client, f"{news_index.url}?page=2")
    assert page.title.text.startswith("News – Page 2 of 2 – ")
    answer = client.get("/api/v2/resolve/", {"path": f"{news_index.url}?page=2"}).json()
    assert answer["meta"]["title"] == page.title.text
