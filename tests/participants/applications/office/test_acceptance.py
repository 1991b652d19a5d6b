"""Acceptance: one transaction makes of an application what the office would have typed."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page

from alliance_pages.models import AnnouncementTemplate, CountryPage, NewsArticlePage
from participants.applications.office.acceptance import AcceptanceError, accept
from participants.applications.transitions import StepError
from participants.models import Application, IssuedNumber, MembershipEvent, Participant
from participants.values.dates import PartialDate
from tests.factories import make_admin, make_application, make_participant

pytestmark = pytest.mark.django_db

DAY = PartialDate.parse("2024-05-02")


@pytest.fixture
def application():
    return make_application(received_at="2024-04-01T10:00:00Z")


def accepted(application, officer, when=DAY) -> Participant:
    accept(application, user=officer, when=when)
    application.refresh_from_db()
    return application.participant


class TestParticipant:
    def test_is_a_draft_with_the_next_number(self, application, officer):
        make_participant("first", number=130)
        participant = accepted(application, officer)
        assert (participant.live, participant.number, participant.status) == (
            False,
            131,
            "participant",
        )
        event = participant.events.get()
        assert (event.kind, event.date) == ("admitted", "2024-05-02")
        assert application.reference in event.note
        assert IssuedNumber.objects.get(number=131).participant == participant

    def test_says_what_the_authority_has_said(self, application, officer):
        participant = accepted(application, officer).get_latest_revision_as_object()
        assert {text.locale.language_code: text.name for text in participant.texts.all()} == {
            "en": "Megara",
            "fr": "Mégare",
        }
        assert (participant.kind, participant.country, participant.name_local) == (
            "municipality",
            "GR",
            "Μέγαρα",
        )
        assert (participant.slug, participant.website) == (
            "megara",
            "https://megara.example.org",
        )
        assert str(participant.representatives.get()) == "Stamoulis Grigorios, mayor"
        assert [theme.slug for theme in participant.theme_list] == ["housing"]

    def test_gives_each_figure_with_its_basis_and_both_sources(self, application, officer):
        figures = accepted(application, officer).shown_figures
        assert [str(figure) for figure in figures] == [
            (
                "population: 28,591 (self-declared, 2011, "
                "Letter of Megara, 1 April 2024: Census of 2011)"
            ),
            (
                "Roma population: 1,800 (unofficial data, 2014, "
                "Letter of Megara, 1 April 2024: Social service of the municipality)"
            ),
        ]

    def test_gives_the_reason_for_a_figure_that_is_missing(self, officer):
        application = make_application(
            population=None,
            population_year=None,
            population_source="",
            roma_population=None,
            roma_population_basis="",
            roma_population_year=None,
            roma_population_source="",
            roma_population_absence="not_collected",
            received_at="2024-04-01T10:00:00Z",
        )
        [figure] = accepted(application, officer).shown_figures
        assert str(figure) == ("Roma population: not collected (Letter of Megara, 1 April 2024)")

    def test_gets_the_position_of_the_place_of_its_name(self, application, officer):
        participant = accepted(application, officer)
        assert (float(participant.latitude), float(participant.longitude)) == (37.99471, 23.34324)

    def test_gets_no_position_that_is_not_certain(self, officer):
        application = make_application(names={"en": "Nowhere"}, name_local="")
        participant = accepted(application, officer)
        assert (participant.latitude, participant.longitude) == (None, None)

    def test_measures_become_initiatives_in_the_language_they_were_written_in(self, officer):
        application = make_application(language="fr", measures=["Centre d’appui"])
        application.measures.update(description="Conseils & <b>repas</b>\n\nChaque jour")
        initiative = accepted(application, officer).initiatives.get()
        text = initiative.texts.get()
        assert (initiative.started_on, initiative.funding) == ("2014", "european")
        assert (text.locale.language_code, text.title) == ("fr", "Centre d’appui")
        assert "Conseils &amp; &lt;b&gt;repas&lt;/b&gt;</p>" in text.description
        assert "Chaque jour</p>" in text.description

    def test_measures_in_one_language_are_shown_in_the_other_and_marked(
        self, officer, bilingual_site, client
    ):
        participant = accepted(make_application(language="fr", measures=["Centre"]), officer)
        participant.latest_revision.publish()
        french = client.get("/fr/participants/megara/").content.decode()
        assert '<article class="initiative" >' in french
        english = client.get("/en/participants/megara/").content.decode()
        assert '<article class="initiative" lang="fr">' in english
        assert "So far there is a text in French only." in english
        answer = client.get(f"/api/v2/participants/{participant.pk}/").json()
        assert [(row["locale"], row["title"]) for row in answer["initiatives"]] == [
            ("fr", "Centre")
        ]

    def test_takes_the_main_languages_name_where_there_is_no_other(self, officer):
        participant = accepted(make_application(names={"en": "Megara"}), officer)
        assert participant.text_in("fr").name == "Megara"

    def test_is_sent_to_approval_by_the_officer(self, application, officer):
        state = accepted(application, officer).current_workflow_state
        assert (state.status, state.requested_by) == ("in_progress", officer)


class TestPages:
    def test_are_drafted_in_both_languages_and_linked(self, application, officer, bilingual_site):
        acceptance = accept(application, user=officer, when=DAY)
        pages = [draft.content_object for draft in acceptance.application.drafts.order_by("pk")]
        assert pages == acceptance.admission.drafted
        assert [(type(page), page.locale.language_code, page.live) for page in pages] == [
            (NewsArticlePage, "en", False),
            (NewsArticlePage, "fr", False),
            (CountryPage, "en", False),
            (CountryPage, "fr", False),
        ]
        assert all(page.current_workflow_state for page in pages if page.get_workflow())

    def test_name_the_letter_in_their_own_language(self, application, officer, bilingual_site):
        accept(application, user=officer, when=DAY)
        english, french = NewsArticlePage.objects.order_by("locale__language_code")
        assert "Letter of Megara, 1 April 2024: Census of 2011" in str(english.body)
        assert ", 1er avril 2024)" in str(french.body)

    def test_are_no_more_where_the_country_is_known(self, application, officer, bilingual_site):
        make_participant("athens")
        accept(application, user=officer, when=DAY)
        assert not CountryPage.objects.exists()


class TestDecision:
    def test_is_recorded_with_who_and_when(self, application, officer):
        participant = accepted(application, officer)
        assert (application.state, application.decided_by) == ("accepted", officer)
        assert application.decided_at is not None
        entry = log_registry.get_logs_for_instance(application).get(
            action="participants.application.accept"
        )
        assert (entry.user, entry.data) == (officer, {"number": participant.number})

    def test_publishes_nothing_and_writes_to_no_applicant(self, application, officer, api):
        accept(application, user=officer, when=DAY)
        assert api("participants/")[1]["meta"]["total_count"] == 0
        assert application.contact_email not in {to for message in mail.outbox for to in message.to}

    def test_holds_nothing_of_the_contact_person(self, application, officer, bilingual_site):
        participant = accepted(application, officer)
        kept = [participant, *(draft.content_object for draft in application.drafts.all())]
        for item in kept:
            text = str(item.latest_revision.content)
            assert "Megara" in text or "Mégare" in text or "GR" in text
            for secret in ("Contact", "eleni", "22960", "Schinas"):
                assert secret not in text

    def test_happens_once(self, application, officer):
        accept(application, user=officer, when=DAY)
        with pytest.raises(StepError, match="accepted"):
            accept(application, user=officer, when=DAY)
        assert Participant.objects.count() == 1

    @pytest.mark.parametrize("state", ["unconfirmed", "declined", "withdrawn"])
    def test_is_only_for_open_applications(self, officer, state):
        with pytest.raises(StepError):
            accept(make_application(state=state), user=officer, when=DAY)
        assert not Participant.objects.exists()

    def test_says_what_is_wrong_and_does_nothing_then(self, application, officer):
        Application.objects.filter(pk=application.pk).update(names={"en": "M" * 256})
        with pytest.raises(AcceptanceError, match="not in order"):
            accept(application, user=officer, when=DAY)
        with pytest.raises(AcceptanceError, match="future") as caught:
            accept(make_application(), user=officer, when=PartialDate.parse("2190"))
        assert caught.value.field == "when"
        assert not Participant.objects.exists()
        assert not IssuedNumber.objects.exists()

    def test_fault_of_a_page_takes_all_back(self, application, officer, bilingual_site):
        AnnouncementTemplate.objects.filter(locale__language_code="fr").update(title="")
        with pytest.raises(AcceptanceError, match="not in order"):
            accept(application, user=officer, when=DAY)
        assert not Participant.objects.exists()
        assert not NewsArticlePage.objects.exists()
        assert Application.objects.get().state == "received"

    def test_queries_do_not_grow_with_the_registry(
        self, officer, bilingual_site, django_assert_max_num_queries
    ):
        for count in (3, 30):
            for place in range(count):
                make_participant(f"place-{count}-{place}")
            with django_assert_max_num_queries(420):
                accept(make_application(), user=officer, when=DAY)


class TestPage:
    @pytest.fixture
    def address(self, application):
        return reverse("participants_application_accept", args=[application.pk])

    @pytest.fixture
    def client(self, officer):
        client = Client()
        client.force_login(officer)
        return client

    def test_says_what_will_be_made(self, client, address, bilingual_site):
        make_participant("first", number=1130, country="HU")
        text = client.get(address).content.decode()
        assert "at the moment 1131" in text
        assert "that of Mégara: 37.99471, 23.34324" in text
        assert "Its announcement is drafted in: English, French." in text
        assert "the page of Greece is drafted too: English, French." in text
        assert "There is no name in this language" not in text

    def test_says_what_is_missing(self, client, application, address, bilingual_site):
        Application.objects.update(names={"en": "Nowhere"}, name_local="")
        AnnouncementTemplate.objects.filter(locale__language_code="fr").delete()
        text = client.get(address).content.decode()
        assert "It gets no position on the map" in text
        assert "There is no name in this language: French." in text
        assert "No announcement is drafted in: French." in text

    def test_offers_to_admit_a_former_participant_again(self, application, address):
        former = make_participant("former", texts={"en": "Megara"}, number=4)
        former.events = [
            MembershipEvent(kind="admitted", date="2014"),
            MembershipEvent(kind="withdrawn", date="2016"),
        ]
        former.save_revision().publish()
        client = Client()
        client.force_login(make_admin())
        text = client.get(address).content.decode()
        assert "took part before and withdrew" in text
        assert reverse("participants_admit", args=[former.pk]) in text

    def test_tells_that_the_page_of_a_new_country_was_drafted(
        self, client, address, bilingual_site
    ):
        text = client.post(address, {"when": ""}, follow=True).content.decode()
        assert "Greece (country page), Grèce (country page)." in text

    def test_accepts_with_today_as_the_date_and_leads_back(self, client, application, address):
        when = client.get(address).context_data["form"]["when"].value()
        response = client.post(address, {"when": when}, follow=True)
        text = response.content.decode()
        assert response.redirect_chain[0][0] == reverse(
            "participants_application_modeladmin_inspect", args=[application.pk]
        )
        assert "has been accepted with the number 1" in text
        assert "What was drafted" in text
        assert Participant.objects.get().events.get().date == when

    def test_shows_a_wrong_date_at_its_field(self, client, address):
        for value, sentence in (("2190", "future"), ("5.12.2014", "is not a date")):
            response = client.post(address, {"when": value})
            assert sentence in " ".join(response.context_data["form"].errors["when"])
        assert not Participant.objects.exists()

    def test_second_officer_is_told_that_it_was_done(self, client, address):
        client.post(address, {"when": ""})
        for ask in (client.post, client.get):
            text = ask(address, {}, follow=True).content.decode()
            assert "the application is “accepted”" in text
        assert Participant.objects.count() == 1

    def test_is_for_those_who_may_decide(self, address):
        moderator = get_user_model().objects.create_user("moderator", "m@example.org", "pw")
        moderator.groups.add(Group.objects.get(name="Moderators"))
        client = Client(headers={"X-Requested-With": "XMLHttpRequest"})
        client.force_login(moderator)
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
        assert not Participant.objects.exists()


def test_what_was_drafted_is_nowhere_in_public(application, officer, bilingual_site, client):
    accept(application, user=officer, when=DAY)
    pages = Page.objects.live().exclude(depth=1)
    assert pages.count() == 8
    for page in pages:
        text = client.get(page.get_url()).content.decode()
        assert "Megara" not in text
        assert "Mégare" not in text
