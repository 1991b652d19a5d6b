"""A number is issued once, whatever becomes of the one that has it."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import APIToken, Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from participants.admission.issuing import admit
from participants.models import IssuedNumber, Participant
from tests.factories import make_admin, make_full_participant, make_participant

pytestmark = pytest.mark.django_db

NAMESPACE = "wagtailsnippets_participants_participant"


def next_number() -> int:
    draft = make_participant(f"draft-{IssuedNumber.objects.count()}", joined=None, is_public=False)
    return admit(draft, user=None, when=None).number


def form_data(**fields):
    english = Locale.objects.get(language_code="en").pk
    text = {"locale": english, "name": "Megara", "location_note": "", "summary": rich_text("")}
    event = {"kind": "admitted", "date": "2014", "successor": "", "note": "", "source_url": ""}
    names = ("slug", "name_local", "themes", "website", "source_url", "latitude", "longitude")
    return nested_form_data(
        {
            **dict.fromkeys(names, ""),
            "number": "",
            "image": "",
            "kind": "city",
            "country": "GR",
            "texts": inline_formset([text]),
            "events": inline_formset([event]),
            **{name: inline_formset([]) for name in ("representatives", "figures", "initiatives")},
            **fields,
        }
    )


class TestTypedNumbers:
    def test_number_of_a_deleted_participant_is_refused_at_publication(self, admin_client):
        make_participant("gone", number=124).delete()
        address = reverse(f"{NAMESPACE}:add")
        refused = admin_client.post(address, {**form_data(number="124"), "action-publish": "1"})
        assert refused.context_data["form"].errors["number"] == [
            "This number has been issued before. It is never given again."
        ]
        assert not Participant.objects.exists()
        assert admin_client.post(address, form_data(number="124")).status_code == 302
        with pytest.raises(ValidationError) as caught:
            Participant.objects.get().latest_revision.publish()
        assert "number" in caught.value.message_dict

    def test_next_number_follows_the_highest_that_was_typed(self):
        make_participant("typed", number=500, is_public=False)
        assert next_number() == 501

    def test_gaps_and_unknown_numbers_are_allowed(self):
        for slug, number in (("one", 3), ("two", 9), ("three", None), ("four", None)):
            make_participant(slug, number=number)
        assert next_number() == 10

    def test_number_of_the_deleted_newest_is_not_issued_again(self):
        newest = make_participant("newest", number=130)
        newest.delete()
        assert next_number() == 131

    def test_number_stays_when_unpublished_and_published_again(self):
        participant = make_participant("megara", number=124)
        participant.unpublish()
        participant = Participant.objects.get()
        participant.latest_revision.publish()
        assert Participant.objects.get().number == 124
        assert list(IssuedNumber.objects.values_list("number", flat=True)) == [124]


class TestCopy:
    def test_carries_neither_number_nor_address_nor_history(self, admin_client):
        original = make_full_participant("megara", number=124)
        form = admin_client.get(reverse(f"{NAMESPACE}:copy", args=[original.pk])).context_data[
            "form"
        ]
        assert (form["number"].value(), form["slug"].value()) == (None, "")
        assert len(form.formsets["events"].forms) == 0
        assert form["name_local"].value() == original.name_local
        assert [text["name"].value() for text in form.formsets["texts"].forms]

    def test_is_saved_beside_the_original(self, admin_client):
        original = make_full_participant("megara", number=124)
        page = admin_client.get(reverse(f"{NAMESPACE}:copy", args=[original.pk]))
        data = form_data(name_local="Copy", events=inline_formset([]))
        assert page.context_data["action_url"] == reverse(f"{NAMESPACE}:add")
        admin_client.post(page.context_data["action_url"], data)
        copy = Participant.objects.get(name_local="Copy")
        assert (copy.number, copy.slug, copy.status) == (None, "megara-2", "not_admitted")
        original = Participant.objects.get(pk=original.pk)
        assert (original.number, original.texts.count(), original.figures.count()) == (124, 2, 3)


class TestApiWrites:
    @pytest.fixture
    def write(self, client):
        token = APIToken.create_token(user=make_admin(), name="test")[1]

        def send(number, **meta):
            english = Locale.objects.get(language_code="en").pk
            data = {
                "number": number,
                "kind": "city",
                "country": "GR",
                "texts": [{"locale_id": english, "name": "Twin"}],
                "events": [{"kind": "admitted", "date": "2014"}],
                "meta": meta,
            }
            return client.post(
                "/api/v3/snippets/participants.Participant/",
                json.dumps(data),
                content_type="application/json",
                headers={"Authorization": f"Bearer {token}"},
            )

        return send

    def test_taken_number_is_refused(self, write):
        make_participant("megara", number=124)
        response = write(124)
        assert response.status_code == 422, response.content
        assert "number" in response.content.decode()

    def test_number_of_a_deleted_participant_is_refused_at_publication(self, write):
        make_participant("gone", number=124).delete()
        response = write(124, action="publish")
        assert response.status_code == 422, response.content
        assert "never given again" in response.content.decode()
        assert not Participant.objects.exists()
