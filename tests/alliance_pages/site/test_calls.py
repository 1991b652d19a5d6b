"""A call says until when it is open, and from the day after that it is closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from alliance_pages.models import NewsArticlePage
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.now().date()


def call(news_index, closes_on):
    return make_article(news_index, "Prize", kind="call", closes_on=str(closes_on))


def shown(client, article):
    """Return what stands around the date on the card of the home page, and on the article."""
    pages = [client.get(path).content.decode() for path in ("/en/", "/en/news/", article.url)]
    return {" ".join(page.split("</time>")[1].split("</p>")[0].split()) for page in pages}


def test_it_is_open_on_its_last_day_and_closed_after_it(client, home, news_index, today):
    article = call(news_index, today)
    assert len(shown(client, article)) == 1
    assert "open until" in shown(client, article).pop()
    article.closes_on = str(today - timedelta(days=1))
    article.save_revision().publish()
    assert shown(client, article) == {"· <strong>closed</strong>"}


@pytest.mark.parametrize(
    ("closes_on", "is_closed"), [("2019", True), ("2999-12", False), ("", False)]
)
def test_a_month_or_a_year_is_over_with_its_last_day(news_index, closes_on, is_closed):
    assert call(news_index, closes_on).is_closed == is_closed


def test_cards_that_were_printed_close_with_the_day(client, home, news_index, monkeypatch, today):
    article = call(news_index, today)
    assert "open until" in shown(client, article).pop()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert shown(client, article) == {"· <strong>closed</strong>"}


def test_only_a_call_can_be_open(news_index):
    article = NewsArticlePage(title="X", kind="report", date="2014", closes_on="2014")
    with pytest.raises(ValidationError) as caught:
        article.clean()
    assert list(caught.value.message_dict) == ["closes_on"]


def test_api_tells_the_last_day(client, news_index):
    article = call(news_index, "2019-10-01")
    answer = client.get(f"/api/v2/pages/{article.pk}/").json()
    assert answer["closes_on"]["date"] == "2019-10-01"
