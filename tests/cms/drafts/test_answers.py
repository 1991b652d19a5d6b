"""No draft and nothing private comes out of a door to who may not see it: every route is asked."""

from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from wagtail.models import APIToken

from tests.cms.drafts.canaries import ALL, canary, found_in
from tests.cms.drafts.people import SORTS, make_person
from tests.cms.private_data.routes import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_log(caplog):
    """Keep no record of a thousand refusals."""
    caplog.set_level("CRITICAL", logger="django")


def told_at(client, address, *, form=None):
    """Return the canaries in an answer but those that the address names; take all else back."""
    with transaction.atomic():
        # The thread keeps the language of what it has answered last.
        with override("en"):
            response = client.get(address) if form is None else client.post(address, form)
        # A message is shown with the next page.
        said = getattr(response.wsgi_request, "_messages", ())
        text = "\n".join([text_of(response), *(str(message) for message in said)])
        transaction.set_rollback(True)
    assert form is not None or response.status_code < 500, address
    return found_in(text) - found_in(address)


def ways(person, doors, *, sends_forms=True):
    """Yield how somebody asks, and for what; nobody in particular if person is None."""
    browser, program = Client(), Client()
    for client in (browser, program):
        client.raise_request_exception = False
    if person is not None:
        browser.force_login(person)
        token = APIToken.create_token(user=person, name="test")[1]
        program.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    yield partial(told_at, program), doors.tokens()
    yield partial(told_at, browser), doors.public() if person is None else doors.private()
    yield partial(told_at, browser), doors.admin()
    if sends_forms:
        yield partial(told_at, browser, form={}), doors.forms()
        yield partial(told_at, program, form={}), doors.token_actions()


@pytest.mark.parametrize(
    "name",
    [
        name if name == "nobody" else pytest.param(name, marks=pytest.mark.thorough)
        for name in SORTS
        if name != "superuser"
    ],
)
def test_each_sort_of_user_sees_what_it_may_and_nothing_else(made, doors, name):
    person = None if name == "nobody" else make_person(name, made)
    may_see, seen, leaks = SORTS[name].sees, set(), {}
    # The groups of the project see nearly everything: what a refused form tells is tried with the
    # others, who may see little.
    for ask, addresses in ways(person, doors, sends_forms=not SORTS[name].groups):
        for address in addresses:
            told = ask(address)
            seen |= told
            if told - may_see:
                leaks[address] = told - may_see
    assert leaks == {}
    assert seen == may_see


@pytest.mark.thorough
def test_superuser_finds_everything(made, doors):
    """Keep the others honest: each canary comes out of some door."""
    # It lies behind a password, for everybody: the next test.
    left = ALL - {canary("paper", "text", "private")}
    for ask, addresses in ways(make_person("superuser", made), doors):
        for address in addresses:
            if left:
                left -= ask(address)
    assert left == set()


def test_password_of_a_collection_opens_its_documents(made):
    restriction, document = made.keys["collection restriction"][0], made.keys["document"][1]
    reader = Client()
    reader.force_login(make_person("superuser", made))
    assert found_in(text_of(reader.get(document.url))) <= found_in(document.url)
    reader.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": restriction.password, "return_url": document.url},
    )
    assert canary("paper", "text", "private") in text_of(reader.get(document.url))
