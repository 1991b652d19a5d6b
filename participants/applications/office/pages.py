"""What the pages of the inbox share: who may open them, and where they stand."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_modeladmin.helpers import PermissionHelper

from participants.models import Application

VIEW, DECIDE = "view_application", "decide_application"


def may_decide(user: Any) -> bool:
    """Tell whether the user may take steps, and read what is private in an application."""
    return bool(user.has_perm(f"participants.{DECIDE}"))


def may_view(user: Any) -> bool:
    """Tell whether the user may see applications without what is private in them."""
    return bool(user.has_perm(f"participants.{VIEW}")) or may_decide(user)


class InboxPermissions(PermissionHelper):
    """Let nobody write an application in the authority's place, or change what it has sent."""

    def get_all_model_permissions(self) -> QuerySet[Permission]:
        return super().get_all_model_permissions().filter(codename__in=(VIEW, DECIDE))

    def user_can_list(self, user: Any) -> bool:
        return may_view(user)

    def user_can_inspect_obj(self, user: Any, obj: Application) -> bool:
        return may_view(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Application) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Application) -> bool:
        return False


LIST = "participants_application_modeladmin_index"
INSPECT = "participants_application_modeladmin_inspect"
HISTORY = "participants_application_modeladmin_history"


def inbox_applications() -> QuerySet[Application]:
    """Return the applications of the inbox, with what a page says of them."""
    return Application.objects.confirmed().select_related(
        "assigned_to", "decided_by", "participant"
    )


class InboxMixin(WagtailAdminTemplateMixin):
    """A page of the inbox. may: tells whether a user may open it."""

    request: HttpRequest
    may: Callable[[Any], bool] = staticmethod(may_decide)
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        applications = {"url": reverse(LIST), "label": gettext("Applications")}
        return [*super().get_breadcrumbs_items(), applications]


class ApplicationMixin(InboxMixin):
    kwargs: dict[str, Any]

    @cached_property
    def application(self) -> Application:
        """Return the application that the address names."""
        return get_object_or_404(inbox_applications(), pk=self.kwargs["pk"])

    @property
    def inspect_url(self) -> str:
        """Return the address of the page with all of the application."""
        return reverse(INSPECT, args=[self.application.pk])

    def get_page_subtitle(self) -> str:
        return str(self.application)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        application = {"url": self.inspect_url, "label": str(self.application)}
        return [*super().get_breadcrumbs_items(), application]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(application=self.application, **kwargs)


class StepPageMixin(ApplicationMixin):
    """A page on which one step is taken; its title is the last of the breadcrumbs."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": capfirst(self.get_page_title())}
        return [*super().get_breadcrumbs_items(), here]
