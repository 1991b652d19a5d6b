"""A random registry, a random import, and its undoing: what nobody has touched is as before."""

import json
from random import Random

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from participants.importer.applying import undo_import
from participants.importer.applying.records import CONTENT
from participants.models import IssuedNumber, Participant
from tests.factories import make_full_participant, make_participant, make_theme
from tests.participants.importer.files import imported

pytestmark = pytest.mark.django_db

COUNTRIES = {"GR": "Megara Tripoli Kavala Volos", "FR": "Lyon Nantes Brest", "ME": "Tivat Kotor"}
NEW = {"HR": "Rijeka Osijek Zadar", "PL": "Gdynia Elk"}
HISTORIES = (
    "admitted 2013",
    "admitted 2013-02; suspended 2015",
    "admitted; renamed 2016-01-05",
    "admitted 2014; withdrawn 2019",
    "admitted 2014; merged 2020 into volos",
)


def random_cells(random: Random, name: str, *, is_new: bool) -> dict[str, object]:
    """Return what a row says beside whom it means; of a public one any part of it."""
    place = {
        "latitude": f"{random.uniform(36, 55):.5f}",
        "longitude": f"{random.uniform(2, 25):.5f}",
    }
    figure = {
        "roma_population": random.randint(1, 9_999),
        "roma_population_qualifier": random.choice(["about", "exact", ""]),
        "roma_population_basis": "unofficial",
        "roma_population_source": random.choice(
            ["Letter", "Announcement on the Alliance’s website"]
        ),
        "roma_population_year": random.choice(["", 2014, 2021]),
    }
    absence = {"population_absence": "not_collected"}
    groups = [
        {"name_en": f"{name} {random.choice(['Nova', 'Vetus', 'Magna'])}"},
        {"name_fr": f"{name}-la-Neuve"},
        {"name_local": name.upper()},
        {"location_en": "by the sea"},
        {"kind": random.choice(["city", "municipality", "region"])},
        {"website": f"https://{name.lower()}{random.randint(1, 9)}.example.org/"},
        {"source_url": "https://example.org/list"},
        {"events": random.choice([h for h in HISTORIES if name != "Volos" or "volos" not in h])},
        {"themes": "; ".join(random.sample(["housing", "education", "health"], 2))},
        place,
        figure,
        absence,
    ]
    chosen = random.sample(groups, random.randint(1, len(groups)))
    cells = {column: value for group in chosen for column, value in group.items()}
    if "location_en" in cells or is_new:
        cells.setdefault("name_en", name)
    return cells


def random_file(random: Random) -> list[dict[str, object]]:
    known = [
        {"slug": p.slug, **random_cells(random, p.slug.capitalize(), is_new=False)}
        for p in Participant.objects.order_by("slug")
        if random.random() < 0.7
    ]
    added = [
        {
            "kind": "city",
            "country": country,
            "joined_on": "2018",
            **random_cells(random, name, is_new=True),
            **({"number": 500 + ord(name[0])} if random.random() < 0.2 else {}),
        }
        for country, names in NEW.items()
        for name in names.split()
        if random.random() < 0.8
    ]
    for row in added:
        if "events" in row:
            del row["joined_on"]
    return [*known, *added]


def contents() -> dict[str, str]:
    """Return by slug what visitors see of each, with the keys of all rows, and what drafts say."""
    found = {}
    for participant in Participant.objects.all():
        drafted = participant.get_latest_revision_as_object()
        said = [
            {name: version.serializable_data()[name] for name in CONTENT}
            for version in (participant, drafted)
        ]
        state = [participant.live, participant.live and participant.has_unpublished_changes]
        found[participant.slug] = json.dumps([state, said], cls=DjangoJSONEncoder, sort_keys=True)
    return found


def export(client) -> str:
    return client.get("/api/v2/participants/export.csv?status=all").getvalue().decode()


@pytest.mark.thorough
@pytest.mark.parametrize("number", range(6))
def test_undone_import_leaves_no_trace(client, seed, number):
    random = Random(f"{seed} {number}")
    for slug in ("housing", "education", "health"):
        make_theme(slug)
    for country, names in COUNTRIES.items():
        for name in names.lower().split():
            make = random.choice([make_participant, make_full_participant])
            place = {} if make is make_full_participant else {"is_public": random.random() < 0.7}
            make(name, country=country, **place)
    before, table = contents(), export(client)
    is_published = number % 2 == 0
    record = imported(*random_file(random), publish=is_published)
    assert contents() != before
    if not is_published:
        assert export(client) == table
    touched = Participant.objects.get(slug=record.rows.first().slug)
    touched.website = "https://touched.example.org/"
    if random.random() < 0.5:
        touched.save_revision()
    kept = contents()[touched.slug]
    issued = {str(row.participant.slug) for row in IssuedNumber.objects.exclude(participant=None)}
    undo_import(record, user=None)
    after = contents()
    outcomes = dict(record.rows.values_list("slug", "outcome"))
    if outcomes[touched.slug] == "changed":
        assert after.pop(touched.slug) == kept
        before.pop(touched.slug)
    else:
        assert export(client) == table
    added = {slug: text for slug, text in after.items() if slug not in before}
    assert set(added) <= issued
    assert all(text.startswith("[[false") for text in added.values())
    assert {slug: text for slug, text in after.items() if slug in before} == before
