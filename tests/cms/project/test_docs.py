"""What the documentation names exists, and what exists is documented.

The collectors are tested too: one that finds nothing would let everything pass.
"""

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from wagtail.models import Page

from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.blocks import BodyBlock
from alliance_pages.models.news.articles import NewsKind
from alliance_pages.models.news.links import ParticipantRole
from cms.urls import api_v2
from docs import api_snapshot
from participants.api.applications.members import MEASURE, PLACES
from participants.api.endpoint import LISTING_PARAMETERS
from participants.api.representations import FIELDS, LISTING_FIELDS, META_FIELDS
from participants.models import (
    Absence,
    Basis,
    EventKind,
    Funding,
    Kind,
    Measure,
    OnFile,
    Qualifier,
    RepresentativeRole,
    Status,
)
from participants.registry.listing.filters import FILTER_PARAMETERS, ORDERS

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
API = DOCS / "api.md"
FRONTEND = DOCS / "frontend.md"
EDITING = DOCS / "editing.md"
DECISIONS = DOCS / "decisions"
CLIENTS = (ROOT / "clients").glob("*/README.md")
EXAMPLES = (ROOT / "examples").glob("*/README.md")
PROSE = sorted([README, ROOT / "CHANGELOG.md", *CLIENTS, *EXAMPLES, *DOCS.rglob("*.md")])

CODE = re.compile(r"^ *```.*?^ *```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
TARGET = re.compile(r"\bmake (?:[A-Z]+=\S+ )*([a-z][a-z-]*)")
DOCUMENTED_TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)


def name_of(path):
    return str(path.relative_to(ROOT))


def section(path, heading):
    """Return the text below a heading, up to the next heading of the same level or above."""
    text = path.read_text(encoding="utf-8")
    level, start = next(
        (len(match[0].split()[0]), match.end())
        for match in HEADING.finditer(text)
        if match[1] == heading
    )
    end = re.search(rf"^#{{1,{level}}} ", text[start:], re.MULTILINE)
    return text[start : start + end.start()] if end else text[start:]


def rows(text):
    """Return the cells of every table row in the text, headers and rulers left out."""
    table = re.findall(r"^((?:\|.*\|\n?)+)", text, re.MULTILINE)
    lines = [line for block in table for line in block.splitlines()[2:]]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(cell):
    return re.findall(r"`([^`]+)`", cell)


def documented(path, heading):
    """Return the names in the first column of the tables below a heading."""
    return {name for row in rows(section(path, heading)) for name in names_in(row[0])}


# Settings


def variables_read(source):
    """Return the environment variables that a module reads, through `env` or through os."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if re.search(r"^env(\.\w+)?$|\benviron\.get$|\bgetenv$", called):
                found.add(node.args[0].value)
        if isinstance(node, ast.Subscript) and re.search(r"\benv(iron)?$", ast.unparse(node.value)):
            found.add(ast.literal_eval(node.slice))
    return found


def test_every_way_of_reading_the_environment_is_seen():
    source = 'A = env.str("ONE"); B = env("TWO"); C = os.environ["THREE"]; D = os.getenv("FOUR")'
    assert variables_read(source) == {"ONE", "TWO", "THREE", "FOUR"}


def test_readme_lists_exactly_the_environment_variables_that_the_settings_read():
    modules = (ROOT / "cms" / "settings").glob("*.py")
    read = {name for path in modules for name in variables_read(path.read_text(encoding="utf-8"))}
    assert documented(README, "Environment variables") == read


def example_environment():
    [block] = re.findall(r"```sh\n(.*?)```", section(README, "Example for production"), re.DOTALL)
    return dict(pair.split("=", 1) for pair in shlex.split(block))


def check_deploy(environment):
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_example_for_production_passes_the_deployment_check_with_a_key(tmp_path):
    key = "kJ8-2nQwZrT5yVbX0cMfLsPdHgAeUi7o9RtYqWx3NzB6vCm1"
    environment = example_environment() | {"DATA_DIR": str(tmp_path), "SECRET_KEY": key + key}
    result = check_deploy(environment)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_example_for_production_does_not_start_as_it_is_printed(tmp_path):
    result = check_deploy(example_environment() | {"DATA_DIR": str(tmp_path)})
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


# Public API


def test_every_endpoint_is_documented_with_its_addresses():
    addresses = documented(API, "Endpoints")
    without_lists = {
        *("applications", "changes", "oembed", "preview", "resolve", "search", "site"),
    }
    description = "openapi.json"
    index = ""
    found = {address.split("/")[3] for address in addresses}
    assert found == {*api_v2._endpoints, description, index}
    for name in api_v2._endpoints.keys() - without_lists:
        assert {f"/api/v2/{name}/", f"/api/v2/{name}/{{id}}/"} <= addresses
        assert any(address.startswith(f"/api/v2/{name}/find/?") for address in addresses)


def test_parameters_of_the_participants_list_are_documented():
    assert documented(API, "Parameters of the list") == FILTER_PARAMETERS | LISTING_PARAMETERS


def described_parameters(path):
    """Return the parameters of an address in the description of the API, by name."""
    return {entry["name"] for entry in api_snapshot.read()["paths"][path]["get"]["parameters"]}


def test_parameters_of_pages_are_documented():
    head = section(API, "Pages").partition("\n### ")[0]
    own = {name for row in rows(head) for name in names_in(row[0])}
    shared = documented(API, "Parameters that all lists know")
    described = described_parameters("/pages/") | described_parameters("/pages/summary/")
    assert own | shared == described - {"facets"}


def test_members_of_an_application_are_documented():
    table = rows(section(API, "Sending an application"))
    listed = {name for row in table if not row[0].isdigit() for name in names_in(row[0])}
    assert listed == {*PLACES.values(), *(f"measures[].{name}" for name in MEASURE)}


@pytest.mark.parametrize(
    ("parameter", "values"),
    [
        ("kind", Kind.values),
        ("status", Status.by_name()),
        ("order", ORDERS),
        ("has", OnFile.values),
    ],
)
def test_values_of_a_parameter_are_documented(parameter, values):
    [row] = [row for row in rows(section(API, "Parameters of the list")) if parameter in row[0]]
    assert set(names_in(row[1])) == set(values)


def test_fields_of_a_participant_are_documented():
    table = [row for row in rows(section(API, "Fields of a participant")) if len(row) == 4]
    fields = {names_in(row[0])[0]: row[1] for row in table}
    names = {name.removeprefix("meta.") for name in fields}
    assert names == set(FIELDS)
    assert {name.removeprefix("meta.") for name, where in fields.items() if where == "yes"} == set(
        LISTING_FIELDS
    )
    meta = {name.removeprefix("meta.") for name in fields if name.startswith("meta.")}
    assert meta == set(META_FIELDS)


@pytest.mark.parametrize(
    "choices",
    [Kind, Status, Measure, Qualifier, Basis, Absence, Funding, RepresentativeRole, EventKind],
)
def test_codes_are_documented(choices):
    assert set(choices.values) <= set(names_in(section(API, "Fields of a participant")))


# Pages


def page_types():
    models = apps.get_app_config("alliance_pages").get_models()
    return [model for model in models if issubclass(model, Page)]


def own_fields(model):
    shared = set(PublicPagesAPIViewSet.get_body_fields_names(Page))
    return set(PublicPagesAPIViewSet.get_body_fields_names(model)) - shared


def test_every_page_type_stands_in_the_api_with_its_own_fields():
    table = rows(section(API, "Page types"))
    listed = {names_in(row[0])[0]: set(names_in(row[1])) for row in table if "Page`" in row[0]}
    assert listed == {
        f"{model._meta.app_label}.{model.__name__}": own_fields(model) for model in page_types()
    }


def test_every_page_type_is_explained_to_editors():
    listed = {row[0].lower() for row in rows(section(EDITING, "Pages"))}
    assert listed == {str(model._meta.verbose_name) for model in page_types()}


def test_every_block_of_a_body_is_documented():
    blocks = section(API, "Blocks of a body")
    listed = {names_in(row[0])[0] for row in rows(blocks)}
    assert listed == set(BodyBlock().child_blocks)


@pytest.mark.parametrize("choices", [NewsKind, ParticipantRole])
def test_codes_of_pages_are_documented(choices):
    assert set(choices.values) <= set(names_in(section(API, "Page types")))


# Commands


def commands_in(text):
    return {name for code in CODE.findall(text) for name in TARGET.findall(code)}


def test_only_code_names_commands():
    text = "They make sure.\n`make demo PORT=80`\n```console\nPORT=1 make test\n```\n"
    assert commands_in(text) == {"demo", "test"}


def test_make_targets_exist_and_are_documented():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(DOCUMENTED_TARGET.findall(makefile))
    named = {
        name: commands_in(path.read_text(encoding="utf-8"))
        for path in PROSE
        for name in [name_of(path)]
    }
    assert {"demo", "test"} <= targets
    for name, commands in named.items():
        assert commands <= targets, name
    assert named["README.md"] == targets


def test_management_commands_exist():
    for path in PROSE:
        text = path.read_text(encoding="utf-8")
        for command in re.findall(r"manage\.py ([a-z_]+)", text):
            assert command in get_commands(), name_of(path)
    assert "manage.py migrate" in (DOCS / "operating.md").read_text(encoding="utf-8")


# Links


def anchors(text):
    """Return the fragments that headings get on GitHub."""
    plain = [re.sub(r"[`*]|\[(.+?)\]\(.+?\)", r"\1", found) for found in HEADING.findall(text)]
    return {re.sub(r"[^\w\- ]", "", found.lower()).replace(" ", "-") for found in plain}


def broken_links(path):
    """Return the relative links and images that lead nowhere."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    broken = []
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, fragment = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        is_there = target.is_file() and ROOT in target.parents
        if not is_there or (
            fragment and fragment not in anchors(target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    return broken


def test_broken_links_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "# One thing\n[a](page.md#one-thing) [b](#none) ![c](no.png) [d](https://example.org/)\n"
    )
    assert broken_links(page) == ["#none", "no.png"]


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_links_and_images_lead_somewhere(path):
    assert broken_links(path) == []


def test_every_picture_and_page_of_the_docs_is_linked():
    linked = {
        (path.parent / link.partition("#")[0]).resolve()
        for path in PROSE
        for link in LINK.findall(path.read_text(encoding="utf-8"))
    }
    pictures = set((DOCS / "images").iterdir())
    assert pictures | set(DOCS.rglob("*.md")) <= linked
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


# Places in the code

ROOMS = ("participants", "alliance_pages", "cms", "tests", "templates", "locale", "docs")
PLACE = re.compile(rf"`((?:{'|'.join(ROOMS)})/[\w./-]*)`")
MODULE = re.compile(r"`((?:[\w.-]+/)*\w+\.py)`")


def paths_of(place):
    """Return where a place can be: a static file goes by the name that templates use."""
    room, _, rest = place.partition("/")
    return ROOT / place, ROOT / room / "static" / room / rest


def places_that_are_gone(text, modules):
    """Return the folders and files that are not there. modules: the paths of all that are."""
    gone = [place for place in PLACE.findall(text) if not any(map(Path.exists, paths_of(place)))]
    # Where a folder is spoken of, a module may go by less than its whole path.
    ends = [name for name in MODULE.findall(text) if name not in gone]
    return gone + [name for name in ends if not any(path.endswith(f"/{name}") for path in modules)]


@pytest.fixture(scope="module")
def modules():
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [f"/{path.relative_to(ROOT)}" for path in [*found, *ROOT.glob("*.py")]]


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_places_in_the_code_exist(path, modules):
    # The changelog tells of the past, and the README also of settings in the project of a reader.
    text = path.read_text(encoding="utf-8").replace("`mysite/", "mysite/")
    if path.name != "CHANGELOG.md":
        assert places_that_are_gone(text, modules) == []


def test_places_that_are_gone_are_found(modules):
    text = "`cms/nowhere/` `cms/settings/` `registry/nothing.py` `registry/database.py` `cms/a.py`"
    assert places_that_are_gone(text, modules) == [
        "cms/nowhere/",
        "cms/a.py",
        "registry/nothing.py",
    ]


# Decisions


def test_index_lists_every_decision_under_its_number_and_title():
    index = rows((DECISIONS / "index.md").read_text(encoding="utf-8"))
    records = sorted(DECISIONS.glob("[0-9]*.md"))
    titles = [record.read_text(encoding="utf-8").splitlines()[0] for record in records]
    expected = [
        [title[2:6], f"[{title[7:]}]({record.name})"]
        for record, title in zip(records, titles, strict=True)
    ]
    assert index == expected
    assert [record.name[:4] for record in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]


# The first change


def test_first_change_touches_seven_files_at_most():
    text = section(DOCS / "contributing.md", "Your first change")
    table = rows(text)
    [diff] = re.findall(r"```diff\n(.*?)```", text, re.DOTALL)
    shown = re.findall(r"^\+\+\+ (\S+)$", diff, re.MULTILINE)
    assert len(shown) < len(table) <= 7
    named = " ".join(row[0] for row in table)
    assert all(name in named or f"{name.rpartition('/')[0]}/" in named for name in shown)


def test_first_change_continues_what_there_is():
    [diff] = re.findall(
        r"```diff\n(.*?)```", section(DOCS / "contributing.md", "Your first change"), re.DOTALL
    )
    for part in diff.split("+++ ")[1:]:
        name, *lines = part.splitlines()
        kept = [line[1:] for line in lines if line[:1] in {" ", "-"}]
        assert all(line in (ROOT / name).read_text(encoding="utf-8") for line in kept), name
