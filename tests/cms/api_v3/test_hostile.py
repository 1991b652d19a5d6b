"""Whatever is sent to API v3, the answer is JSON below 500, and a refusal leaves nothing behind."""

import json
import time
from collections import Counter

import pytest
from django.db import transaction
from django.test import Client

from tests.cms.api_v3.hostile import Walk
from tests.factories import make_article, make_full_participant, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(v3):
    status, document = v3("get", "openapi.json")
    assert status == 200
    return document


def send(client, key, sent):
    body = sent.body if isinstance(sent.body, bytes) else json.dumps(sent.body or {}).encode()
    return client.generic(
        sent.method.upper(),
        sent.path,
        body if sent.body is not None else b"",
        content_type=sent.content_type,
        headers={"Authorization": f"Bearer {key}"},
    )


def test_walk(document, keys, news_index, site, home, english):
    article = make_article(news_index)
    participant = make_full_participant()
    image = make_image()
    revision = article.save_revision()
    prevision = participant.save_revision()
    values = {
        "page_id": [article.pk, home.pk, 1],
        "parent_id": [news_index.pk],
        "destination_id": [home.pk],
        "image_id": [image.pk],
        "document_id": [1],
        "redirect_id": [1],
        "site_id": [site.pk],
        "locale_id": [english.pk],
        "type": ["participants.Participant", "participants.Theme"],
        "pk": [participant.pk],
        "revision_id": [prevision.pk, revision.pk],
        "type_name": ["participants.Participant"],
        "locale": ["fr"],
        "locale_": ["en"],
        "root_page": [home.pk],
        "language_code": ["de"],
    }
    client = Client(raise_request_exception=False)
    counts = Counter()
    bad = Counter()
    first = {}
    t = time.time()
    n = 0
    for sent in Walk(document, values):
        with transaction.atomic():
            response = send(client, keys["superuser"], sent)
            transaction.set_rollback(True)
        n += 1
        counts[response.status_code] += 1
        kind = response.get("Content-Type", "")
        if response.status_code >= 500 or (response.content and "json" not in kind):
            k = (sent.operation, sent.what.split("=")[0].split(":")[0], response.status_code, kind)
            bad[k] += 1
            first.setdefault(k, sent)
    print(n, time.time() - t, counts)
    for k, c in sorted(bad.items()):
        print(c, k, first[k])
