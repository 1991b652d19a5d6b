"""What all page types share."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from participants.models import AbstractCreditedImage
from participants.publication import PublicationRulesForm, PublicationRulesMixin


class BasePageForm(PublicationRulesForm, WagtailAdminPageForm):
    """The editor's form for every page type, with the publication rules."""


class BasePage(PublicationRulesMixin, Page):
    """A page whose images carry their rights before it can be published."""

    # Named for the app, since many projects have a HomePage or a StandardPage of their own.
    page_ptr = models.OneToOneField(
        Page,
        parent_link=True,
        primary_key=True,
        related_name="%(app_label)s_%(class)s",
        on_delete=models.CASCADE,
    )

    base_form_class = BasePageForm

    class Meta:
        abstract = True

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        for field in self._meta.get_fields():
            if isinstance(field, StreamField):
                for block in getattr(self, field.name):
                    if block.block_type == "image" and block.value.get("image"):
                        yield field.name, block.value["image"]


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

    def clean(self) -> None:
        super().clean()
        if self.legacy_number is None:
            return
        namesakes: models.QuerySet = type(self)._default_manager.all()
        namesakes = namesakes.filter(legacy_number=self.legacy_number, locale_id=self.locale_id)
        if namesakes.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"legacy_number": gettext("Another page of this language has that number.")}
            )


def live_pages(model: type[Page] = Page) -> models.QuerySet:
    """Return the pages of a type that are live and not expired, they and all above them.

    One query. Whether a reader must first sign in or give a password is not asked here.
    """
    return model.objects.filter(~Exists(_at_or_above(_not_live())), depth__gt=1)


def public_pages(model: type[Page] = Page) -> models.QuerySet:
    """Return the pages of a type that anybody may see: live, not expired, not restricted.

    A page below one that is not public is not public either, whatever its own state. One query.
    """
    hidden = _not_live() | Q(view_restrictions__isnull=False)
    return model.objects.filter(~Exists(_at_or_above(hidden)), depth__gt=1)


def _not_live() -> Q:
    return Q(live=False) | Q(expire_at__lte=timezone.now())


def _at_or_above(condition: Q) -> models.QuerySet:
    """Return, for use in a subquery, the pages on the way to a page that fulfil a condition."""
    path = ExpressionWrapper(OuterRef("path"), models.CharField())
    return (
        Page.objects.filter(condition, depth__gt=1)
        .alias(asked_for=path)
        .filter(asked_for__startswith=F("path"))
    )
