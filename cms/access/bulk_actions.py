"""Which of the things that somebody selects a bulk action names.

Wagtail's lists by title what the action may not be done to, of whatever keys it is given.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.page_views import is_named

# Whoever may do one of these to a thing sees it in the admin.
WORK = {"add", "change", "choose", "delete", "publish", "view"}
REFUSED = "items_with_no_access"


class NamedItemsMixin(BulkAction):
    """Name only what the user may see."""

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, Any]]:
        allowed, others = super().get_actionable_objects()
        return allowed, {**others, REFUSED: self._named(others[REFUSED])}

    def _named(self, items: list[Any]) -> list[Model]:
        user = self.request.user
        if issubclass(self.model, Page):
            return [page.specific_deferred for page in items if is_named(user, page)]
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(user, WORK)
        keys = set(seen.filter(pk__in=[item.pk for item in items]).values_list("pk", flat=True))
        return [item for item in items if item.pk in keys]


def bulk_action(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> HttpResponseBase:
    """Answer as Wagtail's own view does. Raises Http404."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if found is None:
        raise Http404
    view = type(found.__name__, (NamedItemsMixin, found), {})(request, model)
    return view.dispatch(request)
