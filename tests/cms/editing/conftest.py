"""Two people, the forms that their browsers show, and something that waits for approval."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import make_article, make_full_participant

# What pages and participants have in common is tried quickly with a page, whose form is smaller.
# These show that a participant has it too.
QUICK = {
    "test_one_click_publishes_what_was_submitted",
    "test_second_save_is_refused_and_kept",
    "test_second_decision_saves_no_draft",
    "test_autosave_is_refused",
    "test_other_writes_are_held_to_the_tag",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Leave the other tests of the participant's form to `make test-all`."""
    for item in items:
        values = getattr(item, "callspec", None) and item.callspec.params
        if values and values.get("thing") == "participant" and item.originalname not in QUICK:
            item.add_marker(pytest.mark.thorough)


@pytest.fixture
def person(django_user_model):
    """Return a function that signs in a new member of a group, in a browser of its own."""

    def sign_in(name, group="Moderators"):
        user = django_user_model.objects.create_user(name, first_name=name.title(), password="pw")
        user.groups.add(Group.objects.get(name=group))
        browser = Client()
        browser.force_login(user)
        browser.user = user
        return browser

    return sign_in


@pytest.fixture
def editor(person):
    return person("edda", "Editors")


@pytest.fixture
def moderator(person):
    return person("mona")


@pytest.fixture
def participant(db):
    """Return a live participant, as an import leaves it."""
    return make_full_participant("megara")


@pytest.fixture
def article(news_index):
    """Return a live article."""
    article = make_article(news_index)
    article.save_revision().publish()
    article.refresh_from_db()
    return article


@pytest.fixture(params=["participant", "article"])
def thing(request):
    """Return a live participant, and then a live page."""
    return request.getfixturevalue(request.param)


def edit_url(thing):
    if hasattr(thing, "snippet_viewset"):
        return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    return reverse("wagtailadmin_pages:edit", args=[thing.pk])


def address(thing):
    """Return the address of the thing in API v3."""
    kind = "snippets/participants.Participant" if hasattr(thing, "snippet_viewset") else "pages"
    return f"/api/v3/{kind}/{thing.pk}/"


def decision_url(thing, action="approve", task=None):
    task = task or thing.current_workflow_task_state.pk
    name = "wagtailadmin_pages:workflow_action"
    if hasattr(thing, "snippet_viewset"):
        name = thing.snippet_viewset.get_url_name("workflow_action")
    return reverse(name, args=[thing.pk, action, task])


def shown_form(response):
    """Return what a browser would send of the editor's form, if nothing is typed."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form[data-edit-form]")
    data = {}
    for field in form.select("input, textarea, select"):
        name, kind = field.get("name"), field.get("type")
        if not name or kind in ("submit", "button", "file"):
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = [item.get("value", "") for item in field.select("option[selected]")]
            data.setdefault(name, []).extend(chosen)
        elif field.name == "textarea":
            data.setdefault(name, []).append(field.text.removeprefix("\n"))
        else:
            default = "on" if kind == "checkbox" else ""
            data.setdefault(name, []).append(field.get("value") or default)
    # A stream's fields are made by a script; none of these articles has a body.
    if form.select("#body[data-block], [data-contentpath=body]"):
        data.setdefault("body-count", ["0"])
    return data


def opened(browser, thing):
    """Open the editor, and return its form."""
    response = browser.get(edit_url(thing))
    assert response.status_code == 200
    return shown_form(response)


def title_field(thing):
    return "name_local" if hasattr(thing, "snippet_viewset") else "introduction"


def title_of(thing):
    return getattr(type(thing).objects.get(pk=thing.pk), title_field(thing))


def send(browser, thing, form, *, autosave=False, action=None, **fields):
    """Send the form as a button does, or as autosave does."""
    data = {**form, **fields}
    if action in ("approve", "reject"):
        data |= {"action-workflow-action": "true", "workflow-action-name": action}
    elif action:
        data[f"action-{action}"] = "1"
    headers = {"Accept": "application/json"} if autosave else {"Accept": "text/html"}
    return browser.post(edit_url(thing), data, headers=headers)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)
