"""The demonstration content: real, sourced, and never telling a draft."""

import html
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, ReferenceIndex

from alliance_pages.models import CountryPage, NewsArticlePage, StandardPage, TerminologyNotePage
from participants.models import CreditedImage, Participant

CONTENT = Path(__file__).resolve().parents[2] / "cms" / "demo" / "content"

pytestmark = pytest.mark.django_db


def public_addresses() -> list[str]:
    pages = [page.get_url() for page in Page.objects.live().filter(depth__gt=1).specific()]
    profiles = [
        f"/{language}/participants/{participant.slug}/"
        for language in ("en", "fr")
        for participant in Participant.objects.public()
    ]
    return [*pages, *profiles]


def test_fourteen_are_public_and_eight_are_drafts(demonstrated, client):
    assert Participant.objects.public().count() == 14
    assert Participant.objects.filter(live=False).count() == 8
    assert client.get("/api/v2/participants/").json()["meta"]["total_count"] == 14


def test_megara_is_as_the_sources_say(demonstrated, client):
    megara = Participant.objects.get(slug="megara")
    answer = client.get(f"/api/v2/participants/{megara.pk}/").json()
    assert (answer["number"], answer["kind"], answer["country"]["code"]) == (124, "city", "GR")
    assert answer["name_local"] == "Μέγαρα"
    assert answer["location_note"] == "40 km west of Athens"
    shown = {figure["measure"]: figure for figure in answer["figures"] if figure["is_shown"]}
    assert shown["population"]["value"] == 40_000
    assert (shown["roma_population"]["value"], shown["roma_population"]["basis"]) == (
        1_800,
        "unofficial",
    )
    assert answer["representatives"][0]["name"] == "Stamoulis Grigorios"
    centre = next(item for item in answer["initiatives"] if item["funding"] == "european")
    assert centre["started_on"] == {"date": "2014", "precision": "year", "display": "2014"}
    assert {"sociologist", "psychologist", "lawyer", "doctor"} <= set(centre["staff_roles"])


def test_there_is_as_much_as_promised(demonstrated):
    english = NewsArticlePage.objects.live().filter(locale__language_code="en")
    assert english.count() >= 30
    assert NewsArticlePage.objects.live().filter(locale__language_code="fr").count() >= 3
    countries = set(Participant.objects.public().values_list("country", flat=True))
    for language in ("en", "fr"):
        pages = CountryPage.objects.live().filter(locale__language_code=language)
        assert set(pages.values_list("country", flat=True)) == countries
        assert TerminologyNotePage.objects.live().filter(locale__language_code=language).exists()
    assert StandardPage.objects.live().filter(title__startswith="About").exists()
    for participant in Participant.objects.with_names():
        assert participant.texts_by_language.keys() == {"en", "fr"}


def test_every_fact_has_its_source(demonstrated):
    for participant in Participant.objects.with_everything():
        assert participant.source_url.startswith("http"), participant
        for figure in participant.figures.all():
            assert figure.source, participant
            assert figure.source_url, participant
    assert not NewsArticlePage.objects.filter(source_url="").exists()
    for image in CreditedImage.objects.all():
        assert not image.missing_rights()
        assert image.alternative_texts.keys() == {"en", "fr"}


def test_no_address_tells_of_a_draft_and_none_says_a_typed_total(demonstrated):
    client = Client()
    drafts = Participant.objects.filter(live=False)
    hidden = {participant.slug for participant in drafts}
    texts = {}
    for address in public_addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        texts[address] = response.content.decode()
    for path in ("participants/?fields=*&limit=100", "pages/?limit=100", "images/?limit=100"):
        texts[path] = client.get(f"/api/v2/{path}").content.decode()
    for address, text in texts.items():
        for slug in hidden:
            assert f"/{slug}/" not in text, (address, slug)
        visible = html.unescape(re.sub(r"<[^>]+>", " ", text))
        assert not re.search(r"\b130 (cities|participants|villes|members)", visible), address
        assert "29 countries" not in visible, address
        assert "29 pays" not in visible, address
    counts = "14 cities and regions from 9 countries"
    assert counts in re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", texts["/en/"])))


def test_old_addresses_of_known_articles_work(demonstrated, client):
    for path, expected in (
        ("/en/page/149-anything.html", "/en/news/"),
        ("/fr/page/149-anything.html", "/fr/actualites/"),
        ("/en/news/50-anything.html", "/en/news/"),
        ("/fr/news/50-anything.html", "/fr/actualites/"),
        ("/fr/page/161-x.html", "/en/news/"),
    ):
        response = client.get(path)
        assert response.status_code == 301, path
        assert response["Location"].startswith(expected), path


def test_loading_again_changes_nothing(demonstrated):
    before = {
        model: model.objects.count() for model in (Page, Participant, CreditedImage, ReferenceIndex)
    }
    edited = Participant.objects.get(slug="tivat")
    edited.website = "https://example.org/"
    edited.save()
    Participant.objects.get(slug="besence").delete()
    call_command("load_demo", port=8000, verbosity=0)
    assert Participant.objects.get(slug="tivat").website == "https://example.org/"
    assert not Participant.objects.filter(slug="besence").exists()
    assert Page.objects.count() == before[Page]


def test_content_files_are_shipped_with_their_provenance():
    for path in (CONTENT / "participants").glob("*.toml"):
        entry = tomllib.loads(path.read_text())
        assert entry["source_url"].startswith("http"), path
    provenance = (CONTENT.parent / "PROVENANCE.md").read_text()
    assert "CC BY 4.0" in provenance
