"""The editor is asked before it publishes; others are told afterwards."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from alliance_pages.checks.audit import audit_all, audit_if_changed
from alliance_pages.models import NewsArticlePage, Remark, TerminologyNotePage
from tests.factories import make_article, make_full_participant, make_page

pytestmark = pytest.mark.django_db

TERM = {"term": "gypsy, gypsies", "use": "avoid", "instead": "Roma", "reason": "An insult."}
AGEING = "The council recently adopted a plan."


def form_of(text: str, **fields) -> dict:
    values = {
        "title": "News",
        "slug": "news-of-today",
        "date": "2016-05-01",
        "kind": "other",
        "introduction": "Read this.",
        "body": streamfield([("paragraph", rich_text(f"<p>{text}</p>"))]),
        "themes": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    rows = {"related_participants": empty, "related_countries": empty}
    return nested_form_data({**values, **rows, **fields})


def note(home: Page) -> TerminologyNotePage:
    terms = json.dumps([{"type": "term", "value": TERM}])
    fields = {"title": "Note", "umbrella_term": "Roma", "summary": "Gypsies too.", "terms": terms}
    return make_page(TerminologyNotePage, home, **fields)


def edit(client, article: NewsArticlePage, text: str, **fields):
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return client.post(address, form_of(text, **fields))


def test_publishing_asks_and_a_reason_is_recorded(admin_client, news_index):
    article = make_article(news_index, live=False)
    answer = edit(admin_client, article, AGEING, **{"action-publish": "1"})
    article.refresh_from_db()
    assert not article.live
    assert '<q lang="en">recently</q>' in answer.content.decode()

    [name] = set(re.findall(r"keep-[0-9a-f]{20}", answer.content.decode()))
    kept = {name: "It is a quotation.", "action-publish": "1"}
    edit(admin_client, article, AGEING, **kept)
    article.refresh_from_db()
    assert article.live
    stored = Remark.objects.get()
    assert (stored.reason, stored.kept_by.username) == ("It is a quotation.", "admin")
    assert stored.is_published
    # The same words in the same sentence are not asked about again.
    edit(admin_client, article, AGEING, title="Other", **{"action-publish": "1"})
    article.refresh_from_db()
    assert article.title == "Other"


def test_a_new_page_is_asked_about_too(admin_client, news_index):
    address = reverse(
        "wagtailadmin_pages:add", args=["alliance_pages", "newsarticlepage", news_index.pk]
    )
    admin_client.post(address, form_of(AGEING, **{"action-publish": "1"}))
    assert not NewsArticlePage.objects.exists()
    kept = {"keep-all": "It is right.", "action-publish": "1"}
    admin_client.post(address, form_of(AGEING, **kept))
    assert NewsArticlePage.objects.get().live
    assert Remark.objects.get().reason == "It is right."


def test_a_draft_is_saved_without_a_question(admin_client, news_index):
    article = make_article(news_index, live=False)
    edit(admin_client, article, AGEING)
    article.refresh_from_db()
    assert "recently" in str(article.get_latest_revision_as_object().body)


def test_terms_are_asked_about_outside_of_quotations_alone(admin_client, home, news_index):
    note(home)
    article = make_article(news_index, live=False)
    edit(admin_client, article, "She said “Gypsies”.", **{"action-publish": "1"})
    article.refresh_from_db()
    assert article.live
    answer = edit(admin_client, article, "Gypsies live there.", **{"action-publish": "1"})
    assert "An insult." in answer.content.decode()
    assert "Gypsies live" not in str(NewsArticlePage.objects.get().body)


def test_what_is_published_without_a_question_stands_in_the_report(admin_client, news_index):
    article = make_article(news_index, live=False, introduction=AGEING)
    article.save_revision().publish()
    page = admin_client.get(reverse("text_remarks")).content.decode()
    assert "recently" in page
    assert "Introduction" in page
    article.refresh_from_db()
    article.unpublish()
    assert "recently" not in admin_client.get(reverse("text_remarks")).content.decode()


def test_everything_is_read_anew_after_a_change_of_the_registry(news_index):
    make_article(news_index, "One", introduction="The Alliance has 1 participants.", live=True)
    make_article(
        news_index, "Two", introduction="The Alliance counts 20 participants.", date="2999"
    )
    audit_if_changed()
    assert [row.rule for row in Remark.objects.all()] == ["count"]
    for number in range(1, 21):
        make_full_participant(f"city-{number}", number=number)
    audit_if_changed()
    assert not Remark.objects.exists()


def test_the_panel_answers_for_what_is_typed(admin_client, news_index):
    article = make_article(news_index)
    address = reverse("text_checks", args=[article.pk])
    answer = admin_client.post(address, form_of(AGEING)).content.decode()
    assert '<q lang="en">recently</q>' in answer
    assert not Remark.objects.exists()
    new = reverse("text_checks_on_add", args=["alliance_pages", "newsarticlepage", news_index.pk])
    assert "recently" in admin_client.post(new, form_of(AGEING)).content.decode()
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert f'data-text-checks="{address}"' in page.content.decode()
    add = reverse(
        "wagtailadmin_pages:add", args=["alliance_pages", "newsarticlepage", news_index.pk]
    )
    assert f'data-text-checks="{new}"' in admin_client.get(add).content.decode()


def test_the_note_itself_may_name_what_it_speaks_of(home):
    note(home)
    audit_all()
    assert not Remark.objects.exists()
