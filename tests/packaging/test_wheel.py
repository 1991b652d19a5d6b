"""The built wheel works in a project that knows nothing of this one."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]

SETTINGS = """
INSTALLED_APPS = [
    "alliance_pages", "participants", "wagtail_modeladmin", "wagtail.contrib.routable_page",
    "wagtail.api.v2", "django.contrib.sitemaps", *INSTALLED_APPS,
]
WAGTAILIMAGES_IMAGE_MODEL = "participants.CreditedImage"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "participants.registry.search_backend"}}
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
LANGUAGE_CODE = "en"
"""

URLS = """
from wagtail.api.v2.router import WagtailAPIRouter
from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.endpoint import ParticipantsAPIViewSet
router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("participants", ParticipantsAPIViewSet)
router.register_endpoint("applications", ApplicationsAPIViewSet)
urlpatterns = [
    path("api/v2/", router.urls),
    path("", include("alliance_pages.urls")),
    path("", include("participants.applications.public.urls")),
    *urlpatterns,
]
"""


def run(*command, cwd):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO_", "DATABASE_", "DATA_DIR", "PYTHONPATH"))
    }
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT, cwd=folder)
    [path] = folder.glob("*.whl")
    return path


def test_wheel_carries_templates_styles_catalogue_and_map(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "participants/templates/participants/participant.html",
        "participants/static/participants/participants.css",
        "participants/locale/fr/LC_MESSAGES/django.mo",
        "alliance_pages/templates/alliance_pages/home_page.html",
        "alliance_pages/static/alliance_pages/map.css",
        "alliance_pages/data/europe.json",
        "participants/data/places.csv",
        "participants/templates/participants/email/applicant_receipt.txt",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("cms/", "tests/"))]


def test_plugins_work_in_a_fresh_wagtail_project(wheel, tmp_path):
    python = tmp_path / "venv" / "bin" / "python"
    uv = [sys.executable, "-m", "uv"]
    run(*uv, "venv", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path)
    run(
        *[*uv, "pip", "install", "--python", python, "--constraint", ROOT / "requirements.lock"],
        wheel,
        cwd=tmp_path,
    )
    run(tmp_path / "venv" / "bin" / "wagtail", "start", "mysite", cwd=tmp_path)
    project = tmp_path / "mysite"
    with (project / "mysite" / "settings" / "base.py").open("a") as settings:
        settings.write(SETTINGS)
    with (project / "mysite" / "urls.py").open("a") as urls:
        urls.write(URLS)
    run(python, "manage.py", "migrate", cwd=project)
    run(python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=project)
    script = (ROOT / "tests" / "packaging" / "foreign_project.py").read_text()
    (project / "try.py").write_text(script)
    assert "work in a foreign project" in run(python, "try.py", cwd=project)
