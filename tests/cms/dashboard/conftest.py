"""Something in every list of the dashboard, in any amount."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from alliance_pages.models import Remark, StandardPage
from cms.delivery.models import QueuedMail, State, Webhook, WebhookMessage
from participants.models import Figure
from tests.factories import (
    make_admin,
    make_application,
    make_article,
    make_full_participant,
    make_page,
    make_participant,
    make_settings,
)
from tests.participants.corrections.reports import make_report

GROUPS = ("superuser", "Moderators", "Editors", "Accession officers", "nobody")


def signed_in(group):
    client = Client()
    if group == "superuser":
        client.force_login(make_admin("chief"))
        return client
    user = get_user_model().objects.create_user(group)
    user.groups.set(Group.objects.filter(name=group))
    client.force_login(user)
    return client


def fill(home, news_index, number):
    """Put two more things into every list; number: tells them from those that are there."""
    now = timezone.now()
    author = get_user_model().objects.get_or_create(username="author")[0]
    for each in (2 * number, 2 * number + 1):
        make_application(name_local=f"place {each}", measures=[])
        make_application(state="declined", decided_at=now)
        page = make_page(StandardPage, home, title=f"About {each}", slug=f"about-{each}")
        page.title = f"Über {each}"
        page.save_revision()
        article = make_article(news_index, f"Sent {each}", slug=f"sent-{each}")
        article.save_revision(user=author)
        article.get_workflow().start(article, user=author)
        soon = make_page(StandardPage, home, title=f"Soon {each}", slug=f"soon-{each}", live=False)
        soon.go_live_at = now + timedelta(days=each + 1)
        soon.save_revision().publish()
        ends = make_page(StandardPage, home, title=f"Ends {each}", slug=f"ends-{each}")
        ends.expire_at = now + timedelta(days=30)
        ends.save_revision().publish()
        place = make_full_participant(f"place-{each}")
        place.country = "FR"
        place.save_revision()
        make_participant(f"bare-{each}", is_public=False)
        leaves = make_participant(f"leaves-{each}")
        leaves.expire_at = now + timedelta(days=60)
        leaves.save_revision().publish()
        figure = {"measure": "population", "source": "Letter", "basis": "self_declared"}
        Figure.objects.filter(participant=place).update(is_shown=False)
        Figure.objects.create(
            participant=place, value=100, year=2001 + each, is_shown=True, **figure
        )
        make_report(place)
        make_report(place, state="settled", settled_at=now)
        remark = {
            "about": page,
            "path": "alliance_pages.StandardPage.introduction",
            "facts": {"term": "old word", "reason": "", "instead": "", "is_title_only": False},
        }
        for key, reason in (("said", ""), ("kept", "quoted")):
            Remark.objects.create(
                **remark, rule="word", key=key, reason=reason, is_published=True, found_on=now
            )
        QueuedMail.objects.create(recipient="a@example.org", content="{}", given_up_at=now)
        QueuedMail.objects.create(recipient="b@example.org", content="{}")
        webhook = Webhook.objects.create(name=f"{each}", address="https://example.org/")
        for state in (State.DEAD, State.DELIVERED):
            WebhookMessage.objects.create(
                webhook=webhook,
                message_id=f"{each}-{state}",
                event_type="x",
                payload="{}",
                state=state,
            )


@pytest.fixture
def full(home, news_index, french_home):
    make_settings(is_public=False)
    fill(home, news_index, 0)
    return lambda number: fill(home, news_index, number)
