"""Limits of sending: exact, for all workers together, and without anybody's name."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from participants.applications.submission import rates
from participants.applications.submission.rates import (
    SENT_BY_EMAIL,
    SENT_FROM_ADDRESS,
    TRIED_FROM_ADDRESS,
    Rate,
    TooManyError,
    check,
    check_all,
    folded_email,
    forget_old_rates,
)
from participants.models import SendingRate
from tests.participants.race.service import make_service, own_database

START = timezone.now().replace(microsecond=0)
THREE_AN_HOUR = Rate("tests", 3, timedelta(hours=1))


def sent_at(minutes: float, value: str = "192.0.2.1", rate: Rate = THREE_AN_HOUR) -> int:
    """Send so many minutes after the start; return after how many seconds there is room, or 0."""
    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        try:
            check(rate, value)
        except TooManyError as error:
            return error.retry_after
    return 0


@pytest.mark.django_db
def test_window_slides_and_says_when_there_is_room():
    assert [sent_at(minute) for minute in (0, 10, 20)] == [0, 0, 0]
    assert sent_at(30) == 30 * 60
    assert sent_at(59.999) == 1
    assert sent_at(60) == 0
    # A window that started anew at every full hour would let three in.
    assert sent_at(61) == 9 * 60


@pytest.mark.django_db
def test_refused_sendings_do_not_count():
    for minute in (0, 1, 2, *range(3, 50)):
        sent_at(minute)
    assert [sent_at(minute) for minute in (60, 61, 62)] == [0, 0, 0]


@pytest.mark.django_db
def test_values_and_kinds_are_counted_apart():
    other_kind = Rate("others", 3, timedelta(hours=1))
    assert [sent_at(0) for _ in range(4)][-1] > 0
    assert sent_at(0, value="192.0.2.2") == 0
    assert sent_at(0, rate=other_kind) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rate", "limit", "hours"),
    [
        (SENT_FROM_ADDRESS, 5, 1),
        (TRIED_FROM_ADDRESS, 60, 1),
        (SENT_BY_EMAIL, 3, 24),
        (rates.ANSWERS, 20, 24),
    ],
)
def test_limits_of_the_road(rate, limit, hours):
    assert [sent_at(0, rate=rate) for _ in range(limit)] == [0] * limit
    assert sent_at(0, rate=rate) == hours * 3600
    assert sent_at(60 * hours, rate=rate) == 0


@pytest.mark.django_db
def test_spellings_of_an_email_address_count_together():
    spellings = ["Mayor@Example.ORG", " mayor@example.org ", "mayor+second@example.org"]
    assert {folded_email(spelling) for spelling in spellings} == {"mayor@example.org"}
    assert [sent_at(0, value=spelling, rate=SENT_BY_EMAIL) for spelling in spellings] == [0, 0, 0]
    assert sent_at(0, value="MAYOR+fourth@example.org", rate=SENT_BY_EMAIL) > 0
    assert sent_at(0, value="mayors@example.org", rate=SENT_BY_EMAIL) == 0


@pytest.mark.django_db
def test_a_limit_that_is_reached_uses_up_no_other():
    for _ in range(SENT_BY_EMAIL.limit):
        check(SENT_BY_EMAIL, "mayor@example.org")
    for _ in range(2 * SENT_FROM_ADDRESS.limit):
        with pytest.raises(TooManyError):
            check_all((SENT_FROM_ADDRESS, "192.0.2.1"), (SENT_BY_EMAIL, "mayor@example.org"))
    for number in range(SENT_FROM_ADDRESS.limit):
        check_all((SENT_FROM_ADDRESS, "192.0.2.1"), (SENT_BY_EMAIL, f"mayor{number}@example.org"))
    with pytest.raises(TooManyError):
        check_all((SENT_FROM_ADDRESS, "192.0.2.1"), (SENT_BY_EMAIL, "other@example.org"))
    # Nor the other way round.
    check(SENT_BY_EMAIL, "other@example.org")
    check(SENT_BY_EMAIL, "other@example.org")
    check(SENT_BY_EMAIL, "other@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "\0", "\ud800", "x" * 65_536, "a@b@c", "Крагујевац"])
def test_any_text_can_be_counted(value):
    assert [sent_at(0, value=value, rate=SENT_BY_EMAIL) for _ in range(3)] == [0, 0, 0]
    assert sent_at(0, value=value, rate=SENT_BY_EMAIL) > 0


@pytest.mark.django_db
def test_database_does_not_tell_who_has_sent(settings):
    check(SENT_BY_EMAIL, "mayor@example.org")
    before = SendingRate.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_sendingrate")
        [row] = cursor.fetchall()
    assert "mayor" not in str(row)
    assert len(before.key) == 64
    # Without the key of the site nobody can find out by trying addresses.
    settings.SECRET_KEY = "another-key-" * 5
    check(SENT_BY_EMAIL, "mayor@example.org")
    assert SendingRate.objects.exclude(key=before.key).count() == 1


@pytest.mark.django_db
def test_counts_are_forgotten_when_they_matter_no_longer():
    sent_at(0)
    sent_at(50)
    sent_at(0, rate=SENT_BY_EMAIL)
    for minute, left in ((100, 2), (111, 1), (60 * 24 + 1, 0)):
        with time_machine.travel(START + timedelta(minutes=minute)):
            forget_old_rates()
        assert SendingRate.objects.count() == left


@pytest.mark.django_db(transaction=True)
def test_counting_within_a_transaction_that_could_be_undone_is_an_error():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        check(THREE_AN_HOUR, "192.0.2.1")
    assert not SendingRate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_counted_is_committed_at_once():
    check(THREE_AN_HOUR, "192.0.2.1")
    connection.close()
    assert len(SendingRate.objects.get().times) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("others", [3, 30])
def test_counting_costs_the_same_however_many_send(others, django_assert_num_queries):
    for number in range(others):
        check(SENT_FROM_ADDRESS, f"192.0.2.{number}")
    # Two of the five open and close what is a savepoint within a test.
    with django_assert_num_queries(5):
        check(SENT_FROM_ADDRESS, "198.51.100.1")


@pytest.mark.service
def test_race_lets_exactly_as_many_in_as_the_limit(tmp_path):
    with own_database("alliance_rates") as database_url:
        service = make_service(tmp_path, database_url)
        outcome = json.loads(
            service.run("-m", "tests.participants.applications.submission.rate_race")
        )
    assert outcome["careful"] == {"counted": 20, "refused": 180}
    # The positive control: counting without a lock lets more in, or fails.
    assert outcome["naive"].get("counted", 0) > 20 or "error" in outcome["naive"]
