"""Queries whose SQL is written once answer as those that are written anew."""

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants.models import Participant
from participants.registry.compiled_query import MOST_KEYS, SIZES, CompiledQuery
from tests.factories import make_many_participants, make_participant

pytestmark = pytest.mark.django_db


def public_slugs(*keys):
    return Participant.objects.public().filter(pk__in=keys).order_by("pk").values_list("pk", "slug")


@pytest.mark.parametrize("count", [0, *SIZES[1:], 2, 19, 21, MOST_KEYS - 1])
def test_every_number_of_keys_finds_what_a_queryset_finds(count):
    make_many_participants(count)
    keys = list(Participant.objects.values_list("pk", flat=True))
    assert CompiledQuery(public_slugs).rows_of(keys) == list(public_slugs(*keys))


def test_same_query_answers_for_other_keys_each_time():
    make_many_participants(3)
    query = CompiledQuery(public_slugs)
    keys = sorted(Participant.objects.values_list("pk", flat=True))
    assert [[pk for pk, _slug in query.rows_of([key])] for key in keys] == [[key] for key in keys]


def test_keys_can_be_texts():
    make_many_participants(30)
    query = CompiledQuery(
        lambda *slugs: (
            Participant.objects.public().filter(slug__in=slugs).values_list("pk", "slug")
        ),
        are_texts=True,
    )
    for slugs in ([], ["z-place-7"], ["nobody", "z-place-3", "key 1", "-1000000", "' OR 1=1"]):
        found = {slug for _pk, slug in query.rows_of(slugs)}
        assert found == {slug for slug in slugs if slug.startswith("z-place")}


def test_columns_arrive_in_the_types_of_their_fields():
    make_participant("megara", latitude="37.99471", longitude="23.34324")
    columns = ("live", "joined_on", "latitude", "first_published_at")
    query = CompiledQuery(lambda: Participant.objects.values_list(*columns))
    assert query.rows() == list(Participant.objects.values_list(*columns))


def test_what_expires_is_noticed_by_a_query_prepared_before():
    participant = make_participant("megara")
    query = CompiledQuery(public_slugs)
    assert query.rows_of([participant.pk])
    yesterday = timezone.now() - dt.timedelta(days=1)
    Participant.objects.filter(pk=participant.pk).update(expire_at=yesterday)
    assert query.rows_of([participant.pk]) == []


def test_no_keys_ask_nothing(at_most):
    with at_most(0):
        assert CompiledQuery(public_slugs).rows_of([]) == []


def test_number_of_statements_is_bounded(django_db_blocker):
    from django.db import connection

    make_many_participants(30)
    keys = list(Participant.objects.values_list("pk", flat=True))
    query = CompiledQuery(public_slugs)
    with CaptureQueriesContext(connection) as asked:
        for count in range(1, 21):
            query.rows_of(keys[:count])
    widths = {entry["sql"].partition(" IN (")[2].count(",") for entry in asked.captured_queries}
    assert widths == {0, 20}
