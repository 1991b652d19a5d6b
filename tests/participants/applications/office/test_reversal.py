"""Taking back an acceptance that was a mistake, as long as nobody outside has seen it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, WorkflowState

from alliance_pages.models import CountryPage, NewsArticlePage
from participants.applications.office.acceptance import accept
from participants.applications.office.drafts import publish_drafts
from participants.applications.office.reversal import ReversalError, reverse_acceptance
from participants.applications.transitions import StepError
from participants.models import Application, IssuedNumber, Participant
from tests.factories import make_application, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def accepted(application, officer, bilingual_site) -> Application:
    return accept(application, user=officer, when=None).application


class TestReversal:
    def test_leaves_nothing_behind(self, application, officer, bilingual_site):
        before = set(Page.objects.values_list("pk", flat=True))
        accept(application, user=officer, when=None)
        assert reverse_acceptance(application, user=officer)
        assert set(Page.objects.values_list("pk", flat=True)) == before
        for model in (Participant, IssuedNumber, WorkflowState):
            assert not model.objects.exists()
        assert Page.find_problems() == ([], [], [], [], [])

    def test_opens_the_application_again(self, accepted, officer):
        reverse_acceptance(accepted, user=officer)
        application = Application.objects.get()
        assert (application.state, application.participant, application.decided_by) == (
            "in_review",
            None,
            None,
        )
        assert (application.decided_at, application.drafts.count()) == (None, 0)
        entry = log_registry.get_logs_for_instance(application).get(
            action="participants.application.reverse"
        )
        assert (entry.user, entry.data) == (officer, {"number": 1, "is_returned": True})

    def test_gives_the_last_number_to_the_next(self, accepted, officer):
        reverse_acceptance(accepted, user=officer)
        again = accept(accepted, user=officer, when=None)
        assert again.admission.number == 1

    def test_never_gives_an_earlier_number_again(self, accepted, officer):
        accept(make_application(names={"en": "Athens"}), user=officer, when=None)
        assert not reverse_acceptance(accepted, user=officer)
        assert set(IssuedNumber.objects.values_list("number", "participant__number")) == {
            (1, None),
            (2, 2),
        }
        assert accept(accepted, user=officer, when=None).admission.number == 3

    def test_works_after_somebody_has_deleted_a_draft(self, accepted, officer):
        accepted.drafts.first().content_object.delete()
        reverse_acceptance(accepted, user=officer)
        assert not NewsArticlePage.objects.exists()

    def test_leaves_the_country_its_page_if_others_have_come(self, accepted, officer):
        pages = set(CountryPage.objects.all())
        second = accept(
            make_application(names={"en": "Athens"}), user=officer, when=None
        ).application
        reverse_acceptance(accepted, user=officer)
        assert set(CountryPage.objects.all()) == pages
        assert {draft.content_object for draft in second.drafts.all()} == {
            *pages,
            *NewsArticlePage.objects.all(),
        }
        assert NewsArticlePage.objects.count() == 2


class TestRefusal:
    def refused(self, application, officer) -> str:
        with pytest.raises(StepError) as caught:
            reverse_acceptance(application, user=officer)
        return str(caught.value)

    def test_once_anything_has_been_published(self, accepted, officer, moderator):
        publish_drafts(accepted, user=moderator)
        assert "has been published" in self.refused(accepted, officer)
        for item in (Participant.objects.get(), *NewsArticlePage.objects.all()):
            item.unpublish()
        assert "has been published" in self.refused(accepted, officer)
        assert Participant.objects.exists()

    def test_once_one_page_has_been_published(self, accepted, officer):
        accepted.drafts.last().content_object.get_latest_revision().publish()
        assert "has been published" in self.refused(accepted, officer)

    def test_while_another_article_names_the_participant(self, accepted, officer, news_index):
        make_article(news_index, "Another", participants=[accepted.participant], live=False)
        with pytest.raises(ReversalError, match="others name it"):
            reverse_acceptance(accepted, user=officer)
        assert accepted.drafts.first().content_object is not None

    def test_of_what_is_not_accepted(self, application, officer):
        assert "“received”" in self.refused(application, officer)


class TestPage:
    @pytest.fixture
    def address(self, accepted):
        return reverse("participants_application_reverse", args=[accepted.pk])

    @pytest.fixture
    def client(self, officer):
        client = Client(headers={"X-Requested-With": "XMLHttpRequest"})
        client.force_login(officer)
        return client

    def test_names_what_will_be_deleted(self, client, accepted, address):
        text = client.get(address).content.decode()
        for draft in accepted.drafts.all():
            assert str(draft.content_object) in text
        assert "The number 1 was the last to be issued" in text
        assert "Somebody has worked on these" not in text

    def test_warns_of_work_that_will_be_lost(self, client, accepted, officer, address):
        article = accepted.drafts.first().content_object
        article.save_revision(user=officer)
        accept(make_application(names={"en": "Athens"}), user=officer, when=None)
        text = client.get(address).content.decode()
        assert "Somebody has worked on these" in text
        assert "The number 1 is not the last that was issued" in text

    def test_takes_back_and_leads_to_the_application(self, client, address):
        text = client.post(address, follow=True).content.decode()
        assert "the number will be given again" in text
        assert not Participant.objects.exists()

    def test_does_not_open_once_published(self, client, accepted, moderator, address):
        publish_drafts(accepted, user=moderator)
        for ask in (client.get, client.post):
            assert "has been published" in ask(address, follow=True).content.decode()

    def test_is_for_those_who_may_decide(self, moderator, address):
        client = Client(headers={"X-Requested-With": "XMLHttpRequest"})
        client.force_login(moderator)
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
        assert Participant.objects.exists()
