"""Who may open wagtail-localize's own addresses that ask for no permission on the content.

Its list of snippets and its report answer whoever may enter the admin, with the names of drafts
and of what is private. The addresses here stand before those of wagtail-localize.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.snippets_api import SnippetViewSet

# Whoever may do one of these with a kind of snippet chooses among all of that kind.
WORK = {"add", "change", "publish", "view"}


class PermittedSnippetViewSet(SnippetViewSet):
    """List the snippets of a kind for those who may work with that kind."""

    def initial(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raise PermissionDenied, or Http404 for what is no snippet."""
        super().initial(request, *args, **kwargs)
        policy = policy_registry.get_by_type(self.get_model())
        if not policy.user_has_any_permission(request.user, WORK):
            raise PermissionDenied


class PermittedReportView(TranslationsReportView):
    """List translations of pages that the user may see in the admin."""

    def get_queryset(self) -> QuerySet:
        """Leave out what the user may not change or see."""
        pages = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        keys = pages.values("translation_key")
        return super().get_queryset().filter(source__object_id__in=keys)


def guarded_urls() -> list[URLPattern]:
    """Return the addresses that stand before those of wagtail-localize, without their names."""
    snippets = "localize/api/snippets/<slug:app_label>/<slug:model_name>/"
    report = "localize/reports/translations/"
    return [
        path(snippets, PermittedSnippetViewSet.as_view({"get": "list"})),
        path(f"{snippets}<str:pk>/", PermittedSnippetViewSet.as_view({"get": "retrieve"})),
        path(report, PermittedReportView.as_view()),
        path(f"{report}results/", PermittedReportView.as_view(results_only=True)),
    ]
