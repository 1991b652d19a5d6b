"""The page on the open data says what the files hold, and what it says is true of them."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils import timezone

from participants.exports import columns, measured
from participants.models import Participant
from tests.factories import make_full_participant, make_many_participants, make_participant

pytestmark = pytest.mark.django_db

API = "/api/v2/participants/"
FORMATS = ("csv", "geojson", "json")


@pytest.fixture
def opened(client, participant_index):
    """Return a function that gives the page as it is now."""

    def ask():
        response = client.get(f"{participant_index.url}open-data/")
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return ask


def dataset_of(soup):
    [script] = soup.find_all("script", type="application/ld+json")
    thing, _way = json.loads(script.string)["@graph"]
    return thing


def test_sizes_and_checksums_are_those_of_the_bytes_that_are_sent(client, opened):
    make_full_participant("megara", number=124)
    make_participant("samos", latitude=None, longitude=None)
    make_participant("draft", is_public=False)
    soup = opened()
    told = {file["name"]: file for file in dataset_of(soup)["distribution"]}
    for name in FORMATS:
        content = client.get(f"{API}export.{name}").getvalue()
        file = told[f"export.{name}"]
        assert file["contentUrl"] == f"http://localhost{API}export.{name}"
        assert file["contentSize"] == f"{len(content)} B"
        assert file["sha256"] == sha256(content).hexdigest()
        assert file["sha256"] in soup.main.get_text()
        assert f"{len(content):,} bytes" in soup.main.get_text()
    before = told["export.csv"]["sha256"]
    make_participant("chios")
    assert dataset_of(opened())["distribution"][0]["sha256"] != before


def test_every_field_is_told_in_both_languages(client, opened, participant_index, french_home):
    participant_index.copy_for_translation(french_home.locale).save_revision().publish()
    english = opened()
    french = BeautifulSoup(
        client.get(f"{french_home.url}participants/open-data/").content, "html.parser"
    )
    for soup in (english, french):
        fields = [term.code.string for term in soup.select("#fields ~ dl dt")]
        assert fields == list(columns())
    assert "The stable name in addresses." in english.main.get_text()
    assert "The stable name in addresses." not in french.main.get_text()
    assert french.html["lang"] == "fr"


def test_page_has_licence_update_earlier_days_citation_and_its_way(opened, home):
    make_participant("megara", joined="2014-12-05")
    published = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)
    Participant.objects.update(last_published_at=published)
    soup = opened()
    text = " ".join(soup.main.get_text(" ").split())
    assert "CC BY 4.0" in text
    assert "Last publication 3 February 2026" in text
    days = [link.string for link in soup.select("#versions ~ ul a")]
    assert days[0] == f"{timezone.now().year - 1}-12-31"
    assert days[-1] == "2014-12-31"
    assert soup.select_one("#versions ~ ul a")["href"].endswith(f"export.csv?as_of={days[0]}")
    assert f"{home.title}: Participants of the Alliance. Register as of" in text
    assert "http://localhost/en/participants/open-data/" in text
    steps = [step.get_text() for step in soup.select(".breadcrumbs a")]
    assert steps == ["Home page", "Participants"]
    assert soup.title.string == f"Open data – {home.title}"


def is_address(value):
    return isinstance(value, str) and value.startswith("http")


# What Google and schema.org ask of a Dataset and of its distribution, and of which kind it is.
DATASET = {
    "name": lambda value: 0 < len(value) < 200,
    "description": lambda value: 50 <= len(value) <= 5_000,
    "url": is_address,
    "license": is_address,
    "isAccessibleForFree": lambda value: value is True,
    "inLanguage": lambda value: value == ["en", "fr"],
    "creator": lambda value: value["@type"] == "Organization" and is_address(value["url"]),
    "publisher": lambda value: value["@type"] == "Organization" and is_address(value["url"]),
    "dateModified": dt.datetime.fromisoformat,
    "temporalCoverage": re.compile(r"[0-9]{4}/\.\.").fullmatch,
    "spatialCoverage": lambda value: value["@type"] == "Place" and value["name"],
    "version": lambda value: isinstance(value, str),
    "keywords": lambda value: all(isinstance(word, str) for word in value),
    "variableMeasured": lambda value: value == list(columns()),
    "distribution": len,
}
DOWNLOAD = {
    "@type": lambda value: value == "DataDownload",
    "name": lambda value: value.startswith("export."),
    "contentUrl": is_address,
    "encodingFormat": lambda value: (
        value in {"text/csv", "application/geo+json", "application/json"}
    ),
    "contentSize": re.compile(r"[0-9]+ B").fullmatch,
    "sha256": re.compile(r"[0-9a-f]{64}").fullmatch,
}


def test_json_ld_is_a_dataset_with_its_distribution(opened):
    make_participant("megara")
    thing = dataset_of(opened())
    assert thing.pop("@type") == "Dataset"
    assert thing.keys() == DATASET.keys()
    assert [name for name, is_right in DATASET.items() if not is_right(thing[name])] == []
    for file in thing["distribution"]:
        assert file.keys() == DOWNLOAD.keys()
        assert [name for name, is_right in DOWNLOAD.items() if not is_right(file[name])] == []


def test_an_empty_register_has_a_page_too(opened):
    soup = opened()
    assert "They hold 0 participants" in soup.main.get_text()
    assert not soup.select("#versions")
    assert "temporalCoverage" not in dataset_of(soup)


def test_more_than_is_measured_is_told_without_size(opened, monkeypatch):
    monkeypatch.setattr(measured, "MOST_MEASURED", 2)
    make_many_participants(3)
    soup = opened()
    assert "SHA-256" not in soup.get_text()
    assert "sha256" not in soup.get_text()
    assert [file["name"] for file in dataset_of(soup)["distribution"]] == [
        f"export.{name}" for name in FORMATS
    ]


@pytest.mark.parametrize("count", [2, 60])
def test_queries_do_not_grow_with_the_register(client, participant_index, at_most, count):
    make_many_participants(count)
    address = f"{participant_index.url}open-data/"
    with at_most(30):
        content = client.get(address).content
    assert len(content) < 60_000


def test_tags_and_the_answer_for_the_path_are_those_of_what_it_shows(client, participant_index):
    address = f"{participant_index.url}open-data/"
    shown = set(client.get(address)["Cache-Tag"].split(","))
    response = client.get("/api/v2/resolve/", {"path": address, "lists": "true"})
    told = response.json()
    assert (told["kind"], told["route"], told["lists"]) == ("open_data", "open-data/", {})
    assert told["meta"]["json_ld"]["@graph"][0]["@type"] == "Dataset"
    for found in (shown, set(response["Cache-Tag"].split(","))):
        assert found >= {"participants", "counts", "site:en"}


def test_finder_and_foot_lead_there(client, participant_index):
    address = f"{participant_index.url}open-data/"
    text = client.get(participant_index.url).content.decode()
    assert f'<a href="{address}">What the files hold</a>' in text
    assert f'<a href="{address}">Open data</a>' in text


def test_parameters_change_nothing(client, participant_index):
    address = f"{participant_index.url}open-data/"
    plain = client.get(address).content
    for query in ("?q=x", "?country=GR&page=2", "?as_of=2014-01-01&<script>"):
        assert client.get(address + query).content == plain
    assert client.get(f"{address}?x=%00").status_code == 400


@pytest.fixture
def examples(live_server, home, participant_index, client):
    """Return the examples of the page of a running server by their language, and that server."""
    make_full_participant("megara", number=124)
    host = live_server.url.removeprefix("http://")
    with override_settings(WAGTAILAPI_BASE_URL=live_server.url):
        text = client.get(f"{participant_index.url}open-data/", headers={"host": host})
        soup = BeautifulSoup(text.content, "html.parser")
    names = [heading.string for heading in soup.select("#examples ~ h3")]
    code = [unescape(block.code.string) for block in soup.select("#examples ~ pre")]
    return dict(zip(names, code, strict=True))


@pytest.mark.django_db(transaction=True)
def test_examples_run(examples, tmp_path):
    """Python and curl as they stand; R is read, and run, where there is one."""

    def printed(*command):
        clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        ended = subprocess.run(
            command,
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    told = printed(sys.executable, "-c", examples["Python"])
    assert told.splitlines() == ["1 participants", "124 megara GR"]
    if shutil.which("curl"):
        assert printed("sh", "-ec", examples["curl"]) == "participants.csv: OK\n"
        assert (tmp_path / "participants.csv").read_bytes().startswith(b"number,slug,")
    if shutil.which("Rscript"):
        assert "megara" in printed("Rscript", "-e", examples["R"])
    assert examples["R"].count("(") == examples["R"].count(")")
