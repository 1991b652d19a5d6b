"""Images and documents over the API."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from alliance_pages.models import StandardPage
from tests.factories import make_article, make_image, make_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [3, 20])
def test_lists_cost_the_same_at_any_size(api, at_most, news_index, count):
    for place in range(count):
        image = make_image(f"Image {place}")
        image.tags.add("map", "country")
        document = get_document_model().objects.create(
            title=f"Document {place}", file=ContentFile(b"text", name=f"{place}.txt")
        )
        document.tags.add("report")
        html = f'<p><a linktype="document" id="{document.pk}">file</a></p>'
        body = [("paragraph", html)]
        make_article(news_index, f"News {place}", lead_image=image, body=body)
    for path in ("images/", "documents/"):
        api(path, fields="*", limit=20)
        with at_most(8):
            status, answer = api(path, fields="*", limit=20)
        assert status == 200
        assert len(answer["items"]) == count
        assert all(item["meta"]["tags"] for item in answer["items"])


def test_image_speaks_the_language_that_is_asked_for(api, news_index):
    make_article(news_index, lead_image=make_image("Map"))
    [image] = api("images/", locale="fr")[1]["items"]
    assert image["rendition"]["alt"] == "Une carte"
    assert image["rendition"]["url"].startswith("http://")


def test_document_is_found_and_downloaded(api, client, home):
    document = get_document_model().objects.create(
        title="Guidelines", file=ContentFile(b"text", name="guidelines.txt")
    )
    html = f'<p><a linktype="document" id="{document.pk}">file</a></p>'
    page = make_page(StandardPage, home, title="Papers", body=[("paragraph", html)])
    _, answer = api(f"documents/{document.pk}/")
    assert client.get(answer["meta"]["download_url"]).status_code == 200
    [block] = api(f"pages/{page.pk}/")[1]["body"]
    told = f'data-type="wagtaildocs.Document" data-id="{document.pk}"'
    assert block["value"] == f'<p><a href="http://localhost{document.url}" {told}>file</a></p>'
