"""The report on texts that disagree with the registry, the terminology note or time."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models import BasePage, Remark
from alliance_pages.models.remark import Rule
from participants.admin.quality_report import in_language
from participants.values.text import neutralised

URL_NAME = "text_remarks"
READERS = ["add", "change", "publish"]


class RemarksFilterSet(WagtailFilterSet):
    """Narrow the report by rule, and by whether somebody has kept it."""

    rule = django_filters.MultipleChoiceFilter(label=_("Rule"), choices=Rule.choices)
    is_kept = django_filters.BooleanFilter(
        label=_("Kept with a reason"), field_name="reason", method="narrow_by_reason"
    )

    def narrow_by_reason(
        self,
        queryset: models.QuerySet,
        _name: str,
        value: bool,  # noqa: FBT001  django-filter's
    ) -> models.QuerySet:
        return queryset.exclude(reason="") if value else queryset.filter(reason="")

    class Meta:
        model = Remark
        fields: list[str] = []


class RemarksReportView(ReportView):
    """List the remarks on all that is published and that the reader may see in the admin."""

    model = Remark
    template_name = "alliance_pages/admin/remarks_report.html"
    page_title = _("Numbers and words")
    header_icon = "glasses"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    filterset_class = RemarksFilterSet
    default_ordering = "pk"
    export_filename = "numbers-and-words"
    list_export = ["about", "place", "rule_name", "excerpt", "explanation", "offer", "reason"]
    export_headings = {
        "about": _("Text"),
        "place": _("Field"),
        "rule_name": _("Rule"),
        "excerpt": _("Words"),
        "explanation": _("Remark"),
        "offer": _("Instead"),
        "reason": _("Kept, because"),
    }

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_read_remarks(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def columns(self) -> list[Column]:
        finder = AdminURLFinder(self.request.user)
        return [
            TitleColumn(
                "about",
                label=_("Text"),
                accessor="about",
                get_url=lambda remark: finder.get_edit_url(remark.about),
            ),
            Column("place", label=_("Field"), accessor="place"),
            Column("rule", label=_("Rule"), accessor="rule_name"),
            Column("excerpt", label=_("Words"), accessor="excerpt"),
            Column("explanation", label=_("Remark"), accessor="explanation"),
            Column("offer", label=_("Instead"), accessor="offer"),
            Column("reason", label=_("Kept, because"), accessor="reason"),
        ]

    @property
    def no_results_message(self) -> str:
        return gettext("Nothing that is published is to be looked at.")

    def get_queryset(self) -> models.QuerySet:
        """Return those on pages that the reader works with, and on what is public to all."""
        policy = policy_registry.get_by_type(Page)
        seen = policy.explorable_instances(self.request.user).order_by()
        keys = seen.annotate(key=Cast("pk", models.CharField())).values("key")
        kinds = ContentType.objects.get_for_models(*page_models()).values()
        is_hidden = models.Q(content_type__in=kinds) & ~models.Q(object_id__in=keys)
        found = Remark.objects.filter(is_published=True).exclude(is_hidden)
        return found.order_by("content_type", "object_id", "pk").prefetch_related("about")

    def stream_csv(self, queryset: models.QuerySet) -> Iterator[bytes]:
        return in_language(get_language(), super().stream_csv(queryset))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        is_text = isinstance(value, str) and export_format == self.FORMAT_CSV
        return neutralised(value) if is_text else value


def page_models() -> list[type[BasePage]]:
    return [model for model in Page.__subclasses__() if issubclass(model, BasePage)]


def may_read_remarks(user: Any) -> bool:
    """Tell whether somebody works with pages."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, READERS))


class RemarksReportMenuItem(MenuItem):
    """The report's place in the menu of those who may open it."""

    def is_shown(self, request: Any) -> bool:
        return may_read_remarks(request.user)
