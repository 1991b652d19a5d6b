"""How many applications wait, on the first page of the admin."""

from typing import Any

from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem

from participants.applications.office.inbox.access import may_view
from participants.applications.office.inbox.filters import StateFilter
from participants.applications.office.inbox.pages import LIST
from participants.models import Application


class WaitingSummaryItem(SummaryItem):
    """The number of applications for which it is the office's turn."""

    order = 50
    template_name = "participants/admin/application_summary.html"

    def is_shown(self) -> bool:
        return may_view(self.request.user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "waiting": Application.objects.waiting().count(),
            "address": f"{reverse(LIST)}?state={StateFilter.WAITING}",
        }
