"""The TypeScript client is what its sources say, and works on a running server."""

import json
import re
import shutil

import pytest

from tests.browser.conftest import served_demonstration
from tests.databases import ROOT
from tests.packaging.npm import npm, skip_without_npm

pytestmark = pytest.mark.packaging

CLIENT = ROOT / "clients" / "typescript"
OLDEST_NODE = (20, 0)
NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", "build")
EXAMPLE = re.compile(r"^```ts\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Where the types were not found, everything would be any.
WRONG = """
// @ts-expect-error: there is no such parameter
client.participants.list({ contry: "GR" });
"""
# What an editor works on, shown in a frontend by a token that stands in a file.
EDIT = """
from pathlib import Path
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from alliance_pages.models import StandardPage
from participants.models import FrontendPreview
editor = get_user_model().objects.create_superuser("preview")
page = StandardPage.objects.get(slug="about", locale__language_code="en")
page.introduction = "Typed, and not saved"
preview = FrontendPreview.objects.create(
    user=editor, content_type=ContentType.objects.get_for_model(page), object_id=page.pk,
    language="en", title="About", content=page.serializable_data(), saved_at=timezone.now(),
    password=editor.get_session_auth_hash(),
)
Path({file!r}).write_text(preview.token)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return a copy of the sources, with what builds them."""
    # Where the sources stand, for the description of the API is found from there.
    folder = tmp_path_factory.mktemp("project") / "clients" / "typescript"
    shutil.copytree(CLIENT, folder, ignore=NOT_COPIED)
    docs = folder.parents[1] / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs" / "openapi.json", docs)
    skip_without_npm(oldest_node=OLDEST_NODE, package="typescript", folder=folder)
    npm("ci", folder=folder)
    return folder


@pytest.fixture(scope="module")
def built(package):
    npm("run", "build", folder=package)
    return package


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Run the product with the demonstration, and return its address and an editor's token."""
    folder = tmp_path_factory.mktemp("data")
    file = folder / "token"
    edit = EDIT.format(file=str(file))
    with served_demonstration(folder, folder / "mails", edit) as address:
        yield {"ALLIANCE_URL": address, "PREVIEW_TOKEN": file.read_text()}


def test_types_are_those_that_the_description_gives(package):
    generated = package / "src" / "schema.ts"
    committed = generated.read_text(encoding="utf-8")
    generated.unlink()
    npm("run", "generate", folder=package)
    assert generated.read_text(encoding="utf-8") == committed


def test_public_types_let_nothing_pass_unseen(built):
    for path in built.joinpath("dist").glob("*.d.ts"):
        code = [line.partition("*")[0] for line in path.read_text(encoding="utf-8").splitlines()]
        assert not any(": any" in line or "<any" in line for line in code), path.name


def test_package_holds_what_is_built_and_works_elsewhere(built, tmp_path):
    [packed] = json.loads(npm("pack", "--json", "--silent", folder=built))
    files = {file["path"] for file in packed["files"]}
    assert {"LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts"} <= files
    assert all(file.startswith("dist/") or "/" not in file for file in files)
    (tmp_path / "package.json").write_text('{"name": "elsewhere", "type": "module"}')
    examples = EXAMPLE.findall((CLIENT / "README.md").read_text(encoding="utf-8"))
    assert len(examples) == 2
    (tmp_path / "use.mts").write_text("\n".join([*examples, WRONG]))
    npm("install", "--offline", built / packed["filename"], folder=tmp_path)
    installed = {path.name for path in tmp_path.joinpath("node_modules").iterdir()}
    assert installed == {".package-lock.json", "alliance-cms-client"}
    options = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext"]
    sources = tmp_path / "use.mts"
    npm("exec", "--offline", "--", "tsc", *options, sources, folder=built)


def test_client_does_on_a_running_server_what_its_tests_say(built, served):
    told = npm("test", folder=built, **served)
    assert "# fail 0" in told
    assert "# skipped 0" in told
