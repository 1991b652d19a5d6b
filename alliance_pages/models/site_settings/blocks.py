"""The blocks that menus and lists of links are built from."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from alliance_pages.blocks import OneLineBlock
from participants.values.fields import WEB_ADDRESS
from participants.values.text import one_line, refuse_surrogates

LONGEST_LABEL = 80
LONGEST_ADDRESS = 1000


class Service(models.TextChoices):
    """Where somebody can follow the Alliance."""

    BLUESKY = "bluesky", "Bluesky"
    FACEBOOK = "facebook", "Facebook"
    FLICKR = "flickr", "Flickr"
    INSTAGRAM = "instagram", "Instagram"
    LINKEDIN = "linkedin", "LinkedIn"
    MASTODON = "mastodon", "Mastodon"
    NEWSLETTER = "newsletter", _("Newsletter")
    WEBSITE = "website", _("Website")
    X = "x", "X"
    YOUTUBE = "youtube", "YouTube"


def services() -> list[tuple[str, Any]]:
    """Return the choices, which stand in no migration."""
    return Service.choices


class WebAddressBlock(blocks.URLBlock):
    """An address of the web, and nothing else that a browser would follow or run."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_ADDRESS, "validators": [WEB_ADDRESS], **kwargs})

    def clean(self, value: str | None) -> str:
        refuse_surrogates(value or "")
        return super().clean(one_line(value or ""))


class PageLinkBlock(blocks.StructBlock):
    """A page; while it is not public the entry is not shown."""

    page = blocks.PageChooserBlock(label=_("Page"))
    label = OneLineBlock(
        label=_("Words"),
        required=False,
        max_length=LONGEST_LABEL,
        help_text=_("Left empty, the title of the page."),
    )

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Page")


class WebLinkBlock(blocks.StructBlock):
    """An address elsewhere."""

    label = OneLineBlock(label=_("Words"), max_length=LONGEST_LABEL)
    url = WebAddressBlock(label=_("Address"))

    class Meta:
        icon = "link-external"
        label = _("Address elsewhere")


class LinksBlock(blocks.StreamBlock):
    """A plain list of links."""

    page = PageLinkBlock()
    link = WebLinkBlock()

    class Meta:
        max_num = 12


class MenuPageBlock(PageLinkBlock):
    """A page, and what is offered below it."""

    below = LinksBlock(label=_("Below it"), required=False)


class MenuLinkBlock(WebLinkBlock):
    """An address elsewhere, and what is offered below it."""

    below = LinksBlock(label=_("Below it"), required=False)


class MenuBlock(blocks.StreamBlock):
    """A menu of two levels."""

    page = MenuPageBlock()
    link = MenuLinkBlock()

    class Meta:
        max_num = 10


class FollowBlock(blocks.StructBlock):
    """An account or a channel of the Alliance."""

    service = blocks.ChoiceBlock(label=_("Service"), choices=services)
    label = OneLineBlock(
        label=_("Words"),
        required=False,
        max_length=LONGEST_LABEL,
        help_text=_("Left empty, the name of the service."),
    )
    url = WebAddressBlock(label=_("Address"))

    class Meta:
        icon = "user"
        label = _("Account")


class FollowLinksBlock(blocks.StreamBlock):
    """Where somebody can follow the Alliance."""

    account = FollowBlock()

    class Meta:
        max_num = 12
