"""Pages of plain content, such as About."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.base import BasePage, LegacyNumberMixin
from participants.values.fields import RunningTextField


class StandardPage(LegacyNumberMixin, BasePage):
    """A page of text and pictures, with pages of its own kind below it."""

    parent_page_types = ["alliance_pages.HomePage", "alliance_pages.StandardPage"]
    subpage_types = ["alliance_pages.StandardPage"]

    introduction = RunningTextField(_("introduction"), blank=True, max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    promote_panels = [
        *BasePage.promote_panels,
        MultiFieldPanel(LegacyNumberMixin.legacy_panels, heading=_("Origin")),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.FilterField("legacy_number"),
    ]

    api_fields = [
        APIField("introduction", writable=True),
        APIField("body", writable=True),
        APIField("legacy_number", writable=True),
    ]

    translatable_fields = [
        *(TranslatableField(name) for name in ("title", "slug", "introduction", "body")),
        *(TranslatableField(name) for name in ("seo_title", "search_description")),
        SynchronizedField("legacy_number", overridable=False),
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
