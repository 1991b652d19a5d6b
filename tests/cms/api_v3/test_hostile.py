"""Whatever is sent to API v3, the answer is JSON below 500, and a refusal changes nothing.

A share of all requests is sent, always the same; HOSTILE_REQUESTS=20000 sends all of them.
"""

import json
import os
from collections import Counter
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Revision, Site

from cms.api_v3.schema import document
from participants.models import CreditedImage, Participant
from tests.cms.api_v3.hostile import Walk
from tests.factories import make_article, make_full_participant, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

MOST = int(os.environ.get("HOSTILE_REQUESTS", "600"))
COUNTED = (Page, Participant, Revision, CreditedImage, Redirect, Site, Locale)


@pytest.fixture
def existing(news_index, site, home, english):
    """Return what exists for each parameter and member, so that only one of them is hostile."""
    article, participant = make_article(news_index), make_full_participant()
    return {
        "page_id": [article.pk, home.pk, news_index.pk, 1],
        "parent_id": [news_index.pk],
        "destination_id": [home.pk],
        "image_id": [make_image().pk],
        "document_id": [1],
        "redirect_id": [Redirect.objects.create(old_path="/old", redirect_link="/en/").pk],
        "redirect_page_id": [home.pk],
        "site_id": [site.pk],
        "root_page": [home.pk],
        "locale_id": [english.pk],
        "locale": ["fr"],
        "language_code": ["de"],
        "type_name": ["participants.Participant"],
        "type": ["participants.Participant"],
        "pk": [participant.pk],
        "revision_id": [participant.save_revision().pk, article.save_revision().pk],
    }


@pytest.fixture
def send(keys):
    """Return a function that sends a request as somebody, and takes back what it has done."""
    client = Client(raise_request_exception=False)

    def ask(name, sent):
        body = sent.body if isinstance(sent.body, bytes) else json.dumps(sent.body).encode()
        with transaction.atomic():
            response = client.generic(
                sent.method.upper(),
                sent.path,
                b"" if sent.body is None else body,
                content_type=sent.content_type,
                headers={"Authorization": f"Bearer {keys[name]}"},
            )
            changed = response.status_code >= 400 and [kind.objects.count() for kind in COUNTED]
            transaction.set_rollback(True)
        return response, changed

    return ask


def share(walk, most, seed):
    """Return all requests that are as they should be, and a share of the others."""
    requests = list(walk)
    proper = [sent for sent in requests if sent.what in {"as it should be", "whole body"}]
    others = [sent for sent in requests if sent not in proper]
    return proper + Random(f"8 {seed}").sample(others, min(most, len(others)))


def fault_of(response, changed, before):
    if response.status_code >= 500:
        return f"{response.status_code}"
    if changed and changed != before:
        return "it was refused, and has changed something"
    kind = response.get("Content-Type", "")
    if response.status_code >= 400 and kind != "application/problem+json":
        return f"{response.status_code} in {kind}"
    if response.content and kind.partition(";")[0] not in {
        "application/json",
        "application/problem+json",
    }:
        return f"a body in {kind}"
    return None


def test_no_request_is_answered_by_a_fault_or_in_html(existing, send, seed):
    before = [kind.objects.count() for kind in COUNTED]
    faults, statuses = [], Counter()
    for sent in share(Walk(document(), existing), MOST, seed):
        response, changed = send("superuser", sent)
        statuses[response.status_code] += 1
        if fault := fault_of(response, changed, before):
            faults.append(f"{sent}: {fault}")
    assert faults == [], (len(faults), statuses)
    assert sum(statuses.values()) > min(MOST, 600)
    assert {200, 201, 204, 404, 422} <= set(statuses)


@pytest.mark.parametrize("name", ["Editors", "Moderators", "viewer"])
def test_nobody_gets_a_fault_for_what_they_may_not(existing, send, seed, name):
    before = [kind.objects.count() for kind in COUNTED]
    faults, statuses = [], Counter()
    for sent in share(Walk(document(), existing), MOST // 10, seed):
        response, changed = send(name, sent)
        statuses[response.status_code] += 1
        if fault := fault_of(response, changed, before):
            faults.append(f"{sent}: {fault}")
    assert faults == [], (len(faults), statuses)
    assert statuses[403] > 10
