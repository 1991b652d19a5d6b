"""Addresses of the old site whose content is not taken over: what was there, and its copy."""

from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from alliance_pages.routing import fold_case
from participants.values.fields import WEB_ADDRESS, OneLineField, OneLineURLField
from participants.values.text import one_line


def plain_path(text: str) -> str:
    """Return a path in the one spelling that all its spellings share.

    Without escapes, capital letters and a slash at its end.
    """
    return fold_case(unquote(one_line(text))).rstrip("/")


def validate_path(path: str) -> None:
    """Raise ValidationError for what is no path of a site."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValidationError(
            _("Enter what follows the host, with one “/” in front: /en/page/64-….html.")
        )
    if "?" in path or "#" in path:
        raise ValidationError(_("Leave out the “?” or “#” and what follows it."))


class PathField(OneLineField):
    """Store a path of a site, spelled as `plain_path` does."""

    uniform = staticmethod(plain_path)
    default_validators = [*OneLineField.default_validators, validate_path]


class WithdrawnAddress(models.Model):
    """What stood at an address that the site answers with 410, unless something else is there.

    path: without host, as `plain_path` spells it; locale: the language of the title.
    """

    path = PathField(
        _("address"),
        max_length=500,
        unique=True,
        help_text=_(
            "What follows the host: /en/page/64-….html. Pages, redirects and the numbers of old "
            "addresses come first."
        ),
        error_messages={"unique": _("This address is in the list already.")},
    )
    title = OneLineField(_("title of what was there"), max_length=255)
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        verbose_name=_("language of the title"),
        related_name="+",
        on_delete=models.CASCADE,
    )
    archived_url = OneLineURLField(
        _("archived copy"),
        max_length=1000,
        validators=[WEB_ADDRESS],
        help_text=_(
            "Where a web archive keeps it. Where the day of the copy is not known, the calendar of "
            "all copies: web.archive.org/web/2019*/ with the full old address behind it."
        ),
    )

    panels = [
        FieldPanel("path"),
        FieldPanel("title"),
        FieldPanel("locale"),
        FieldPanel("archived_url"),
    ]

    class Meta:
        verbose_name = _("withdrawn address")
        verbose_name_plural = _("withdrawn addresses")

    def __str__(self) -> str:
        return self.title
