"""The terminology note: which words the Alliance uses, and whom they cover."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from alliance_pages.blocks import BodyBlock, TerminologyGroupsBlock
from alliance_pages.models.base import BasePage
from alliance_pages.models.shared import translatable
from participants.models.columns import writable
from participants.values.dates import PartialDate, PartialDateField, parse_if_known
from participants.values.fields import OneLineField, OneLineURLField, RunningTextField


class TerminologyNotePage(BasePage):
    """The note on terminology of one language; its summary stands at the foot of every page.

    adopted_on: ISO 8601 of known precision, empty when unknown.
    """

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    umbrella_term = OneLineField(_("umbrella term"), max_length=255)
    summary = RunningTextField(
        _("summary"), max_length=600, help_text=_("It stands at the foot of every page.")
    )
    groups = StreamField(TerminologyGroupsBlock(), verbose_name=_("groups"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    source = OneLineField(_("source"), max_length=255, blank=True)
    source_url = OneLineURLField(_("address of the source"), max_length=1000, blank=True)
    adopted_on = PartialDateField(_("adopted"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("umbrella_term"),
        FieldPanel("summary"),
        FieldPanel("groups"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("adopted_on"),
                FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
            ],
            heading=_("Origin"),
        ),
    ]

    api_fields = writable(
        "umbrella_term", "summary", "groups", "body", "source", "source_url", "adopted_on"
    )

    translatable_fields = translatable(
        *("umbrella_term", "summary", "groups", "body", "source"),
        synchronized=["source_url", "adopted_on"],
    )

    class Meta:
        verbose_name = _("terminology note")
        verbose_name_plural = _("terminology notes")

    @property
    def adopted(self) -> PartialDate | None:
        """Return the date of adoption with its precision, or None."""
        return parse_if_known(self.adopted_on)
