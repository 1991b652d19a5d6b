"""The picture of the code is that of today's code."""

import xml.etree.ElementTree as ET

import grimp
import pytest

from docs import structure

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def committed():
    return structure.PICTURE.read_text(encoding="utf-8")


def test_picture_is_current(committed):
    assert committed == structure.picture(), "the structure has changed: run `make structure`"


def test_picture_says_in_words_what_it_shows(committed):
    root = ET.fromstring(committed)
    labels = root.get("aria-labelledby").split()
    told = {element.get("id"): element.text for element in root if element.get("id") in labels}
    assert list(told) == labels
    assert "cms imports alliance_pages; " in told["words"]
    assert "participants.importer imports participants.exports" in told["words"]
    assert len(root.findall(f"{SVG}path")) == told["words"].count(" imports ")


def test_arrow_that_follows_from_others_is_left_out():
    graph = grimp.ImportGraph()
    for name in ("a", "b", "c", "d"):
        graph.add_module(name)
    for importer, imported in (("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")):
        graph.add_import(importer=importer, imported=imported)
    rooms = {name: {name} for name in ("a", "b", "c", "d")}
    assert structure.arrows(graph, rooms) == [("a", "b"), ("a", "d"), ("b", "c")]


def test_package_that_says_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(structure, "sentence", lambda package: "word " * 40)
    with pytest.raises(ValueError, match="shorter sentence"):
        structure.picture()
