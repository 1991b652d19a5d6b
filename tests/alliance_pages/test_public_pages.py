"""Which pages are public, against a plain reading of the rule."""

import datetime as dt
import random

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from alliance_pages.models import StandardPage
from alliance_pages.models.base import live_pages, public_pages
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def is_live(page) -> bool:
    return page.live and (page.expire_at is None or page.expire_at > timezone.now())


def expected(is_open) -> set[int]:
    """Return the pages that are open, and so is each above them but the root of the tree."""
    return {
        page.pk
        for page in Page.objects.filter(depth__gt=1)
        if all(is_open(above) for above in page.get_ancestors(inclusive=True).filter(depth__gt=1))
    }


@pytest.mark.parametrize("seed", range(8))
def test_tree_of_pages_is_read_as_the_rule_says(home, seed):
    chance = random.Random(seed)
    pages = [home]
    for place in range(30):
        parent = Page.objects.get(pk=chance.choice(pages).pk)
        pages.append(make_page(StandardPage, parent, title=f"Page {place}"))
    yesterday = timezone.now() - dt.timedelta(days=1)
    for page in chance.sample(pages[1:], 9):
        change = chance.choice([{"live": False}, {"expire_at": yesterday}, {"expire_at": None}])
        Page.objects.filter(pk=page.pk).update(**change)
    restricted = {page.pk for page in chance.sample(pages[1:], 3)}
    for key in restricted:
        PageViewRestriction.objects.create(page_id=key, restriction_type="login")
    found = set(public_pages().values_list("pk", flat=True))
    assert found == expected(lambda page: is_live(page) and page.pk not in restricted)
    assert set(live_pages().values_list("pk", flat=True)) == expected(is_live)
    assert home.pk in found
    typed = set(public_pages(StandardPage).values_list("pk", flat=True))
    assert typed == found & {page.pk for page in pages[1:]}


def test_page_whose_path_only_begins_alike_is_not_below(home):
    first = make_page(StandardPage, home, title="First")
    second = make_page(StandardPage, home, title="Second")
    Page.objects.filter(pk=first.pk).update(live=False)
    assert public_pages().filter(pk=second.pk).exists()
