"""Publication in one go: all that was drafted, for those who may, and right everywhere at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from participants.applications.office.acceptance import accept
from participants.applications.office.drafts import PublicationError, publish_drafts
from participants.applications.transitions import StepError
from participants.models import Application, Participant
from participants.values.dates import PartialDate
from tests.factories import make_admin, make_application, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(officer, bilingual_site) -> Application:
    return accept(
        make_application(), user=officer, when=PartialDate.parse("2024-05-02")
    ).application


def drafted(application: Application) -> list:
    return [
        Participant.objects.get(pk=application.participant_id),
        *(draft.content_object for draft in application.drafts.all()),
    ]


class TestPublication:
    def test_goes_through_the_workflows(self, accepted, moderator):
        assert publish_drafts(accepted, user=moderator) == drafted(accepted)
        for item in drafted(accepted):
            assert (item.live, item.current_workflow_state) == (True, None)
            assert item.live_revision == item.latest_revision
        assert accepted.participant.workflow_states.get().status == "approved"
        entry = log_registry.get_logs_for_instance(accepted).get(
            action="participants.application.publish"
        )
        assert entry.user == moderator

    def test_needs_no_workflow(self, officer, moderator, bilingual_site):
        WorkflowContentType.objects.all().delete()
        Workflow.objects.update(active=False)
        application = accept(make_application(), user=officer, when=None).application
        assert application.participant.current_workflow_state is None
        publish_drafts(application, user=moderator)
        assert all(item.live for item in drafted(application))

    def test_publishes_what_was_corrected_after_acceptance(self, accepted, moderator):
        draft = accepted.participant.get_latest_revision_as_object()
        draft.website = "https://corrected.example.org/"
        draft.save_revision(user=moderator)
        publish_drafts(accepted, user=moderator)
        assert drafted(accepted)[0].website == "https://corrected.example.org/"

    def test_takes_every_task_that_the_user_may_approve(self, officer, bilingual_site):
        second = GroupApprovalTask.objects.create(name="Second look")
        second.groups.add(Group.objects.get(name="Moderators"))
        WorkflowTask.objects.create(workflow=Workflow.objects.get(), task=second, sort_order=2)
        application = accept(make_application(), user=officer, when=None).application
        publish_drafts(application, user=make_admin())
        assert all(item.live for item in drafted(application))

    def test_leaves_alone_what_has_been_public_before(self, accepted, moderator):
        publish_drafts(accepted, user=moderator)
        article = accepted.drafts.first().content_object
        article.unpublish()
        assert publish_drafts(accepted, user=moderator) == []
        assert not accepted.drafts.first().content_object.live


class TestRefusal:
    def test_names_all_that_the_user_may_not_publish(self, accepted, officer):
        with pytest.raises(PublicationError, match="Nothing has been published") as caught:
            publish_drafts(accepted, user=officer)
        for item in drafted(accepted):
            assert f"“{item}”: It " in str(caught.value)
            assert not item.live

    def test_publishes_nothing_where_one_draft_is_not_in_order(self, accepted, moderator):
        article = accepted.drafts.first().content_object
        article.locked, article.locked_by = True, make_admin()
        article.save()
        with pytest.raises(PublicationError, match="locked"):
            publish_drafts(accepted, user=moderator)
        assert not any(item.live for item in drafted(accepted))

    def test_leaves_to_the_schedule_what_is_to_appear_later(self, accepted, moderator):
        participant = accepted.participant.get_latest_revision_as_object()
        participant.go_live_at = timezone.now() + timedelta(days=1)
        participant.save_revision()
        with pytest.raises(PublicationError, match="later time"):
            publish_drafts(accepted, user=moderator)

    def test_waits_for_the_changes_that_somebody_has_asked_for(self, accepted, moderator):
        accepted.participant.current_workflow_task_state.reject(user=moderator)
        with pytest.raises(PublicationError, match="asked for changes"):
            publish_drafts(accepted, user=moderator)

    def test_tells_what_the_drafts_own_rules_say(self, accepted, moderator):
        participant = accepted.participant.get_latest_revision_as_object()
        participant.events = []
        participant.save_revision(clean=False)
        with pytest.raises(PublicationError, match="Only an admitted participant"):
            publish_drafts(accepted, user=moderator)
        assert not any(item.live for item in drafted(accepted))

    def test_is_only_for_accepted_applications(self, moderator):
        with pytest.raises(StepError):
            publish_drafts(make_application(), user=moderator)


class TestPublic:
    @pytest.fixture
    def published(self, accepted, moderator):
        make_participant("nicosia", joined="2013", country="CY")
        publish_drafts(accepted, user=moderator)
        return accepted.participant

    def test_counts_and_newest_are_right_at_once(self, officer, moderator, bilingual_site, api):
        make_participant("nicosia", number=99, joined="2013", country="CY")
        accepted = accept(make_application(), user=officer, when=None).application
        assert api("participants/summary/")[1]["taking_part"] == {"participants": 1, "countries": 1}
        publish_drafts(accepted, user=moderator)
        summary = api("participants/summary/")[1]
        assert summary["taking_part"] == {"participants": 2, "countries": 2}
        assert (summary["newest"]["id"], summary["newest"]["number"]) == (
            accepted.participant_id,
            100,
        )

    def test_visitors_find_it_at_once(self, published, client):
        for address, words in (
            ("/en/", "Megara"),
            ("/fr/", "Mégare"),
            ("/en/participants/", "Megara"),
            ("/en/participants/megara/", "Support centre"),
            ("/en/countries/", "Greece"),
            ("/en/countries/greece/", "Megara"),
            ("/fr/pays/grèce/", "Mégare"),
            ("/en/news/", "Megara joins the Alliance"),
            ("/fr/actualités/", "Mégare rejoint l’Alliance"),
            ("/en/participants/feed/", "Megara"),
            ("/sitemap-participants-1.xml", "/en/participants/megara/"),
            ("/api/v2/participants/export.csv", "Megara"),
        ):
            response = client.get(address, follow=True)
            body = b"".join(response) if response.streaming else response.content
            assert words in body.decode(), address

    def test_api_links_the_articles_in_both_languages_with_it(self, published, api):
        for language in ("en", "fr"):
            answer = api(
                "pages/", type="alliance_pages.NewsArticlePage", fields="*", locale=language
            )[1]
            [article] = answer["items"]
            assert [link["participant"]["id"] for link in article["related_participants"]] == [
                published.pk
            ]


class TestWelcome:
    @pytest.fixture
    def sent(self):
        def sent_to_contact() -> list:
            return [letter for letter in mail.outbox if "Contact" in letter.body]

        return sent_to_contact

    def test_is_sent_once_when_everybody_can_see_the_participant(self, accepted, moderator, sent):
        assert not sent()
        publish_drafts(accepted, user=moderator)
        [letter] = sent()
        assert letter.to == ["eleni@megara.example.org"]
        assert "http://localhost/en/participants/megara/" in letter.body
        participant = Participant.objects.get()
        participant.website = "https://new.example.org/"
        participant.save_revision().publish()
        assert len(sent()) == 1

    def test_is_sent_by_whatever_door_it_is_published(self, accepted, sent):
        Application.objects.update(language="fr")
        accepted.participant.get_latest_revision().publish()
        [letter] = sent()
        assert "/fr/participants/megara/" in letter.body
        assert Application.objects.get().welcomed_at is not None

    def test_is_not_sent_where_nobody_is_known_any_more(self, accepted, moderator):
        Application.objects.update(contact_email="")
        mail.outbox.clear()
        publish_drafts(accepted, user=moderator)
        assert not [letter for letter in mail.outbox if "joined" in letter.subject]


class TestPanel:
    @pytest.fixture
    def inspect(self, accepted):
        return reverse("participants_application_modeladmin_inspect", args=[accepted.pk])

    @pytest.fixture
    def publish(self, accepted):
        return reverse("participants_application_publish", args=[accepted.pk])

    def browser(self, user) -> Client:
        client = Client(headers={"X-Requested-With": "XMLHttpRequest"})
        client.force_login(user)
        return client

    def test_shows_all_drafts_with_one_button(self, accepted, moderator, inspect, publish):
        text = self.browser(moderator).get(inspect).content.decode()
        for item in drafted(accepted):
            assert str(item) in text
        assert text.count(publish) == 1
        assert "Take the acceptance back" not in text

    def test_says_to_others_why_they_have_no_button(self, officer, inspect, publish):
        text = self.browser(officer).get(inspect).content.decode()
        assert publish not in text
        assert "You cannot publish all of it" in text
        assert "Take the acceptance back" in text

    def test_button_publishes_and_leads_back(self, accepted, moderator, inspect, publish):
        response = self.browser(moderator).post(publish, follow=True)
        assert response.redirect_chain[0][0] == inspect
        text = response.content.decode()
        assert "Published: Megara, " in text
        assert publish not in text
        assert Participant.objects.get().live

    def test_previews_open(self, accepted, moderator, inspect):
        browser = self.browser(moderator)
        panel = browser.get(inspect).context_data["drafts"]
        for draft in panel.drafts:
            assert browser.get(draft.preview_url).status_code == 200
            assert browser.get(draft.edit_url).status_code == 200

    def test_post_of_somebody_who_may_not_publish_changes_nothing(self, officer, publish):
        text = self.browser(officer).post(publish, follow=True).content.decode()
        assert "Nothing has been published" in text
        assert not Participant.objects.get().live

    def test_address_answers_no_get(self, moderator, publish):
        assert self.browser(moderator).get(publish).status_code == 405
