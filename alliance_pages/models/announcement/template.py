"""The template of an announcement, and the article that is made of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.announcement.body import fill_body, texts_of
from alliance_pages.models.announcement.placeholders import faults_of, fill, placeholder_help
from alliance_pages.models.announcement.words import measures_of, words_about
from alliance_pages.models.news.articles import NewsArticlePage, NewsKind
from alliance_pages.models.news.links import (
    NewsArticleCountry,
    NewsArticleParticipant,
    NewsArticleTheme,
    ParticipantRole,
)
from participants.models import Application, Participant, Theme
from participants.values.fields import OneLineField, RunningTextField


class AnnouncementTemplate(PreviewableMixin, models.Model):
    """The words, in one language, that announce who has joined; placeholders stand in braces."""

    locale = models.OneToOneField(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        related_name="+",
        on_delete=models.CASCADE,
    )
    title = OneLineField(_("title"), max_length=255)
    introduction = RunningTextField(_("introduction"), max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    panels = [
        HelpPanel(placeholder_help(), heading=_("Placeholders")),
        FieldPanel("locale"),
        FieldPanel("title"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("announcement template")
        verbose_name_plural = _("announcement templates")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        faults = {
            "title": faults_of([self.title], only_known=True),
            "introduction": faults_of([self.introduction], only_known=True),
            "body": faults_of(texts_of(self.body)),
        }
        if any(faults.values()):
            raise ValidationError({name: found for name, found in faults.items() if found})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "alliance_pages/news_article_page.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return example_article(self).get_context(request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()


# What the fields of an article hold; a long name makes more of a template.
LONGEST_TITLE, LONGEST_INTRODUCTION = 255, 600


def article_on(
    template: AnnouncementTemplate,
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


def example_article(template: AnnouncementTemplate) -> NewsArticlePage:
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
