"""What several page types share: words above, a body, an old address, how they are translated."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.base import BasePage
from participants.models.columns import writable
from participants.values.fields import RunningTextField


def translatable(*names: str, synchronized: Sequence[str] = ()) -> list[Any]:
    """Return what wagtail-localize does with the fields of a page, beside its title and address.

    names: fields that are translated; synchronized: those that every language has as the source.
    """
    return [
        *(TranslatableField(name) for name in ("title", "slug", *names)),
        *(TranslatableField(name) for name in ("seo_title", "search_description")),
        *(SynchronizedField(name, overridable=False) for name in synchronized),
    ]


class IndexPage(BasePage):
    """A page that lists others, below a few words."""

    introduction = RunningTextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    api_fields = writable("introduction")

    class Meta:
        abstract = True


class TextPage(BasePage):
    """A page of text and pictures below an introduction."""

    introduction = RunningTextField(_("introduction"), blank=True, max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    api_fields = writable("introduction", "body")

    translatable_fields = translatable("introduction", "body")

    class Meta:
        abstract = True


class LegacyNumberMixin(models.Model):
    """A page that had a numbered address on the old site.

    legacy_number: the number in "/en/page/149-….html", shared by both languages.
    """

    legacy_number = models.PositiveIntegerField(
        _("number of the old address"),
        null=True,
        blank=True,
        db_index=True,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        help_text=_("The old address leads here: 149 for “/en/page/149-….html”."),
    )

    locale_id: int

    legacy_panels = [FieldPanel("legacy_number")]

    class Meta:
        abstract = True

    alias_of_id: int | None

    # A copy would want the same old address; a translation is given it by `keep_legacy_number`.
    exclude_fields_in_copy = ["legacy_number"]

    def clean(self) -> None:
        super().clean()
        # An alias says all that its source says, and leaves the old address to it.
        if self.legacy_number is None or self.alias_of_id is not None:
            return
        namesakes: models.QuerySet = type(self)._default_manager.all()
        namesakes = namesakes.filter(
            legacy_number=self.legacy_number, locale_id=self.locale_id, alias_of=None
        )
        if namesakes.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"legacy_number": gettext("Another page of this language has that number.")}
            )


def keep_legacy_number(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Give a translation the number of its source: both languages shared the old address."""
    if not isinstance(source_obj, LegacyNumberMixin) or target_obj.alias_of_id is not None:
        return
    if target_obj.legacy_number != source_obj.legacy_number:
        target_obj.legacy_number = source_obj.legacy_number
        target_obj.save_revision()
        target_obj.save(update_fields=["legacy_number", "latest_revision"])
