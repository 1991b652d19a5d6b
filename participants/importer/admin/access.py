"""Who may import, and the ways to the page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from participants.models import Participant


def may_import(user: Any) -> bool:
    """Tell whether the user may add participants and change them."""
    policy = policy_registry.get_by_type(Participant)
    return all(policy.user_has_permission(user, action) for action in ("add", "change"))


def may_publish(user: Any) -> bool:
    """Tell whether the user may publish participants."""
    return policy_registry.get_by_type(Participant).user_has_permission(user, "publish")


class ImportMenuItem(MenuItem):
    """The page's entry in the menu, for those who may use it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class ImportButtonMixin(WagtailAdminTemplateMixin):
    """Offer the page in the header of a listing."""

    request: HttpRequest

    @property
    def header_more_buttons(self) -> list[Button]:
        """Return Wagtail's buttons and ours."""
        buttons: list[Button] = list(super().header_more_buttons)
        if may_import(self.request.user):
            address = reverse("participants_import")
            buttons.append(Button(gettext("Import"), url=address, icon_name="upload", priority=20))
        return buttons
