"""The addresses of the import's pages."""

from django.urls import URLPattern, path

from participants.importer.admin.downloads import CorrectionsView, TemplateFileView
from participants.importer.admin.page import PLAN, UPLOAD
from participants.importer.admin.views import PlanView, UploadView

BASE = "participants/import/"


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
    ]
