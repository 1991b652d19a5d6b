"""The article that announces a participant, made from the template of its language."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import override

from alliance_pages.models.announcement.body import fill_body
from alliance_pages.models.announcement.placeholders import fill
from alliance_pages.models.announcement.words import measures_of, words_about
from alliance_pages.models.news import NewsArticlePage, NewsKind
from alliance_pages.models.news_links import (
    NewsArticleCountry,
    NewsArticleParticipant,
    NewsArticleTheme,
    ParticipantRole,
)
from participants.models import Application, Participant, Theme

if TYPE_CHECKING:
    from alliance_pages.models.announcement.template import AnnouncementTemplate

# What the fields of an article hold; a long name makes more of a template.
LONGEST_TITLE, LONGEST_INTRODUCTION = 255, 600


def article_on(
    template: "AnnouncementTemplate",
    participant: Participant,
    number: int,
    application: Application | None = None,
) -> NewsArticlePage:
    """Return the article with its links in memory, as the template of its language has it."""
    with override(template.locale.language_code):
        words = words_about(participant, number, application)
        body = fill_body(template.body, words, measures_of(participant))
    return NewsArticlePage(
        locale=template.locale,
        title=Truncator(fill(template.title, words)).chars(LONGEST_TITLE),
        introduction=Truncator(fill(template.introduction, words)).chars(LONGEST_INTRODUCTION),
        body=body,
        kind=NewsKind.ACCESSION,
        date=participant.joined.isoformat() if participant.joined else _today(),
        **_links(participant),
    )


def example_article(template: "AnnouncementTemplate") -> NewsArticlePage:
    """Return the article on the newest participant, or the template as it stands."""
    numbered = Participant.objects.public().taking_part().filter(number__isnull=False)
    participant = numbered.newest_first().with_everything().first()
    if participant is not None:
        return article_on(template, participant, participant.number)
    return NewsArticlePage(
        locale=template.locale,
        title=template.title,
        introduction=template.introduction,
        body=template.body,
        kind=NewsKind.ACCESSION,
        date=_today(),
    )


def _today() -> str:
    return timezone.localdate().isoformat()


def _links(participant: Participant) -> dict[str, Any]:
    role = ParticipantRole.ANNOUNCES_ACCESSION
    return {
        "related_participants": [NewsArticleParticipant(participant=participant, role=role)],
        "related_countries": [NewsArticleCountry(country=participant.country)],
        "theme_items": [NewsArticleTheme(tag=theme) for theme in _themes(participant)],
    }


def _themes(participant: Participant) -> list[Theme]:
    of_measures = [initiative.theme for initiative in participant.initiatives.all()]
    themes = [*participant.theme_list, *of_measures]
    return list({theme.pk: theme for theme in themes}.values())
