"""The template from which a new participant's announcement is drafted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.announcement.body import texts_of
from alliance_pages.models.announcement.placeholders import faults_of, placeholder_help
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
        from alliance_pages.models.announcement.article import example_article

        return example_article(self).get_context(request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()
