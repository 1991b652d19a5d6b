"""The TypeScript client is what its sources say, and works on a running server."""

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.browser.conftest import served_demonstration
from tests.databases import ROOT

pytestmark = pytest.mark.packaging

CLIENT = ROOT / "clients" / "typescript"
OLDEST_NODE = 20
NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", "build")
EXAMPLE = re.compile(r"^```ts\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Where the types were not found, everything would be any.
WRONG = """
// @ts-expect-error: there is no such parameter
client.participants.list({ contry: "GR" });
"""


def npm(*arguments, folder, **environment):
    done = subprocess.run(
        ["npm", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return a copy of the sources, with what builds them."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed: the TypeScript client was not built")
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(told.strip("v\n").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"Node.js {told.strip()} is too old: the TypeScript client was not built")
    # Where the sources stand, for the description of the API is found from there.
    folder = tmp_path_factory.mktemp("project") / "clients" / "typescript"
    shutil.copytree(CLIENT, folder, ignore=NOT_COPIED)
    docs = folder.parents[1] / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs" / "openapi.json", docs)
    ask = ["npm", "view", "typescript", "version"]
    if subprocess.run(ask, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("no package index answers npm: the TypeScript client was not built")
    npm("ci", folder=folder)
    return folder


@pytest.fixture(scope="module")
def built(package):
    npm("run", "build", folder=package)
    return package


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Run the product with the demonstration, and return its address."""
    folder = tmp_path_factory.mktemp("data")
    with served_demonstration(folder, folder / "mails") as address:
        yield address


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
    told = npm("test", folder=built, ALLIANCE_URL=served)
    assert "# fail 0" in told
    assert "# skipped 0" in told
