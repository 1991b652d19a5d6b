"""Participants that rich text links to, in what editors write and in what readers get."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale

from alliance_pages.models import ParticipantIndexPage, StandardPage
from participants.values.fields import FEATURES, clean_rich_text
from tests.factories import make_full_participant, make_page, make_participant

pytestmark = pytest.mark.django_db

CANARY = "Canarytown"


def link(key, text="the city"):
    return f'<p>See <a linktype="participant" id="{key}">{text}</a>.</p>'


@pytest.fixture
def profiles(home):
    return make_page(ParticipantIndexPage, home, title="Participants")


@pytest.fixture
def show(home, profiles, client, api):
    """Return a function that puts rich text on a page: (link of the page, HTML of the API)."""

    def shown(html):
        page = make_page(StandardPage, home, title="Links", body=[("paragraph", html)])
        visited = BeautifulSoup(client.get(page.url).content, "html.parser").find("main")
        [block] = api(f"pages/{page.pk}/")[1]["body"]
        return visited.find("a", string="the city"), block["value"]

    return shown


class TestReaders:
    def test_profile_with_type_and_id(self, show):
        megara = make_participant("megara")
        visited, html = show(link(megara.pk))
        address = "/en/participants/megara/"
        assert visited.attrs == {"href": address}
        target = f'data-type="participants.Participant" data-id="{megara.pk}"'
        assert html == f'<p>See <a href="http://localhost{address}" {target}>the city</a>.</p>'

    def test_hidden_participant_is_no_link(self, show):
        hidden = make_participant("hidden", is_public=False)
        visited, html = show(link(hidden.pk))
        assert visited.attrs == {}
        assert html == "<p>See <a>the city</a>.</p>"

    @pytest.mark.parametrize("key", ["0", "-1", "", "x", "٣", "9" * 18, "9" * 19, "9" * 400])
    def test_key_that_nothing_has_is_no_link(self, show, key):
        visited, html = show(link(key))
        assert visited.attrs == {}
        assert html == "<p>See <a>the city</a>.</p>"

    @pytest.mark.parametrize("key", ["9" * 19, "9" * 400])
    def test_nor_one_of_a_page_or_document(self, show, key):
        for kind in ("page", "document"):
            _, html = show(link(key).replace('"participant"', f'"{kind}"'))
            assert html == "<p>See <a>the city</a>.</p>"

    def test_of_a_site_without_profiles(self, home, api):
        megara = make_participant("megara")
        page = make_page(StandardPage, home, title="Links", body=[("paragraph", link(megara.pk))])
        [block] = api(f"pages/{page.pk}/")[1]["body"]
        assert block["value"] == "<p>See <a>the city</a>.</p>"

    def test_in_the_language_of_the_text(self, profiles, api):
        make_page(
            ParticipantIndexPage,
            profiles.get_parent().get_translation(Locale.objects.get(language_code="fr")),
            title="Participants",
            slug="membres",
        )
        tivat = make_participant("tivat")
        make_full_participant("megara")
        from participants.models import ParticipantText

        ParticipantText.objects.update(summary=link(tivat.pk))
        for language, address in (("en", "/en/participants/"), ("fr", "/fr/membres/")):
            summary = api("participants/", locale=language, fields="summary")[1]["items"][0][
                "summary"
            ]
            assert f'href="http://localhost{address}tivat/"' in summary

    def test_document_in_a_private_collection_is_no_link_of_a_participant(self, api, profiles):
        from django.core.files.base import ContentFile
        from wagtail.documents import get_document_model
        from wagtail.models import Collection, CollectionViewRestriction

        from participants.models import ParticipantText

        private = Collection.get_first_root_node().add_child(name="Private")
        CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
        document = get_document_model().objects.create(
            title="Secret", file=ContentFile(b"x", name=f"{CANARY}.txt"), collection=private
        )
        make_full_participant("megara")
        ParticipantText.objects.update(summary=link(document.pk).replace("participant", "document"))
        [item] = api("participants/", fields="summary")[1]["items"]
        assert item["summary"] == "<p>See <a>the city</a>.</p>"

    @pytest.mark.parametrize("count", [2, 12])
    def test_many_are_looked_up_together(self, home, profiles, api, at_most, count):
        places = [make_participant(f"place-{number}") for number in range(count)]
        for place in places:
            make_page(StandardPage, home, title=place.slug, body=[("paragraph", link(place.pk))])
        query = {"type": "alliance_pages.StandardPage", "fields": "body"}
        api("pages/", **query)
        with at_most(12):
            _, answer = api("pages/", **query)
        values = [item["body"][0]["value"] for item in answer["items"]]
        assert len(values) == count
        assert all("data-id" in value for value in values)


class TestTyped:
    """Addresses that somebody has typed or pasted."""

    @pytest.mark.parametrize("address", ["/en/news/?a=1&amp;b=2", "http://localhost/en/news/#top"])
    def test_on_the_site_are_links_on_the_site(self, home, api, address):
        body = [("paragraph", f'<p><a href="{address}">news</a></p>')]
        page = make_page(StandardPage, home, title="Links", body=body)
        path = address.removeprefix("http://localhost")
        for asked, host in (("full", "http://localhost"), ("relative", "")):
            [block] = api(f"pages/{page.pk}/", links=asked)[1]["body"]
            assert block["value"] == f'<p><a href="{host}{path}">news</a></p>'

    @pytest.mark.parametrize(
        "address",
        [
            "//example.org/x",
            "https://localhost.example.org/",
            "mailto:a@example.org",
            "#top",
            "/\\x",
        ],
    )
    def test_elsewhere_stay_as_they_are(self, home, api, address):
        body = [("paragraph", f'<p><a href="{address}">there</a></p>')]
        page = make_page(StandardPage, home, title="Links", body=body)
        for asked in ("full", "relative"):
            [block] = api(f"pages/{page.pk}/", links=asked)[1]["body"]
            assert block["value"] == f'<p><a href="{address}">there</a></p>'


class TestEditors:
    def test_text_comes_back_from_the_editor_as_it_was(self):
        megara = make_participant("megara")
        converter = ContentstateConverter(features=FEATURES)
        state = converter.from_database_format(link(megara.pk))
        [entity] = json.loads(state)["entityMap"].values()
        assert entity["type"] == "PARTICIPANT"
        assert entity["data"] == {"id": megara.pk, "name": "Megara"}
        stored = BeautifulSoup(converter.to_database_format(state), "html.parser").a
        assert stored.attrs == {"linktype": "participant", "id": str(megara.pk)}

    def test_name_of_a_hidden_participant_is_not_told(self):
        hidden = make_participant("hidden", texts={"en": CANARY}, is_public=False)
        converter = ContentstateConverter(features=FEATURES)
        with override("fr"):
            state = converter.from_database_format(link(hidden.pk))
        assert CANARY not in state
        assert "Non public" in json.loads(state)["entityMap"]["0"]["data"]["name"]

    def test_what_is_stored_keeps_the_key_alone(self):
        html = '<p><a linktype="participant" id="7" href="javascript:1" onclick="x">go</a></p>'
        assert clean_rich_text(html) == '<p><a id="7" linktype="participant">go</a></p>'

    def test_address_with_an_id_in_it_stays(self):
        html = '<p><a href="https://example.org/?linktype=&id=">go</a></p>'
        assert clean_rich_text(html) == html.replace("&", "&amp;")

    def test_link_without_a_key_becomes_text(self):
        assert clean_rich_text('<p><a linktype="participant">go</a></p>') == "<p>go</p>"

    def test_the_participant_knows_where_it_is_linked(self, home, admin_client):
        megara = make_participant("megara")
        make_page(StandardPage, home, title="About us", body=[("paragraph", link(megara.pk))])
        usage = reverse("wagtailsnippets_participants_participant:usage", args=[megara.pk])
        assert "About us" in admin_client.get(usage).content.decode()

    def test_the_toolbar_offers_the_chooser(self, home, admin_client):
        page = make_page(StandardPage, home, title="About us", body=[("paragraph", "<p>x</p>")])
        text = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "participants/participant_link.js" in text
        assert reverse("wagtailsnippetchoosers_participants_participant:choose") in text
