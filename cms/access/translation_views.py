"""Who may open wagtail-localize's own addresses that ask for no permission on the content.

Its list of snippets and its report answer whoever may enter the admin, with the names of drafts
and of what is private. The addresses here stand before those of wagtail-localize.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
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
    """List translations of pages and snippets that the user may see in the admin."""

    def get_queryset(self) -> QuerySet:
        """Leave out what the user may not see."""
        user = self.request.user
        pages = policy_registry.get_by_type(Page).explorable_instances(user)
        kinds = [
            kind
            for model, kind in ContentType.objects.get_for_models(*get_snippet_models()).items()
            if policy_registry.get_by_type(model).user_has_any_permission(user, WORK)
        ]
        return (
            super()
            .get_queryset()
            .filter(
                Q(source__object_id__in=pages.values("translation_key"))
                | Q(source__specific_content_type__in=kinds)
            )
        )


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
