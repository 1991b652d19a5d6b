"""The style sheet of the public pages is one file once static files are collected."""

import re

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile

from cms.static_files import SHEET, OneSheetStorage


@pytest.fixture
def collected(tmp_path):
    """Collect files by their names, and return what the sheet holds then, under its new name."""

    def collect(files):
        source = StaticFilesStorage(location=tmp_path / "source", base_url="/static/")
        storage = OneSheetStorage(location=tmp_path / "collected", base_url="/static/")
        for name, text in files.items():
            source.save(name, ContentFile(text))
            storage.save(name, ContentFile(text))
        processed = storage.post_process({name: (source, name) for name in files})
        faults = [done for _name, _new, done in processed if isinstance(done, Exception)]
        assert faults == []
        return storage.open(storage.stored_name(SHEET)).read().decode()

    return collect


def test_imports_stand_in_their_order_and_once(collected):
    text = collected(
        {
            SHEET: '@import url("../a/tokens.css");\n@import url("../a/page.css");\np {}\n',
            "a/page.css": '@import url("tokens.css");\nmain {}\n',
            "a/tokens.css": ":root {}\n",
        }
    )
    assert text == ":root {}\nmain {}\np {}\n"


def test_files_beside_an_imported_sheet_are_found_from_the_new_place(collected):
    text = collected(
        {
            SHEET: '@import url("../a/page.css");\n',
            "a/page.css": 'p { background: url("tiles.svg"); }\n',
            "a/tiles.svg": "<svg/>",
        }
    )
    assert re.fullmatch(r'p \{ background: url\("\.\./a/tiles\.[0-9a-f]{12}\.svg"\); \}\n', text)
