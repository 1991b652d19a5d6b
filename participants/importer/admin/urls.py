"""The addresses of the import's pages."""

from django.urls import URLPattern, path

from participants.importer.admin.downloads import CorrectionsView, TemplateFileView
from participants.importer.admin.history import (
    LIST,
    RECORD,
    UNDO,
    ImportIndexView,
    RecordView,
)
from participants.importer.admin.page import PLAN, UPLOAD
from participants.importer.admin.undo import UndoView
from participants.importer.admin.views import PlanView, UploadView

BASE = "participants/import/"
IMPORTS = "participants/imports/"


def import_urls() -> list[URLPattern]:
    """Return the addresses below that of the admin."""
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
