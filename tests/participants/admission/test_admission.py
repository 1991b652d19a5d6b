"""Admission: one number each, issued once, by the office and by nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.models import Workflow

from participants.admission.issuing import AdmissionError, admit
from participants.extension_points import participant_admitted
from participants.models import IssuedNumber, MembershipEvent, Participant
from participants.values.dates import PartialDate
from tests.factories import make_admin, make_participant

pytestmark = pytest.mark.django_db

DAY = PartialDate.parse("2024-05")


@pytest.fixture
def user():
    return make_admin("office")


@pytest.fixture
def draft():
    return make_participant("megara", joined=None, is_public=False)


def refused(participant, user, **arguments) -> str:
    before = Participant.objects.get(pk=participant.pk).latest_revision_id
    with pytest.raises(AdmissionError) as caught:
        admit(participant, user=user, when=arguments.get("when", DAY))
    assert Participant.objects.get(pk=participant.pk).latest_revision_id == before
    return str(caught.value)


def fresh(participant) -> Participant:
    return Participant.objects.get(pk=participant.pk)


class TestAdmit:
    def test_issues_the_next_number_and_publishes_nothing(self, draft, user):
        make_participant("first", number=130)
        assert (
            admit(draft, user=user, when=DAY, source_url="https://x.org/", note="Letter").number
            == 131
        )
        stored = fresh(draft)
        assert (stored.live, stored.number, stored.status) == (False, 131, "participant")
        event = stored.events.get()
        assert (event.kind, event.date, event.source_url) == (
            "admitted",
            "2024-05",
            "https://x.org/",
        )
        assert event.note == "Letter"
        assert IssuedNumber.objects.get(number=131).participant == stored

    def test_is_written_to_the_history_with_its_author(self, draft, user):
        admit(draft, user=user, when=DAY)
        stored = fresh(draft)
        assert stored.latest_revision.user == user
        assert stored.latest_revision.as_object().number == 1
        entry = log_registry.get_logs_for_instance(stored).get(action="participants.admit")
        assert (entry.user, entry.revision) == (user, stored.latest_revision)
        assert log_registry.get_formatter(entry).format_message(entry) == (
            "Admitted with the number 1"
        )

    def test_unpublished_edits_are_neither_lost_nor_published(self, user):
        participant = make_participant("megara", number=7)
        participant.events = [
            MembershipEvent(kind="admitted", date="2014"),
            MembershipEvent(kind="withdrawn", date="2016"),
        ]
        participant.save_revision().publish()
        participant = fresh(participant)
        participant.website = "https://new.example.org/"
        participant.save_revision()
        assert admit(fresh(participant), user=user, when=DAY).number == 7
        stored = fresh(participant)
        assert (stored.website, stored.status) == ("", "withdrawn")
        stored.latest_revision.publish()
        stored = fresh(participant)
        assert (stored.website, stored.status, stored.number) == (
            "https://new.example.org/",
            "participant",
            7,
        )
        assert [event.kind for event in stored.events.all()] == [
            "admitted",
            "withdrawn",
            "admitted",
        ]

    def test_works_on_a_draft_that_was_edited_after_it_was_made(self, draft, user):
        draft.name_local = "Μέγαρα"
        draft.save_revision()
        admit(fresh(draft), user=user, when=None)
        stored = fresh(draft)
        stored.latest_revision.publish()
        assert (fresh(draft).name_local, fresh(draft).number) == ("Μέγαρα", 1)

    def test_number_is_never_issued_again_when_the_newest_is_deleted(self, draft, user):
        admit(draft, user=user, when=DAY)
        fresh(draft).delete()
        other = make_participant("other", joined=None, is_public=False)
        assert admit(other, user=user, when=DAY).number == 2

    def test_admitted_draft_whose_event_was_removed_gets_its_own_number_back(self, draft, user):
        admit(draft, user=user, when=DAY)
        edited = fresh(draft).get_latest_revision_as_object()
        edited.events = []
        edited.save_revision()
        assert admit(fresh(draft), user=user, when=DAY).number == 1

    def test_receivers_take_part_in_the_transaction(self, draft, user):
        told = []

        def receive(sender, participant, number, user, **kwargs):
            told.append((sender, participant.pk, number, user))
            raise RuntimeError

        participant_admitted.connect(receive)
        try:
            with pytest.raises(RuntimeError):
                admit(draft, user=user, when=DAY)
        finally:
            participant_admitted.disconnect(receive)
        assert told == [(Participant, draft.pk, 1, user)]
        assert not IssuedNumber.objects.exists()
        assert fresh(draft).status == "not_admitted"


class TestRefusals:
    def test_of_one_that_takes_part(self, user):
        assert "takes part already" in refused(make_participant("megara"), user)

    def test_of_one_that_another_was_faster_with(self, draft, user):
        loaded_before = fresh(draft)
        admit(draft, user=user, when=DAY)
        assert "takes part already" in refused(loaded_before, user)

    def test_of_one_that_merged(self, user):
        successor = make_participant("successor")
        merged = make_participant("merged", is_public=False)
        merged.events = [
            MembershipEvent(kind="admitted", date="2014"),
            MembershipEvent(kind="merged", date="2016", successor=successor),
        ]
        merged.save_revision()
        assert "merged" in refused(merged, user)

    def test_of_a_typed_number(self, user):
        typed = make_participant("typed", joined=None, is_public=False, number=12)
        assert "entered the number 12" in refused(typed, user)

    def test_of_a_former_participant_whose_number_nobody_knows(self, user):
        former = make_participant("former", is_public=False)
        former.events = [
            MembershipEvent(kind="admitted", date="2004"),
            MembershipEvent(kind="withdrawn", date="2006"),
        ]
        former.save_revision()
        assert "not recorded" in refused(former, user)

    def test_of_one_that_is_locked_by_somebody_else(self, draft, user):
        Participant.objects.filter(pk=draft.pk).update(locked=True, locked_by=make_admin("other"))
        assert "locked" in refused(draft, user)
        Participant.objects.filter(pk=draft.pk).update(locked_by=user)
        assert admit(draft, user=user, when=DAY).number == 1

    def test_of_one_that_waits_for_somebody_elses_approval(self, draft, django_user_model):
        moderator = django_user_model.objects.create_user("moderator", "m@example.org", "pw")
        moderator.groups.add(Group.objects.get(name="Moderators"))
        outsider = django_user_model.objects.create_user("outsider", "o@example.org", "pw")
        Workflow.objects.get().start(draft, outsider)
        assert "approval" in refused(draft, outsider)
        assert admit(draft, user=moderator, when=DAY).number == 1
        assert fresh(draft).workflow_in_progress

    def test_of_one_that_is_scheduled(self, draft, user):
        draft.go_live_at = timezone.now() + timedelta(days=1)
        draft.events = [MembershipEvent(kind="admitted"), MembershipEvent(kind="withdrawn")]
        draft.save_revision().publish()
        assert "scheduled" in refused(draft, user)

    def test_of_dates_in_the_future_or_before_the_withdrawal(self, user):
        former = make_participant("former", number=4)
        former.events = [
            MembershipEvent(kind="admitted", date="2004"),
            MembershipEvent(kind="withdrawn", date="2016"),
        ]
        former.save_revision().publish()
        assert "before the event above" in refused(former, user, when=PartialDate.parse("2015"))
        assert "future" in refused(former, user, when=PartialDate.parse("2190"))

    def test_of_an_incomplete_draft(self, draft, user):
        draft.texts = []
        draft.save_revision(clean=False)
        assert "main language" in refused(draft, user)

    def test_of_one_that_was_deleted(self, draft, user):
        gone = fresh(draft)
        draft.delete()
        with pytest.raises(AdmissionError):
            admit(gone, user=user, when=DAY)


class TestPage:
    @pytest.fixture
    def page(self, draft):
        return reverse("participants_admit", args=[draft.pk])

    def test_says_which_number_is_next(self, admin_client, page):
        make_participant("first", number=1130)
        text = admin_client.get(page).content.decode()
        assert "at the moment 1131" in text

    def test_admits_and_leads_to_publication(self, admin_client, draft, page):
        response = admin_client.post(page, {"when": "2024-05", "note": "Letter"}, follow=True)
        text = response.content.decode()
        assert "has been admitted with the number 1" in text
        assert response.redirect_chain[0][0] == reverse(
            "wagtailsnippets_participants_participant:edit", args=[draft.pk]
        )
        assert (fresh(draft).number, fresh(draft).live) == (1, False)

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("when", "5.12.2014", "is not a date"),
            ("when", "2190", "future"),
            ("source_url", "javascript:1", "valid URL"),
        ],
    )
    def test_shows_errors_at_the_field(self, admin_client, draft, field, value, sentence):
        page = reverse("participants_admit", args=[draft.pk])
        response = admin_client.post(page, {field: value})
        assert response.status_code == 200
        assert sentence in " ".join(response.context_data["form"].errors[field])
        assert fresh(draft).number is None

    def test_second_of_two_clicks_changes_nothing(self, admin_client, draft, page):
        admin_client.post(page, {})
        response = admin_client.post(page, {})
        assert "takes part already" in response.content.decode()
        response = admin_client.get(page, follow=True)
        assert "cannot be admitted. It takes part already" in response.content.decode()
        assert fresh(draft).events.count() == 1

    def test_locked_database_is_answered_with_503(self, admin_client, draft, page, monkeypatch):
        def locked(*args, **kwargs):
            raise OperationalError("database is locked")

        monkeypatch.setattr("participants.admission.issuing.RegistryState.change", locked)
        response = admin_client.post(page, {"note": "Letter"})
        assert (response.status_code, response["Retry-After"]) == (503, "1")
        assert "Somebody else is writing" in response.content.decode()
        assert 'value="Letter"' in response.content.decode()

    def test_is_closed_to_those_who_may_not_publish(self, client, draft, page, django_user_model):
        for group, expected in (("Editors", 403), ("Moderators", 200)):
            person = django_user_model.objects.create_user(group, f"{group}@example.org", "pw")
            person.groups.add(Group.objects.get(name=group))
            client.force_login(person)
            headers = {"X-Requested-With": "XMLHttpRequest"}
            assert client.get(page, headers=headers).status_code == expected
            listing = client.get(reverse("wagtailsnippets_participants_participant:list"))
            assert (page in listing.content.decode()) == (expected == 200)
            editor = reverse("wagtailsnippets_participants_participant:edit", args=[draft.pk])
            assert (page in client.get(editor).content.decode()) == (expected == 200)
        client.force_login(django_user_model.objects.get(username="Editors"))
        assert client.post(page, {}).status_code == 302
        assert fresh(draft).number is None

    def test_needs_a_token_against_forgery(self, draft, page):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(make_admin())
        assert strict.post(page, {}).status_code == 403
        assert fresh(draft).number is None

    def test_is_offered_for_those_only_who_do_not_take_part(self, admin_client, draft, page):
        admitted = make_participant("tivat")
        text = admin_client.get(
            reverse("wagtailsnippets_participants_participant:list")
        ).content.decode()
        assert page in text
        assert reverse("participants_admit", args=[admitted.pk]) not in text

    def test_unknown_participant_is_404(self, admin_client):
        page = reverse("participants_admit", args=[99999])
        assert admin_client.get(page, follow=True).status_code == 404
