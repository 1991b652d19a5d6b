"""Synthetic news articles about the synthetic participants, as long and as linked as real ones."""

from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Page

from alliance_pages.models import (
    NewsArticleCountry,
    NewsArticlePage,
    NewsArticleParticipant,
    NewsIndexPage,
)
from alliance_pages.models.news.articles import NewsKind
from cms.demo.reading import Record, stream
from cms.scale.registry import MARK, SLUG
from participants.models import CreditedImage, Participant, Theme

KINDS = NewsKind.values
PARAGRAPH = (
    "<p>Forty families moved into the new houses, which the municipality built together with the "
    "residents' council. <b>Every flat has water, a street name and a tenancy agreement.</b> The "
    "mediators go on visiting, and the school bus stops at the corner.</p>"
    "<ul><li>two mediators for health</li><li>one assistant at each primary school</li></ul>"
)
QUOTE = "We were asked before anything was drawn, and asked again before it was built."


def publish_article(order: int, author: User) -> None:
    """Publish the synthetic article of this number below the English news index."""
    parent = NewsIndexPage.objects.get(locale__language_code="en")
    page = _article(order)
    page.live, page.owner, page.locale = False, author, parent.locale
    parent.add_child(instance=page)
    page.save_revision(user=author).publish(user=author, skip_permission_checks=True)


def count_articles() -> int:
    """Return how many synthetic articles there are."""
    return Page.objects.type(NewsArticlePage).filter(slug__startswith=SLUG).count()


def _article(order: int) -> NewsArticlePage:
    pictures = list(CreditedImage.objects.order_by("pk"))
    themes = list(Theme.objects.order_by("slug"))
    page = NewsArticlePage(
        slug=f"{SLUG}{order}",
        title=f"Neighbours open their new street, number {order}",
        date=f"{2014 + order % 12}-{1 + order % 9:02}-{1 + order % 28:02}",
        kind=KINDS[order % len(KINDS)],
        lead_image=pictures[order % len(pictures)],
        introduction=f"{MARK['en']} It is as long as an article of the demonstration content.",
        body=_body(pictures[(order + 1) % len(pictures)]),
        source_url=f"https://www.example.org/news/{order}",
        **_links(order),
    )
    page.themes.set({themes[order % len(themes)], themes[(order + 1) % len(themes)]})
    return page


def _links(order: int) -> Record:
    """Return the links to two synthetic participants, others for each article, and a country."""
    found = Participant.objects.public().filter(slug__startswith=SLUG).order_by("pk")
    count = found.count()
    participants = [found[place % count] for place in (order * 2, order * 2 + 1)]
    return {
        "related_participants": [
            NewsArticleParticipant(participant=participant, sort_order=place)
            for place, participant in enumerate(participants)
        ],
        "related_countries": [NewsArticleCountry(country=participants[0].country)],
    }


def _body(picture: CreditedImage) -> Any:
    blocks: list[Record] = [
        {"type": "paragraph", "value": PARAGRAPH},
        {"type": "heading", "value": "A street with a name"},
        {"type": "paragraph", "value": PARAGRAPH},
        {"type": "image", "value": {"image": picture.pk, "caption": "The street in spring."}},
        {"type": "quote", "value": {"text": QUOTE, "attribution": "A resident of the street"}},
        {"type": "fact", "value": {"label": "Homes", "text": "Forty, for 212 people."}},
        {"type": "paragraph", "value": PARAGRAPH},
    ]
    return stream(NewsArticlePage, "body", blocks)
