"""Pages of which there are many: news articles and countries."""

from typing import Any

from django.contrib.auth.models import User
from django.utils.text import slugify
from django.utils.translation import override

from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    NewsArticleCountry,
    NewsArticlePage,
    NewsArticleParticipant,
    NewsIndexPage,
)
from cms.demo.pages import find_page, load_page
from cms.demo.reading import LANGUAGES, Record, body_of, read, read_folder
from cms.demo.registry import find_picture, themes_with
from participants.models import Participant
from participants.values.countries import country_name


def article_names() -> list[str]:
    """Return the articles, the oldest first: those of one day are listed in this order."""
    records = read_folder("news")
    return sorted(records, key=lambda name: (records[name]["date"], name))


def load_article(name: str, editor: User) -> None:
    """Make a news article with its links."""
    record = read(f"news/{name}")
    load_page(
        NewsArticlePage,
        record,
        editor,
        parent=lambda language: find_page(NewsIndexPage, language),
        fields=lambda language: _article_fields(record, language),
    )


def _article_fields(record: Record, language: str) -> Record:
    return {
        "date": record["date"],
        "kind": record["kind"],
        "closes_on": record.get("closes_on", ""),
        "legacy_number": record.get("legacy_number"),
        "source_url": record["source_url"],
        "lead_image": find_picture(record.get("picture")),
        "introduction": record[language]["introduction"],
        "body": body_of(NewsArticlePage, record[language]),
        "theme_items": _theme_items(record["themes"]),
        "related_participants": _participant_links(record["participants"]),
        "related_countries": [
            NewsArticleCountry(country=code, sort_order=order)
            for order, code in enumerate(record["countries"])
        ],
    }


def _theme_items(slugs: list[str]) -> list[Any]:
    through = NewsArticlePage.theme_items.rel.related_model
    return [through(tag=theme) for theme in themes_with(slugs)]


def _participant_links(records: list[Record]) -> list[NewsArticleParticipant]:
    return [
        NewsArticleParticipant(
            participant=Participant.objects.get(slug=link["slug"]),
            role=link["role"],
            sort_order=order,
        )
        for order, link in enumerate(records)
    ]


def load_country(code: str, editor: User) -> None:
    """Make the page of a country; its title is the country's name in each language."""
    texts = read(f"countries/{code}")
    record: Record = {}
    for language in LANGUAGES:
        with override(language):
            title = country_name(code)
        record[language] = {**texts[language], "title": title, "slug": slugify(title)}
    load_page(
        CountryPage,
        record,
        editor,
        parent=lambda language: find_page(CountryIndexPage, language),
        fields=lambda language: {
            "country": code,
            "introduction": record[language]["introduction"],
            "body": body_of(CountryPage, record[language]),
        },
    )
