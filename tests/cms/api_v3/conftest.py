"""Clients of API v3: a superuser, somebody of each group, and content to ask for."""

import json
from functools import partial

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import APIToken

from participants.models import Participant
from tests.factories import make_admin


def ask_with(key, method, path, data=None, **headers):
    """Return (status, answer) of API v3 for a token."""
    response = Client().generic(
        method.upper(),
        f"/api/v3/{path}",
        json.dumps(data) if data is not None else "",
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )
    return response.status_code, json.loads(response.content) if response.content else None


@pytest.fixture
def token(db):
    return APIToken.create_token(user=make_admin(), name="test")[1]


@pytest.fixture
def v3(token):
    """Return a function that asks as a superuser."""
    return partial(ask_with, token)


@pytest.fixture
def keys(token, django_user_model):
    """Return a token of a superuser, of each group's member, and of one who may only look."""
    found = {"superuser": token}
    for name in ("Editors", "Moderators"):
        user = django_user_model.objects.create_user(name.lower(), password="pw")
        user.groups.add(Group.objects.get(name=name))
        found[name] = APIToken.create_token(user=user, name="test")[1]
    viewer = django_user_model.objects.create_user("viewer", password="pw")
    viewer.user_permissions.add(
        Permission.objects.get(
            codename="view_participant", content_type__model=Participant._meta.model_name
        )
    )
    found["viewer"] = APIToken.create_token(user=viewer, name="test")[1]
    return found


@pytest.fixture
def v3_as(keys):
    """Return a function that asks as somebody: v3_as("Editors", "get", "pages/")."""
    return lambda name, *arguments, **named: ask_with(keys[name], *arguments, **named)
