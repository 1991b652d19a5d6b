"""Pages of plain content, such as About."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from alliance_pages.models.shared import LegacyNumberMixin, TextPage, translatable
from participants.models.columns import writable


class StandardPage(LegacyNumberMixin, TextPage):
    """A page of text and pictures, with pages of its own kind below it."""

    parent_page_types = ["alliance_pages.HomePage", "alliance_pages.StandardPage"]
    subpage_types = ["alliance_pages.StandardPage"]

    promote_panels = [
        *TextPage.promote_panels,
        MultiFieldPanel(LegacyNumberMixin.legacy_panels, heading=_("Origin")),
    ]

    search_fields = [*TextPage.search_fields, index.FilterField("legacy_number")]

    api_fields = writable("introduction", "body", "legacy_number")

    translatable_fields = translatable("introduction", "body", synchronized=["legacy_number"])

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
