"""What the tests of the inbox share."""

import re

from django.contrib.auth.models import Group

LIST = "/admin/participants/application/"


def inspect_url(application):
    return f"{LIST}inspect/{application.pk}/"


def step_url(application, step):
    return f"{LIST}{application.pk}/{step}/"


def sign_in(client, django_user_model, group):
    """Sign somebody of a group in, and return who."""
    user = django_user_model.objects.create_user(group.split()[0].lower(), password="pw")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def text_of(response):
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())
