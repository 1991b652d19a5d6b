"""The blocks that page bodies are built from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from participants.values.fields import FEATURES, clean_rich_text
from participants.values.text import one_line, refuse_surrogates, running_text

# A body with so many headings begins with a list of them.
LONG = 4


class OneLineBlock(blocks.CharBlock):
    """A line of text, made uniform whoever stores it."""

    def clean(self, value: str | None) -> str:
        refuse_surrogates(value or "")
        return super().clean(one_line(value or ""))

    def get_prep_value(self, value: str | None) -> str:
        return one_line(super().get_prep_value(value) or "")


class RunningTextBlock(blocks.TextBlock):
    """A text of several lines, made uniform whoever stores it."""

    def clean(self, value: str | None) -> str:
        refuse_surrogates(value or "")
        return super().clean(running_text(value or ""))

    def get_prep_value(self, value: str | None) -> str:
        return running_text(super().get_prep_value(value) or "")


class HeadingBlock(OneLineBlock):
    """A heading between paragraphs."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "alliance_pages/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with lists and links, cleaned whenever it is stored."""

    def get_prep_value(self, value: RichText | None) -> str:
        return clean_rich_text(super().get_prep_value(value) or "")

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "alliance_pages/blocks/paragraph.html"


class FigureBlock(blocks.StructBlock):
    """A picture with its caption; the credit comes from the image library."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = OneLineBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "alliance_pages/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with name and function."""

    text = RunningTextBlock(label=_("Quotation"))
    attribution = OneLineBlock(
        label=_("Name and function"),
        max_length=255,
        help_text=_("A quotation is not published without the person and the office."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "alliance_pages/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    """A fact set off from the text."""

    label = OneLineBlock(label=_("Label"), max_length=120)
    text = RunningTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Fact")
        template = "alliance_pages/blocks/fact.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page, in which each heading can be linked to."""

    heading = HeadingBlock(max_length=255)
    paragraph = ParagraphBlock(features=FEATURES)
    image = FigureBlock()
    quote = QuoteBlock()
    fact = FactBlock()

    def get_context(
        self, value: blocks.StreamValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        headings = [block for block in value if block.block_type == "heading" and block.id]
        contents = headings if len(headings) >= LONG else []
        return super().get_context(value, parent_context) | {"contents": contents}

    class Meta:
        template = "alliance_pages/blocks/body.html"


class TerminologyGroupBlock(blocks.StructBlock):
    """One group that the umbrella term covers."""

    label = OneLineBlock(label=_("Letter"), required=False, max_length=8)
    name = OneLineBlock(label=_("Group"), max_length=255)
    subgroups = blocks.ListBlock(
        OneLineBlock(max_length=255, label=_("Sub-group")), label=_("Sub-groups"), default=[]
    )
    note = OneLineBlock(label=_("Note"), required=False, max_length=500)

    class Meta:
        icon = "group"
        label = _("Group")
        template = "alliance_pages/blocks/terminology_group.html"


class TerminologyGroupsBlock(blocks.StreamBlock):
    """The groups that the umbrella term covers, in their order."""

    group = TerminologyGroupBlock()
