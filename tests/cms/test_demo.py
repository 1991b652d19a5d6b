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


GROUPS = {
    "en": "Roma, Sinti/Manush, Calé, Kaale, Romanichals, Boyash/Rudari, Balkan Egyptians, "
    "Egyptians, Ashkali, Dom, Lom, Abdal, Travellers, Yenish, Gens du voyage",
    "fr": "Roms, Sintés/Manouches, Calés/Gitans, Kaalés, Romanichels, Béash/Rudari, "
    "Égyptiens des Balkans, Égyptiens, Ashkali, Doms, Loms, Abdal, Travellers, Yéniches, "
    "Gens du voyage",
}
THEMSELVES = {"en": "identify themselves as Gypsies", "fr": "s’auto-identifient comme Tsiganes"}


@pytest.mark.parametrize("language", GROUPS)
def test_terminology_note_names_everybody_and_its_source(demonstrated, client, language):
    page = TerminologyNotePage.objects.get(locale__language_code=language)
    body, shown = str(page.body), client.get(page.get_url()).content.decode()
    for name in GROUPS[language].split(", "):
        assert name in body
        assert name in shown
    assert THEMSELVES[language] in page.summary
    assert THEMSELVES[language] in body
    assert 'href="https://rm.coe.int/1680088eab"' in shown


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/en/about/", "4,300 Roma and Sinti were murdered in Auschwitz-Birkenau"),
        ("/fr/a-propos/", "4\u00a0300 Roms et Sintés ont été assassinés à Auschwitz-Birkenau"),
        ("/en/news/ceremony-recalls-2-august-1944/", "4,300 of them were murdered"),
        ("/en/news/taskforce-at-youth-remembrance-in-auschwitz/", "Roma and Sinti were murdered"),
    ],
)
def test_murder_is_called_murder_and_its_figure_has_a_source(demonstrated, client, path, said):
    text = client.get(path).content.decode()
    assert said in text
    assert re.search(r'\(<a href="https://viewer\.joomag\.com/memoria-[^"]+">', text)


# What somebody would say who examines the evidence, and not who tells of it; and what veils.
AUDITORS = [
    *(
        "source consulted",
        "sources consulted",
        "texts consulted",
        "could be read",
        "the source names",
    ),
    *("source does not", "sources do not", "announcement does not", "announcement names"),
    *("announcement speaks of", "announcement gives", "announcement of its accession gives"),
    *("not documented", "is not known", "are not known", "is not available", "the page says"),
    *("according to the data", "data file", "does not imply", "it does not give"),
    *("sources consultées", "textes consultés", "source cite", "source n’indique", "l’annonce "),
    *("n’est pas connue", "n’implique pas", "ne sont pas indiqués", "killed", "killing of"),
    *("was destroyed", "extermination", "perished", "liquidat", "ont été tués", "ont péri"),
]


def test_public_prose_tells_and_does_not_examine(demonstrated):
    client = Client()
    for address in public_addresses():
        page = client.get(address).content.decode()
        text = html.unescape(re.sub(r"<[^>]+>", " ", page)).casefold()
        found = [phrase for phrase in AUDITORS if phrase.casefold() in text]
        assert found == [], address


OLD_HOST = re.compile(r"(?<!\d/)(?<!\*/)https?://(?:www\.)?roma-alliance\.org")


def test_no_source_lies_on_the_old_site(demonstrated, client):
    for path in CONTENT.rglob("*.toml"):
        if path.name != "old_addresses.toml":
            assert not OLD_HOST.search(path.read_text(encoding="utf-8")), path
    listed = client.get("/api/v2/participants/?fields=*&limit=100").content.decode()
    megara = client.get("/en/participants/megara/").content.decode()
    for text in (listed, megara):
        assert not OLD_HOST.search(text)
        assert "https://web.archive.org/web/20261122/http://www.roma-alliance.org/" in text
    assert "roma-alliance.org, 149 (2026-11-22)" in megara


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
