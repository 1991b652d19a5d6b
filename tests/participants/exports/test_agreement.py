"""Whatever is asked of whatever registry: list, summary and all files say the same."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.models import EventKind, MembershipEvent, Participant, RegistryState, Status
from participants.models.parts.membership import STEPS, membership_on
from participants.models.parts.on_file import OnFile
from participants.registry.listing.filters import FILTER_PARAMETERS
from tests.factories import build_participant, make_theme

pytestmark = pytest.mark.django_db

COUNTRIES = ("GR", "FR", "XK")
KINDS = ("city", "region", "other")
THEMES = ("housing", "youth", "health")
NAMES = ("Megara", "Μέγαρα", "Мостар", "Hódmezővásárhely", "Nîmes", "=Lyon", "Երևան")
WORDS = ("megara", "ΜΕΓΑΡΑ", "mostar", "hodmezovasarhely", "nimes", "ly", "երև", "nothing", "2")
DAYS = ("2013-12-31", "2014-01-01", "2014-06-15", "2016-02-29", "2018-12-31", "2030-01-01")
DATES = ("", "2014", "2014-06", "2015-01-01", "2016", "2018-05")
EDGES = (-180.0, -179.5, -20.0, 0.0, 10.0, 23.0, 179.5, 180.0)
PARALLELS = (-90.0, -10.0, 0.0, 38.0, 40.0, 90.0)


@st.composite
def histories(draw):
    """Return possible steps with dates that never go back, some of them unknown."""
    status, events, first = Status.NOT_ADMITTED, [], 0
    for _ in range(draw(st.integers(1, 5))):
        kinds = sorted(kind for before, kind in STEPS if before == status)
        if not kinds:
            break
        kind = draw(st.sampled_from(kinds))
        place = draw(st.sampled_from([0, *range(max(first, 1), len(DATES))]))
        first = max(first, place)
        events.append((kind, DATES[place]))
        status = STEPS[status, kind]
    return events


positions = st.none() | st.tuples(st.sampled_from(PARALLELS), st.sampled_from(EDGES))
rows = st.fixed_dictionaries(
    {
        "country": st.sampled_from(COUNTRIES),
        "kind": st.sampled_from(KINDS),
        "themes": st.sets(st.sampled_from(THEMES)),
        "events": histories(),
        "position": positions,
        "name": st.sampled_from(NAMES),
        "has_number": st.booleans(),
        "state": st.sampled_from(["public", "public", "public", "draft", "expired", "expiring"]),
    }
)


def some(values):
    return st.sets(st.sampled_from(values), min_size=1, max_size=2).map(sorted).map(",".join)


@st.composite
def boxes(draw):
    south, north = sorted(draw(st.tuples(st.sampled_from(PARALLELS), st.sampled_from(PARALLELS))))
    west, east = draw(st.sampled_from(EDGES)), draw(st.sampled_from(EDGES))
    return f"{west},{south},{east},{north}"


points = st.tuples(st.sampled_from(PARALLELS), st.sampled_from(EDGES)).map(
    lambda point: f"{point[0]},{point[1]}"
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "country": some(COUNTRIES),
        "kind": some(KINDS),
        "theme": some(THEMES),
        "theme__all": some(THEMES),
        "status": some(Status.values),
        "year": some(["2010", "2014", "2015", "2018"]),
        "has": some(OnFile.values),
        "joined_after": st.sampled_from(DAYS),
        "joined_before": st.sampled_from(DAYS),
        "as_of": st.sampled_from(DAYS),
        "bbox": boxes(),
        "near": points,
        "within_km": st.sampled_from(["1", "500", "9000", "20015"]),
        "search": st.sampled_from(WORDS),
    },
).map(lambda found: found if "near" in found else {**found, "within_km": None})


def event_of(kind, day):
    is_merger = kind == EventKind.MERGED
    successor = Participant.objects.get(slug="successor") if is_merger else None
    return MembershipEvent(kind=kind, date=day, successor=successor)


def fill(registry):
    """Publish as cheaply as possible: with what saving derives, without revisions."""
    themes = {slug: make_theme(slug) for slug in THEMES}
    build_participant("successor").save()
    expiries = {"expired": -1, "expiring": 1}
    for place, row in enumerate(registry):
        latitude, longitude = row["position"] or (None, None)
        participant = build_participant(
            f"place-{place}",
            texts={"en": row["name"], "fr": f"{row['name']} {place}"},
            joined=None,
            country=row["country"],
            kind=row["kind"],
            latitude=latitude,
            longitude=longitude,
            number=place + 1 if row["has_number"] else None,
        )
        participant.events = [event_of(*step) for step in row["events"]]
        participant.save()
        participant.themes.add(*[themes[slug] for slug in sorted(row["themes"])])
        participant.save()
        days = expiries.get(row["state"])
        Participant.objects.filter(pk=participant.pk).update(
            live=row["state"] != "draft",
            expire_at=timezone.now() + timedelta(days=days) if days else None,
        )
    RegistryState.change()


def asked(path, query):
    response = Client().get(f"/api/v2/participants/{path}", query)
    assert response.status_code == 200, response.content
    return response.getvalue() if response.streaming else response.content


def listed(query):
    return json.loads(asked("", {**query, "limit": 100, "fields": "_,slug,status"}))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def check_agreement(query):
    found = listed(query)
    slugs = sorted(item["slug"] for item in found["items"])
    table, records = rows_of(asked("export.csv", query)), json.loads(asked("export.json", query))
    points = json.loads(asked("export.geojson", query))
    counts = {
        "list": found["meta"]["total_count"],
        "items": len(slugs),
        "summary": json.loads(asked("summary/", query))["total"],
        "csv": len(table),
        "json": len(records["items"]),
        "geojson": len(points["features"]) + points["meta"]["without_position"],
        **{
            f"meta {place}": file["meta"]["total_count"]
            for place, file in enumerate((records, points))
        },
    }
    assert len(set(counts.values())) == 1, counts
    assert sorted(row["slug"] for row in table) == slugs
    assert [row["slug"] for row in table] == [item["slug"] for item in records["items"]]
    statuses = {item["slug"]: item["status"] for item in found["items"]}
    assert {row["slug"]: row["status"] for row in table} == statuses
    assert {item["slug"]: item["status"] for item in records["items"]} == statuses
    return statuses


def check_against_python(query, statuses):
    """Compare with what the events add up to, one participant after the other."""
    day = date.fromisoformat(query["as_of"])
    wanted = query["status"].split(",") if "status" in query else Status.taking_part()
    then = {
        participant.slug: membership_on(list(participant.events.all()), day).status
        for participant in Participant.objects.public()
    }
    assert statuses == {slug: then[slug] for slug in statuses}
    if set(query) <= {"as_of", "status"}:
        known = {slug: status for slug, status in then.items() if status in wanted}
        known = {slug: status for slug, status in known.items() if status != "not_admitted"}
        assert statuses == known


@pytest.mark.thorough
@settings(max_examples=40)
@given(registry=st.lists(rows, max_size=8), questions=st.lists(filters, min_size=2, max_size=3))
def test_list_summary_and_files_agree(registry, questions):
    with transaction.atomic():
        fill(registry)
        for question in ({}, *questions):
            query = {name: value for name, value in question.items() if value is not None}
            statuses = check_agreement(query)
            if "as_of" in query:
                check_against_python(query, statuses)
        transaction.set_rollback(True)


@settings(max_examples=10)
@given(
    registry=st.lists(rows, min_size=1, max_size=8),
    day=st.sampled_from(DAYS),
    status=st.none() | some(Status.values),
)
def test_status_on_a_day_is_what_the_events_add_up_to(registry, day, status):
    with transaction.atomic():
        fill(registry)
        query = {"as_of": day, **({"status": status} if status else {})}
        check_against_python(query, check_agreement(query))
        transaction.set_rollback(True)


def test_every_filter_is_among_the_questions():
    strategy = filters.wrapped_strategy.mapped_strategy
    assert set(strategy.optional) == FILTER_PARAMETERS
