"""The planted faults are found, and what is right is left alone."""

import json

import pytest

from alliance_pages.checks.audit import audit_all, remarks_on_page
from alliance_pages.models import NewsArticlePage, Remark
from tests.cms.checks.planted import NUMBERS, RIGHT, WORDS, Planted
from tests.factories import locale

pytestmark = pytest.mark.django_db


def article_with(planted: Planted) -> NewsArticlePage:
    body = [{"type": "paragraph", "value": f"<p>{planted.text}</p>"}]
    return NewsArticlePage(
        title="Title",
        locale=locale(planted.language),
        date=planted.date,
        kind=planted.kind,
        body=json.dumps(body),
    )


@pytest.mark.parametrize("planted", [*NUMBERS, *WORDS], ids=lambda planted: planted.text)
def test_a_planted_fault_is_found(demonstrated, planted):
    rules = [remark.rule for remark in remarks_on_page(article_with(planted))]
    assert planted.rule in rules
    assert set(rules) == {planted.rule}


@pytest.mark.parametrize("planted", RIGHT, ids=lambda planted: planted.text)
def test_what_is_right_is_left_alone(demonstrated, planted):
    assert not [(row.rule, row.excerpt) for row in remarks_on_page(article_with(planted))]


def test_the_demonstration_raises_three_false_alarms_at_most(demonstrated):
    audit_all()
    assert Remark.objects.count() <= 3
