"""No draft and nothing private comes out of a door to who may not see it: every route is asked."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.cms.drafts.scenario import ALL, PAGES, REGISTRY, STATES, WORDS, make_everything
from tests.cms.private_data.canaries import found_in
from tests.cms.private_data.routes import addresses, text_of, values_for
from tests.cms.private_data.test_answers import LOGS_OUT, leaks
from tests.factories import make_admin

pytestmark = pytest.mark.django_db

# What stock Wagtail tells everybody in the admin; docs/operating.md, "Users and groups", says why.
LISTS = [
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=zv",
    "/admin/localize/api/snippets/participants/participant/",
    "/admin/localize/api/snippets/alliance_pages/announcementtemplate/",
    "/admin/localize/reports/translations/",
    "/admin/snippets/choose/participants/participant/",
    "/admin/snippets/choose/alliance_pages/announcementtemplate/",
    "/admin/images/chooser/",
    "/admin/documents/chooser/",
    "/admin/participants/imports/",
]


@pytest.fixture
def made():
    return make_everything()


def asked_for(made):
    """Return all addresses with one key each; two different keys in one tell no more."""
    values = values_for(*made)
    # Keys of a participant and of a page; those of files and templates are small, too.
    values["key"] = [str(made[place].pk) for place in (0, len(STATES))]
    asked = addresses(values)
    return [
        address
        for address in asked
        if len(set(re.findall(r"/(\d+)(?=/)", address))) < 2 and address != LOGS_OUT
    ]


def signed_in(django_user_model, *permissions):
    user = django_user_model.objects.create_user("-".join(permissions))
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def test_who_may_only_enter_the_admin_reads_nothing(made, django_user_model):
    client = signed_in(django_user_model, "access_admin")
    inside = [address for address in asked_for(made) if address.startswith("/admin/")]
    assert len(inside) > 300
    assert leaks(client, [*inside, *LISTS], ALL) == {}


@pytest.mark.parametrize("permission", ["add_image", "add_document"])
def test_who_works_with_files_reads_no_drafts(made, django_user_model, permission):
    client = signed_in(django_user_model, "access_admin", permission)
    assert leaks(client, LISTS, PAGES | REGISTRY | WORDS) == {}


def test_who_views_participants_reads_no_pages(made, django_user_model):
    client = signed_in(django_user_model, "access_admin", "view_participant")
    assert leaks(client, LISTS, PAGES | WORDS) == {}
    told = text_of(client.get("/admin/localize/api/snippets/participants/participant/"))
    assert found_in(told, REGISTRY)


def test_who_may_see_everything_finds_it(made):
    client = Client()
    client.force_login(make_admin())
    told = "\n".join(text_of(client.get(address)) for address in LISTS)
    assert found_in(told, PAGES)
    assert found_in(told, REGISTRY)
    assert found_in(told, WORDS)
