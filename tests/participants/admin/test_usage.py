"""Where a participant is used, as the admin shows it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from alliance_pages.models import NewsArticleParticipant
from participants.models import MembershipEvent
from tests.factories import make_article, make_participant

pytestmark = pytest.mark.django_db


def address(participant):
    return reverse("wagtailsnippets_participants_participant:usage", args=[participant.pk])


@pytest.fixture
def usage(admin_client):
    """Return a function that gives the rows of the usage view as text."""

    def ask(participant):
        text = admin_client.get(address(participant)).content.decode()
        return text[text.index("<h1") :]

    return ask


@pytest.fixture
def megara():
    return make_participant("megara")


class TestArticles:
    def test_those_that_name_it(self, usage, news_index, megara):
        make_article(news_index, "Megara joins", participants=[megara])
        make_article(news_index, "Tivat joins", participants=[make_participant("tivat")])
        text = usage(megara)
        assert "Megara joins" in text
        assert "Tivat joins" not in text
        assert "/admin/pages/" in text

    def test_drafts_that_name_it(self, usage, news_index, megara):
        make_article(news_index, "Not yet told", participants=[megara], live=False)
        assert "Not yet told" in usage(megara)

    def test_no_longer_those_that_have_dropped_it(self, usage, news_index, megara):
        article = make_article(news_index, "Megara joins", participants=[megara])
        article.related_participants = []
        article.save()
        assert "Megara joins" not in usage(megara)

    def test_one_row_for_an_article_with_two_links(self, usage, news_index, megara):
        article = make_article(news_index, "Megara joins", participants=[megara])
        article.related_participants.add(NewsArticleParticipant(participant=megara))
        article.save()
        text = usage(megara)
        assert text.count("Edit this page") == 1

    def test_title_is_escaped(self, usage, news_index, megara):
        make_article(news_index, "<script>alert(1)</script>", participants=[megara])
        assert "<script>alert(1)" not in usage(megara)

    def test_article_of_others_is_private(self, client, django_user_model, news_index, megara):
        make_article(news_index, "Canary article", participants=[megara])
        user = django_user_model.objects.create_user("registrar", password="pw")
        group = Group.objects.create(name="Registry only")
        group.permissions.set(
            Permission.objects.filter(codename__in=["access_admin", "change_participant"])
        )
        user.groups.add(group)
        client.force_login(user)
        text = client.get(address(megara)).content.decode()
        assert "Canary article" not in text
        assert "(Private " in text


class TestMergers:
    @pytest.mark.parametrize("is_public", [True, False])
    def test_those_that_merged_into_it(self, usage, megara, is_public):
        merged = make_participant("nisea", is_public=is_public)
        merged.events.add(MembershipEvent(kind="merged", date="2020", successor=megara))
        merged.save()
        assert "Nisea" in usage(megara)
        assert "Nisea" not in usage(make_participant("tivat"))

    def test_no_longer_those_that_were_named_by_mistake(self, usage, megara):
        merged = make_participant("nisea")
        merged.events.add(MembershipEvent(kind="merged", date="2020", successor=megara))
        merged.save()
        merged.events = list(merged.events.all())[:1]
        merged.save()
        assert "Nisea" not in usage(megara)


def test_deleting_an_article_leaves_nothing(usage, news_index, megara):
    make_article(news_index, "Megara joins", participants=[megara]).delete()
    assert "Megara joins" not in usage(megara)


def test_unused_one_says_so(usage, megara):
    assert "There are no results" in usage(megara)


def test_closed_to_those_who_may_not_change_it(client, django_user_model, megara):
    user = django_user_model.objects.create_user("guest", password="pw")
    group = Group.objects.create(name="Readers")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_participant"])
    )
    user.groups.add(group)
    client.force_login(user)
    assert client.get(address(megara)).status_code == 302
