"""The feed of the newest participants; and one wording of a figure wherever it is shown."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest

from alliance_pages.models import HomePage, ParticipantIndexPage
from participants.models import MembershipEvent
from tests.factories import make_full_participant, make_page, make_participant

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ENGLISH = "about 1,800 (unofficial data, 2014, Announcement on the Alliance’s website)"
FRENCH = (
    "environ 1\u202f800 (données non officielles, 2014, Announcement on the Alliance’s website)"
)


def entries(client, page):
    response = client.get(f"{page.url}feed/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def test_newest_come_first_and_drafts_do_not_come(client, participant_index):
    make_participant("megara", number=124)
    make_participant("samos", number=130)
    make_participant("draft", number=200, is_public=False)
    gone = make_participant("gone", number=129)
    gone.events = [*gone.events.all(), MembershipEvent(kind="withdrawn", date="2016", sort_order=1)]
    gone.save_revision().publish()
    titles = [entry.find(f"{ATOM}title").text for entry in entries(client, participant_index)]
    assert titles == ["Samos, Greece", "Megara, Greece"]


def test_entries_lead_to_profiles_in_any_script(client, participant_index):
    make_participant("μέγαρα")
    [entry] = entries(client, participant_index)
    address = entry.find(f"{ATOM}link").get("href")
    assert address.isascii()
    assert client.get(address).status_code == 200


def test_finder_announces_feed_and_files(client, participant_index):
    page = client.get(participant_index.url).content.decode()
    content, _, foot = page.partition('<footer class="site-footer')
    assert content.count(f'"{participant_index.url}feed/"') == 2
    assert foot.count(f'"{participant_index.url}feed/"') == 1
    assert "/api/v2/participants/export.csv" in page


@pytest.mark.parametrize("count", [2, 15])
def test_costs_the_same_at_any_length(client, participant_index, at_most, count):
    for place in range(count):
        make_participant(f"place-{place}")
    with at_most(16):
        assert len(entries(client, participant_index)) == count


def test_a_figure_says_the_same_everywhere(admin_client, api, participant_index):
    participant = make_full_participant("megara")
    address = f"/api/v2/participants/{participant.pk}/"
    profile = admin_client.get(f"{participant_index.url}megara/").content.decode()
    editor = admin_client.get(
        f"/admin/snippets/participants/participant/inspect/{participant.pk}/"
    ).content.decode()
    feed = admin_client.get(f"{participant_index.url}feed/").content.decode()
    table = b"".join(admin_client.get("/api/v2/participants/export.csv").streaming_content).decode()
    lines = [line for line in table.lstrip("\ufeff").splitlines() if not line.startswith("#")]
    [row] = csv.DictReader(io.StringIO("\n".join(lines)))
    for text in (profile, feed):
        assert ENGLISH in text
    assert row["roma_population_display_en"] == ENGLISH
    assert row["roma_population_display_fr"] == FRENCH
    [english] = [
        figure["display"]
        for figure in admin_client.get(address).json()["figures"]
        if figure["measure"] == "roma_population"
    ]
    assert english == ENGLISH
    [french] = [
        figure["display"]
        for figure in admin_client.get(address, {"locale": "fr"}).json()["figures"]
        if figure["measure"] == "roma_population"
    ]
    assert french == FRENCH
    assert ENGLISH in editor


def test_ids_outlive_every_new_address(client, participant_index, french_home, site, settings):
    make_participant("megara", number=124)
    make_participant("samos", number=130)
    french = make_page(
        ParticipantIndexPage,
        french_home,
        title="Participants",
        translation_key=participant_index.translation_key,
    )

    def ids(page, **headers):
        page = ParticipantIndexPage.objects.get(pk=page.pk)
        feed = ET.fromstring(client.get(f"{page.get_url()}feed/", headers=headers).content)
        return [element.text for element in feed.iter(f"{ATOM}id")]

    before = ids(participant_index)
    assert len({*before, *ids(french)}) == 6
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in before)
    assert not any("localhost" in name or "megara" in name for name in before)
    participant_index.slug = "members"
    participant_index.save_revision().publish()
    section = make_page(HomePage, participant_index.get_parent(), title="Section", slug="section")
    ParticipantIndexPage.objects.get(pk=participant_index.pk).move(section, pos="last-child")
    site.hostname, site.port = "www.example.org", 443
    site.save()
    settings.ALLOWED_HOSTS = ["www.example.org", "cdn.example.org"]
    settings.WAGTAILADMIN_BASE_URL = "https://admin.example.org"
    assert ids(participant_index, host="cdn.example.org") == before
