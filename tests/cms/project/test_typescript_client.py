"""What can be told of the TypeScript client without Node.js: it is that of the API of now."""

import json
import re
from hashlib import sha256

import pytest

from docs import api_snapshot
from tests.databases import ROOT

CLIENT = ROOT / "clients" / "typescript"
LINTERS = ROOT / "tests" / "packaging" / "linters"
GENERATED = CLIENT / "src" / "schema.ts"
# What somebody reads before using it in his own product.
MOST_LINES = 300


@pytest.fixture(scope="module")
def package():
    return json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock():
    return json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))


def test_types_are_made_of_the_committed_description():
    digest = sha256(api_snapshot.SNAPSHOT.read_bytes()).hexdigest()
    first_line = GENERATED.read_text(encoding="utf-8").splitlines()[0]
    assert digest in first_line, "the API has changed: run `make api-snapshot`"


def test_version_follows_that_of_the_api(package, lock):
    version = api_snapshot.read()["info"]["version"]
    assert re.fullmatch(rf"{re.escape(version)}\.\d+", package["version"])
    assert lock["version"] == package["version"]


def test_sources_are_few_enough_to_be_read():
    sources = set(CLIENT.joinpath("src").rglob("*")) - {GENERATED}
    assert len(sources) > 1
    lines = [line for path in sources for line in path.read_text(encoding="utf-8").splitlines()]
    assert 100 < len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= 100


def test_it_depends_on_nothing(package):
    assert not {name for name in package if name.endswith("ependencies")} - {"devDependencies"}
    assert {"typescript", "openapi-typescript"} <= package["devDependencies"].keys()


@pytest.mark.parametrize("folder", [CLIENT, LINTERS])
def test_it_is_built_by_exact_versions_of_no_named_host(folder):
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert packages.pop("")["devDependencies"] == wanted
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert len(packages) > 10
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_compiler_is_as_strict_as_it_can_be():
    text = (CLIENT / "tsconfig.json").read_text(encoding="utf-8")
    options = json.loads(text)["compilerOptions"]
    for name in ("strict", "noUncheckedIndexedAccess", "exactOptionalPropertyTypes"):
        assert options[name] is True
    assert "skipLibCheck" not in options


def test_licence_is_that_of_the_project(package):
    assert (CLIENT / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'license = "{package["license"]}"' in project
