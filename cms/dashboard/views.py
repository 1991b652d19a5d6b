"""The dashboard on the first page of the admin, and the same as JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.forms import Media
from django.http import HttpRequest, JsonResponse
from django.views import View
from wagtail.admin.ui.components import Component

from cms.dashboard.attention import concerns
from cms.dashboard.state import RegistryState, beginnings, registry_state

URL_NAME = "dashboard"


class DashboardPanel(Component):
    """What needs attention, the state of the registry, and where to begin."""

    name = "dashboard"
    template_name = "dashboard/panel.html"
    order = 100

    @property
    def media(self) -> Media:
        return Media(css={"all": ["cms/dashboard.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {
            "concerns": concerns(request),
            "registry": registry_state(request.user),
            "beginnings": list(beginnings(request)),
        }


class DashboardView(View):
    """Say the same to programs of those who are signed in."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> JsonResponse:
        state = registry_state(request.user)
        return JsonResponse(
            {
                "attention": [
                    {
                        "key": concern.key,
                        "label": str(concern.label),
                        "number": concern.number,
                        "oldest": _written(concern.oldest),
                        "url": concern.address,
                    }
                    for concern in concerns(request)
                ],
                "registry": _described(state) if state else None,
                "actions": [
                    {"key": one.key, "label": str(one.label), "url": one.address}
                    for one in beginnings(request)
                ],
            }
        )


def _written(moment: datetime | int | None) -> str | None:
    """Return a moment in UTC, or a year, as ISO 8601 has them."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return None if moment is None else f"{moment:04}"


def _described(state: RegistryState) -> dict[str, Any]:
    newest, joined = state.newest, state.newest and state.newest.joined
    return {
        "participants": state.participants,
        "countries": state.countries,
        "last_admission": newest
        and {"id": newest.pk, "name": newest.name, "joined": joined and joined.isoformat()},
        "changed_this_month": state.changed_this_month,
    }
