"""Where one sees which mails were given up; never to whom, nor what they say."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic

from cms.delivery.models import QueuedMail
from cms.delivery.webhooks.admin.records import RecordViewSet


class FailedMailPaginator(WagtailPaginator):
    """Count them as what they are, and not as the queue that they have left."""

    verbose_name = _("failed mail")
    verbose_name_plural = _("failed mails")


class FailedMailIndexView(generic.IndexView):
    """What `manage.py deliver --retry-mail` would send again."""

    page_title = _("Failed mails")
    verbose_name_plural = FailedMailPaginator.verbose_name_plural
    paginator_class = FailedMailPaginator

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().given_up()


class FailedMailViewSet(RecordViewSet):
    """The mails that were given up, for those who may do everything: nobody is given more."""

    model = QueuedMail
    name = "delivery_mails"
    url_prefix = "delivery/mails"
    icon = "mail"
    menu_label = _("Failed mails")
    index_view_class = FailedMailIndexView
    list_display = [
        Column("pk", label=_("Number")),
        Column("last_error", label=_("Error")),
        Column("attempts", label=_("Attempts")),
        DateColumn("created_at", label=_("Created at")),
        DateColumn("given_up_at", label=_("Given up at")),
    ]
    ordering = "-pk"
    absent = ("delete",)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
