"""The headings of a body can be linked to, and a long body begins with a list of them."""

import pytest
from bs4 import BeautifulSoup

from alliance_pages.models import StandardPage
from tests.factories import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client, home):
    """Return a function that shows a page with so many headings."""

    def show(*headings):
        blocks = [
            block
            for heading in headings
            for block in (("heading", heading), ("paragraph", "<p>Words.</p>"))
        ]
        page = make_page(StandardPage, home, title="Long", slug="long", body=blocks)
        answer = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]
        ids = [block["id"] for block in answer if block["type"] == "heading"]
        return BeautifulSoup(client.get(page.url).content, "html.parser").main, ids

    return show


def test_long_page_begins_with_its_headings(shown):
    # Two may have the same words.
    main, ids = shown("One", "Two & three", "One", "<b>Four</b>")
    listed = main.select_one("nav[aria-label='On this page']").select("a")
    assert [(link.text, link["href"]) for link in listed] == [
        (words, f"#{key}")
        for words, key in zip(["One", "Two & three", "One", "<b>Four</b>"], ids, strict=True)
    ]
    assert [heading.get("id") for heading in main.select(".prose h2")] == ids
    assert len(set(ids)) == 4


def test_short_page_has_no_list_but_places_to_link_to(shown):
    main, ids = shown("One", "Two", "Three")
    assert not main.select("nav")
    assert [heading["id"] for heading in main.select(".prose h2")] == ids
