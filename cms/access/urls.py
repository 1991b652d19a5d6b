"""Addresses of the admin whose own views ask for too little; include them before Wagtail's.

They have no names: Wagtail's names lead to the same addresses. Those that Wagtail's hook registers
come after its own, so that these would never be asked there.
"""

from typing import Any

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access, user_passes_test
from wagtail.admin.urls import display_custom_404
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.tags import autocomplete
from wagtail.admin.views.workflows import (
    TaskChooserCreateView,
    TaskChooserResultsView,
    TaskChooserView,
    task_chosen,
)
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.views.chooser import viewset as image_chooser
from wagtail.models import Page, Task, Workflow
from wagtail.permissions import policy_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.access.named_items import (
    PermittedBrowseView,
    PermittedChosenMultipleView,
    PermittedExternalLinkView,
    PermittedSearchView,
    bulk_action,
)
from cms.access.translation_views import (
    PermittedReportView,
    PermittedSnippetViewSet,
    PermittedSubmitPageView,
    PermittedUpdateView,
)
from participants.models import Participant


def _may(user: Any, model: type, *actions: str) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_any_permission(user, set(actions)))


@user_passes_test
def content_workers_only(user: Any) -> bool:
    """Say whether the user works with pages or participants."""
    pages = policy_registry.get_by_type(Page).explorable_instances(user)
    return _may(user, Participant, "add", "change", "publish", "view") or pages.exists()


@user_passes_test
def workflow_editors_only(user: Any) -> bool:
    """Say whether the user works with workflows, for which tasks are chosen."""
    return _may(user, Workflow, "add", "change") or _may(user, Task, "add", "change")


@user_passes_test
def file_workers_only(user: Any) -> bool:
    """Say whether the user works with images or documents, which have the tags."""
    files = (get_image_model(), get_document_model())
    return any(_may(user, model, "add", "change", "choose") for model in files)


_SNIPPETS = "localize/api/snippets/<slug:app_label>/<slug:model_name>/"
_TRANSLATIONS = "localize/reports/translations/"
_HISTORY = "reports/site-history/"
_TASKS = "workflows/task_chooser/"
_TAGS = "tag-autocomplete/"

urlpatterns = [
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action),
    path("choose-page/<int:parent_page_id>/", PermittedBrowseView.as_view()),
    path("choose-page/search/", PermittedSearchView.as_view()),
    path("choose-page/chosen-multiple/", PermittedChosenMultipleView.as_view()),
    path("choose-external-link/", PermittedExternalLinkView.as_view()),
    path(_HISTORY, content_workers_only(LogEntriesView.as_view())),
    path(f"{_HISTORY}results/", content_workers_only(LogEntriesView.as_view(results_only=True))),
    path(_TASKS, workflow_editors_only(TaskChooserView.as_view())),
    path(f"{_TASKS}results/", workflow_editors_only(TaskChooserResultsView.as_view())),
    path(f"{_TASKS}create/", workflow_editors_only(TaskChooserCreateView.as_view())),
    path(f"{_TASKS}<int:task_id>/", workflow_editors_only(task_chosen)),
    path(_TAGS, file_workers_only(autocomplete)),
    path(f"{_TAGS}<slug:app_name>/<slug:model_name>/", file_workers_only(autocomplete)),
    # It lists what the user may choose, and beside that the tags that are used most.
    path("images/chooser/", file_workers_only(image_chooser.choose_view)),
    path(_SNIPPETS, PermittedSnippetViewSet.as_view({"get": "list"})),
    path(f"{_SNIPPETS}<str:pk>/", PermittedSnippetViewSet.as_view({"get": "retrieve"})),
    path(_TRANSLATIONS, PermittedReportView.as_view()),
    path(f"{_TRANSLATIONS}results/", PermittedReportView.as_view(results_only=True)),
    path("localize/submit/page/<int:page_id>/", PermittedSubmitPageView.as_view()),
    path("localize/update/<int:translation_source_id>/", PermittedUpdateView.as_view()),
]

# As Wagtail does with its own.
for decorator in (require_admin_access, display_custom_404, never_cache):
    urlpatterns = decorate_urlpatterns(urlpatterns, decorator)
