"""Server-Timing: for everybody in development, for staff in production, for nobody else."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import Locale

from cms.delivery.monitoring.views import STATE, DatabaseTimer, TimingMiddleware

pytestmark = pytest.mark.django_db

TIMING = re.compile(r'cache;desc=(\w+), db;dur=\d+\.\d;desc="(\d+) queries", total;dur=\d+\.\d')


def test_anonymous_visitors_see_nothing(client, home):
    assert "Server-Timing" not in client.get(home.url).headers
    assert "Server-Timing" not in client.get("/api/v2/participants/").headers


def test_staff_see_state_database_and_total(admin_client, home):
    state, queries = TIMING.fullmatch(admin_client.get(home.url)["Server-Timing"]).groups()
    assert state == "pass"
    assert int(queries) > 0


def test_users_without_access_to_the_admin_see_nothing(client, home):
    client.force_login(get_user_model().objects.create_user("reader", password="x"))
    assert "Server-Timing" not in client.get(home.url).headers


def test_made_up_session_sees_nothing(client, home, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert "Server-Timing" not in client.get(home.url).headers


def test_everybody_sees_it_in_development(client, home, settings):
    settings.DEBUG = True
    assert TIMING.fullmatch(client.get(home.url)["Server-Timing"])


def test_state_is_what_the_front_says(client, home, settings):
    settings.DEBUG = True
    response = client.get(home.url, **{STATE: "miss"})
    assert response["Server-Timing"].startswith("cache;desc=miss, ")


def test_counted_queries_are_those_of_the_request(settings):
    settings.DEBUG = True

    def answer(request):
        list(Locale.objects.all())
        list(Locale.objects.all())
        return HttpResponse()

    list(Locale.objects.all())
    response = TimingMiddleware(answer)(RequestFactory().get("/"))
    assert TIMING.fullmatch(response["Server-Timing"]).groups() == ("pass", "2")


def test_costs_nothing_when_nobody_looks():
    seen = []

    def answer(request):
        seen.extend(connection.execute_wrappers for connection in connections.all())
        return "untouched"

    assert TimingMiddleware(answer)(RequestFactory().get("/")) == "untouched"
    assert not any(isinstance(wrapper, DatabaseTimer) for found in seen for wrapper in found)


def test_wrappers_are_taken_away_after_a_failure(settings):
    settings.DEBUG = True

    def fail(request):
        raise ValueError("refused")

    before = [list(connection.execute_wrappers) for connection in connections.all()]
    with pytest.raises(ValueError, match="refused"):
        TimingMiddleware(fail)(RequestFactory().get("/"))
    assert [list(connection.execute_wrappers) for connection in connections.all()] == before


def test_failing_statement_is_timed_and_fails():
    timer = DatabaseTimer()

    def fail(*arguments):
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        timer(fail, "SELECT", (), False, {})
    assert timer.queries == 1
