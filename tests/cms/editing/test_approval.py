"""Approval: one click publishes what the moderator saw, by every way there is."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    APIToken,
    GroupApprovalTask,
    TaskState,
    Workflow,
    WorkflowState,
    WorkflowTask,
)

from tests.cms.editing.conftest import (
    address,
    decision_url,
    fresh,
    opened,
    send,
    title_field,
    title_of,
)
from tests.factories import make_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(thing, editor):
    """Return the thing once an editor has changed and submitted it."""
    form = opened(editor, thing)
    response = send(editor, thing, form, action="submit", **{title_field(thing): "By the editor"})
    assert response.status_code == 302
    thing = fresh(thing)
    assert thing.workflow_in_progress
    assert title_of(thing) != "By the editor"
    return thing


def assert_published(thing, text):
    """Make sure that the text is public, that nothing waits, and that there is no draft."""
    thing = fresh(thing)
    assert title_of(thing) == text
    assert (thing.live, thing.has_unpublished_changes) == (True, False)
    assert str(thing.status_string) == "live"
    assert thing.live_revision_id == thing.latest_revision_id
    assert thing.current_workflow_state is None
    state = WorkflowState.objects.for_instance(thing).get()
    assert state.status == WorkflowState.STATUS_APPROVED


class TestEditor:
    def test_one_click_publishes_what_was_submitted(self, submitted, moderator):
        revisions = submitted.revisions.count()
        form = opened(moderator, submitted)
        response = send(moderator, submitted, form, action="approve")
        assert response.status_code == 302
        assert_published(submitted, "By the editor")
        assert submitted.revisions.count() == revisions
        text = moderator.get(response.url).content.decode()
        assert "has been approved and published" in text

    def test_one_click_publishes_what_the_moderator_has_typed(self, submitted, moderator):
        form = opened(moderator, submitted)
        typed = {title_field(submitted): "By the moderator"}
        send(moderator, submitted, form, action="approve", **typed)
        assert_published(submitted, "By the moderator")

    def test_a_comment_goes_along(self, submitted, moderator):
        form = opened(moderator, submitted)
        comment = {"workflow-action-extra-data": json.dumps({"comment": "Well done"})}
        send(moderator, submitted, form, action="approve", **comment)
        assert_published(submitted, "By the editor")
        assert TaskState.objects.get(status="approved").comment == "Well done"

    def test_autosave_before_and_after_the_button_makes_no_draft(self, submitted, moderator):
        form = opened(moderator, submitted)
        typed = {title_field(submitted): "By the moderator"}
        saved = send(moderator, submitted, form, autosave=True, **typed).json()
        assert saved["success"]
        version = {
            "loaded_version": f"{saved['revision_id']}@{saved['revision_created_at']}",
            "loaded_revision_id": saved["revision_id"],
            "loaded_revision_created_at": saved["revision_created_at"],
        }
        send(moderator, submitted, form, action="approve", **typed, **version)
        assert_published(submitted, "By the moderator")
        late = {"overwrite_revision_id": saved["revision_id"]}
        send(moderator, submitted, form, autosave=True, **typed, **version, **late)
        assert_published(submitted, "By the moderator")

    def test_autosave_of_an_untouched_form_saves_nothing(self, submitted, moderator):
        form = opened(moderator, submitted)
        send(moderator, submitted, form, action="approve")
        count = submitted.revisions.count()
        answer = send(moderator, submitted, form, autosave=True)
        assert answer.json()["success"]
        assert submitted.revisions.count() == count
        assert_published(submitted, "By the editor")

    def test_what_others_changed_meanwhile_is_not_approved(self, submitted, moderator, person):
        form = opened(moderator, submitted)
        other = person("otto")
        changed = {title_field(submitted): "By somebody else"}
        send(other, submitted, opened(other, submitted), **changed)
        response = send(moderator, submitted, form, action="approve")
        assert response.status_code == 409
        assert "Otto saved a newer version" in response.content.decode()
        assert title_of(submitted) not in ("By the editor", "By somebody else")
        assert fresh(submitted).workflow_in_progress
        # Once the moderator has seen it, one click publishes it.
        send(moderator, submitted, opened(moderator, submitted), action="approve")
        assert_published(submitted, "By somebody else")

    def test_a_form_that_names_no_version_approves_nothing_unseen(
        self, submitted, moderator, person
    ):
        form = opened(moderator, submitted)
        other = person("otto")
        changed = {title_field(submitted): "By somebody else"}
        send(other, submitted, opened(other, submitted), **changed)
        nameless = {name: form[name] for name in form if not name.startswith("loaded_")}
        assert send(moderator, submitted, nameless, action="approve").status_code == 409
        assert fresh(submitted).workflow_in_progress

    def test_second_decision_saves_no_draft(self, submitted, moderator, person):
        form = opened(moderator, submitted)
        other = person("otto")
        send(other, submitted, opened(other, submitted), action="approve")
        response = send(moderator, submitted, form, action="approve")
        assert response.status_code == 409
        assert "no longer waiting for your decision" in response.content.decode()
        assert_published(submitted, "By the editor")

    def test_changes_are_requested_for_the_version_that_was_shown(
        self, submitted, moderator, editor
    ):
        form = opened(moderator, submitted)
        comment = {"workflow-action-extra-data": json.dumps({"comment": "Add a source"})}
        response = send(moderator, submitted, form, action="reject", **comment)
        assert "have been requested" in moderator.get(response.url).content.decode()
        state = fresh(submitted).current_workflow_state
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        # The editor improves it, submits it again, and one click publishes it.
        better = {title_field(submitted): "Better"}
        send(editor, submitted, opened(editor, submitted), action="submit", **better)
        send(moderator, submitted, opened(moderator, submitted), action="approve")
        assert_published(submitted, "Better")

    def test_cancelling_adds_no_version(self, submitted, moderator):
        count = submitted.revisions.count()
        form = opened(moderator, submitted)
        send(moderator, submitted, form, action="cancel-workflow")
        assert fresh(submitted).current_workflow_state is None
        assert submitted.revisions.count() == count

    def test_new_things_are_published_too(self, thing, editor, moderator):
        thing.unpublish()
        form = opened(editor, thing)
        send(editor, thing, form, action="submit", **{title_field(thing): "New"})
        send(moderator, thing, opened(moderator, thing), action="approve")
        assert_published(thing, "New")


class TestSeveralTasks:
    @pytest.fixture
    def second_task(self, db):
        workflow = Workflow.objects.get()
        task = GroupApprovalTask.objects.create(name="Second look")
        task.groups.add(*workflow.tasks[0].specific.groups.all())
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=2)
        return task

    def test_each_task_needs_one_click(self, second_task, submitted, moderator, person):
        response = send(moderator, submitted, opened(moderator, submitted), action="approve")
        assert "approved at this step" in moderator.get(response.url).content.decode()
        assert fresh(submitted).workflow_in_progress
        other = person("otto")
        send(other, submitted, opened(other, submitted), action="approve")
        assert_published(submitted, "By the editor")

    def test_an_edit_asks_those_anew_who_approved_before(
        self, second_task, submitted, moderator, person
    ):
        send(moderator, submitted, opened(moderator, submitted), action="approve")
        other = person("otto")
        changed = {title_field(submitted): "By somebody else"}
        send(other, submitted, opened(other, submitted), action="approve", **changed)
        assert title_of(submitted) != "By somebody else"
        task = fresh(submitted).current_workflow_task
        assert task.name == "Moderators approval"
        send(moderator, submitted, opened(moderator, submitted), action="approve")
        assert_published(submitted, "By somebody else")


class TestDashboard:
    def button(self, browser, thing):
        """Return the address and the version that the button on the first page has."""
        page = BeautifulSoup(browser.get(reverse("wagtailadmin_home")).content, "html.parser")
        versions = json.loads(page.select_one("#versions-to-decide").string)
        url = page.select_one("button[data-workflow-action-url*='/approve/']")
        task = url["data-workflow-action-url"].rstrip("/").rsplit("/", 1)[1]
        return f"{url['data-workflow-action-url']}?version={versions[task].replace('+', '%2B')}"

    def test_one_click_publishes(self, submitted, moderator):
        moderator.post(self.button(moderator, submitted))
        assert_published(submitted, "By the editor")

    def test_with_a_comment(self, submitted, moderator):
        url = self.button(moderator, submitted)
        form = json.loads(moderator.get(url).content)["html"]
        target = BeautifulSoup(form, "html.parser").select_one("form")["action"]
        assert "version=" in target
        moderator.post(target, {"comment": "Well done"})
        assert_published(submitted, "By the editor")
        assert TaskState.objects.get(status="approved").comment == "Well done"

    def test_one_click_publishes_what_the_moderator_has_saved(self, submitted, moderator):
        changed = {title_field(submitted): "By the moderator"}
        send(moderator, submitted, opened(moderator, submitted), **changed)
        moderator.post(decision_url(submitted))
        assert_published(submitted, "By the moderator")

    def test_what_was_changed_since_is_asked_anew(self, submitted, moderator, person):
        url, old = self.button(moderator, submitted), decision_url(submitted)
        other = person("otto")
        changed = {title_field(submitted): "By somebody else"}
        send(other, submitted, opened(other, submitted), **changed)
        for target in (url, old):
            response = moderator.post(target, follow=True)
            assert title_of(submitted) != "By somebody else"
            assert fresh(submitted).workflow_in_progress
        assert "since you opened this page" in response.content.decode()
        moderator.post(self.button(moderator, submitted))
        assert_published(submitted, "By somebody else")

    def test_without_a_version_what_others_changed_is_asked_anew(
        self, submitted, moderator, person
    ):
        other = person("otto")
        changed = {title_field(submitted): "By somebody else"}
        send(other, submitted, opened(other, submitted), **changed)
        moderator.post(decision_url(submitted))
        assert title_of(submitted) != "By somebody else"
        moderator.post(decision_url(fresh(submitted)))
        assert_published(submitted, "By somebody else")

    def test_a_fault_is_told(self, participant, editor, moderator):
        send(editor, participant, opened(editor, participant), action="submit", name_local="New")
        thing = fresh(participant)
        type(thing.image).objects.filter(pk=thing.image.pk).update(author="")
        response = moderator.post(decision_url(thing), follow=True)
        assert "lacks: author" in response.content.decode()
        assert fresh(thing).workflow_in_progress


class TestOtherWays:
    def test_bulk_publication(self, article, editor, moderator):
        send(editor, article, opened(editor, article), action="submit", introduction="New")
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        moderator.post(f"{url}?id={article.pk}&next=/admin/")
        assert title_of(article) == "New"
        assert str(fresh(article).status_string) == "live"

    def test_api(self, submitted):
        token = APIToken.create_token(user=make_admin(), name="test")[1]
        response = Client().post(
            f"{address(submitted)}actions/publish/", headers={"Authorization": f"Bearer {token}"}
        )
        assert response.status_code == 200
        assert title_of(submitted) == "By the editor"
        assert str(fresh(submitted).status_string) == "live"
        assert fresh(submitted).current_workflow_state is None
