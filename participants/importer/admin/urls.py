"""The addresses of the import's pages."""

from django.urls import URLPattern, path

from participants.importer.admin.access import (
    PLAN,
    UPLOAD,
    CorrectionsView,
    TemplateFileView,
    UploadView,
)
from participants.importer.admin.history import (
    LIST,
    RECORD,
    UNDO,
    ImportIndexView,
    RecordView,
    UndoView,
)
from participants.importer.admin.plan_view import PlanView

BASE = "participants/import/"
IMPORTS = "participants/imports/"


def import_urls() -> list[URLPattern]:
    return [
        path(BASE, UploadView.as_view(), name=UPLOAD),
        path(f"{BASE}template/", TemplateFileView.as_view(), name=f"{UPLOAD}_template"),
        path(f"{BASE}<str:signed>/", PlanView.as_view(), name=PLAN),
        path(
            f"{BASE}<str:signed>/corrections/",
            CorrectionsView.as_view(),
            name=f"{UPLOAD}_corrections",
        ),
        path(IMPORTS, ImportIndexView.as_view(), name=LIST),
        path(
            f"{IMPORTS}results/",
            ImportIndexView.as_view(results_only=True),
            name=f"{LIST}_results",
        ),
        path(f"{IMPORTS}<int:pk>/", RecordView.as_view(), name=RECORD),
        path(f"{IMPORTS}<int:pk>/undo/", UndoView.as_view(), name=UNDO),
    ]
