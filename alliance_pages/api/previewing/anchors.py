"""Where in the page editor the fields of a document are."""

from collections.abc import Mapping
from typing import Any

from wagtail.fields import StreamField

from alliance_pages.models import NewsArticlePage
from participants.api.previewing.anchors import Anchors, at_field, at_rows


def page_anchors(page: Any, document: Mapping[str, Any]) -> Anchors:
    """Return where the fields of a document are that tells a page."""
    found: Anchors = {}
    for name in page.get_edit_handler().get_form_class().base_fields:
        if name in document:
            found[name] = at_field(name)
            found |= _blocks(page, name, document[name])
        elif name in document["meta"]:
            found[f"meta.{name}"] = at_field(name)
    return found | (_relations(page, document) if isinstance(page, NewsArticlePage) else {})


def _blocks(page: Any, name: str, told: Any) -> Anchors:
    """Return where the blocks of a field are; what is not public is left out of the document."""
    if not isinstance(page._meta.get_field(name), StreamField):
        return {}
    keys = [block.get("id") for block in getattr(page, name).raw_data]
    if len(told) != len(keys):
        keys = [block.get("id") for block in told]
    return {f"{name}.{place}": at_field(name, key) for place, key in enumerate(keys) if key}


def _relations(article: NewsArticlePage, document: Mapping[str, Any]) -> Anchors:
    links = enumerate(article.related_participants.all())
    told = {item["participant"]["id"] for item in document["related_participants"]}
    shown = [place for place, link in links if link.participant_id in told]
    countries = range(len(document["related_countries"]))
    return at_rows("related_participants", shown) | at_rows("related_countries", countries)
