"""Pages are translated in words; their facts follow the page they were translated from."""

import pytest
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
