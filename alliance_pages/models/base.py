"""What all page types share."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, Now
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from participants.editing.together import EditedTogetherMixin
from participants.models import AbstractCreditedImage
from participants.models.publication import PublicationRulesForm, PublicationRulesMixin
from participants.values.fields import put_in_one_line

# Wagtail's fields of every page that hold one line of text.
ONE_LINE = ("title", "draft_title", "slug", "seo_title", "search_description")


class BasePageForm(PublicationRulesForm, WagtailAdminPageForm):
    """The editor's form for every page type, with the publication rules."""


class BasePage(EditedTogetherMixin, PublicationRulesMixin, Page):
    """A page whose images carry their rights before it can be published."""

    # Named for the app, since many projects have a HomePage or a StandardPage of their own.
    page_ptr = models.OneToOneField(
        Page,
        parent_link=True,
        primary_key=True,
        related_name="%(app_label)s_%(class)s",
        on_delete=models.CASCADE,
    )

    # The parameters of the query string that the page reads; others change nothing of it.
    query_parameters: ClassVar[frozenset[str]] = frozenset()

    base_form_class = BasePageForm

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        put_in_one_line(self, ONE_LINE)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        put_in_one_line(self, ONE_LINE)
        super().minimal_clean()

    def get_admin_display_title(self) -> str:
        """Return the title of the draft, or what else the user of the admin may know of the page.

        Forms and choosers name pages of other parts of the site. Wagtail keeps for its log who
        asks the admin.
        """
        user = get_active_log_context().user
        if user is None or sees_draft(user, self):
            return super().get_admin_display_title()
        if is_public_to(user, self):
            return self.title
        if self.permissions_for_user(user).can_edit():  # whoever moderates it
            return super().get_admin_display_title()
        return gettext("A page that you may not see")

    def read_query(self, request: HttpRequest) -> QueryDict:
        """Return what the page reads of the query string."""
        query = QueryDict(mutable=True)
        for name in sorted(self.query_parameters & request.GET.keys()):
            query[name] = request.GET[name]
        return query

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


def sees_draft(user: Any, page: Page) -> bool:
    """Say whether a user works with a page or with one below it, as the explorer has it.

    No query beyond the one for the user's permissions.
    """
    if user.is_superuser:
        return bool(user.is_active)
    tops = policy_registry.get_by_type(Page).instances_with_direct_explore_permission(user)
    return any(page.path.startswith(top.path) or top.path.startswith(page.path) for top in tops)


def is_public_to(user: Any, page: Page) -> bool:
    """Say whether a page is public. One query for all pages that are shown to a user at once."""
    if not hasattr(user, "_closed_pages"):
        closed = Page.objects.filter(_closed(), depth__gt=1)
        user._closed_pages = set(closed.values_list("path", flat=True))
    steps = range(Page.steplen, len(page.path) + 1, Page.steplen)
    return user._closed_pages.isdisjoint(page.path[:step] for step in steps)


def live_pages(model: type[Page] = Page) -> models.QuerySet:
    """Return the pages of a type that are live and not expired, they and all above them.

    One query. Whether a reader must first sign in or give a password is not asked here.
    """
    return model.objects.filter(_outside(_not_live()))


def public_pages(model: type[Page] = Page) -> models.QuerySet:
    """Return the pages of a type that anybody may see: live, not expired, not restricted.

    A page below one that is not public is not public either, whatever its own state. One query.
    """
    return model.objects.filter(is_public())


def is_public() -> Q:
    """Return the condition on pages of any type that `public_pages` puts."""
    return _outside(_closed())


def _closed() -> Q:
    return _not_live() | Q(pk__in=PageViewRestriction.objects.values("page"))


def _not_live() -> Q:
    return Q(live=False) | Q(expire_at__lte=Now())


def _outside(closed: Q) -> Q:
    """Return the condition that neither a page nor one above it is closed.

    The paths below each closed page are one range of an index, and the ranges are read once for
    the whole query. Django has no join on a range, and would look through all pages for each.
    """
    last = Concat(F("path"), models.Value(Page.alphabet[-1] * Page.steplen))
    tops = Page.objects.filter(closed, depth__gt=1).order_by().annotate(last=last)
    ranges, parameters = tops.values("path", "last").query.sql_with_params()
    table = connection.ops.quote_name(Page._meta.db_table)
    inside = RawSQL(  # noqa: S611  the query above, and the name of a table
        f"SELECT inside.id FROM ({ranges}) AS top"  # noqa: S608  the same
        f" INNER JOIN {table} AS inside ON inside.path BETWEEN top.path AND top.last",
        parameters,
    )
    return ~Q(pk__in=inside) & Q(depth__gt=1)
