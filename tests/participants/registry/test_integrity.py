"""`check_registry` finds every fault that somebody makes behind the rules' back."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from participants.models import (
    Figure,
    IssuedNumber,
    MembershipEvent,
    Participant,
    ParticipantText,
    RegistryState,
)
from tests.databases import taken_back
from tests.factories import build_participant, make_full_participant, make_image, make_participant

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="the word index is SQLite's")


def check() -> str:
    """Return what the command prints; it has to end without an error."""
    output = io.StringIO()
    try:
        call_command("check_registry", stdout=output)
    except CommandError:
        pytest.fail(output.getvalue())
    return output.getvalue()


def faults() -> str:
    """Return the list that the command prints; it has to end with an error."""
    output = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("check_registry", stdout=output)
    assert caught.value.returncode == 1
    return output.getvalue()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        yield make_full_participant("megara", number=124).pk


@pytest.fixture
def megara(made):
    return Participant.objects.get(pk=made)


def change(**columns) -> None:
    Participant.objects.filter(slug="megara").update(**columns)


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def without_constraints(statement: str) -> None:
    """Corrupt what the database itself would refuse."""
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = ON")
        execute(statement)
        execute("PRAGMA ignore_check_constraints = OFF")
    else:
        table, constraint = "participants_figure", "figure_has_basis_and_source"
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        execute(statement)


def test_registry_in_order_is_said_to_be(megara):
    successor = make_participant("successor", number=125)
    merged = make_participant("merged", number=126)
    merged.events.add(
        MembershipEvent(kind="merged", date="2018", successor=successor, sort_order=1)
    )
    merged.save_revision().publish()
    make_participant("draft", joined=None, is_public=False)
    build_participant("never-finished", texts={}, joined=None).save()
    megara = Participant.objects.get(pk=megara.pk)
    megara.website = "https://example.org/"
    megara.save_revision()
    assert check() == "Checked 5 participants: all in order.\n"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "withdrawn"),
        ("joined_on", "2015-01-01"),
        ("joined_on", None),
        ("joined_on_precision", "day"),
        ("left_on", "2016-01-01"),
        ("left_on_precision", "day"),
        ("search_text", "| something else |"),
        ("sort_name", "zzz"),
    ],
)
def test_derived_columns_that_drifted_are_found(megara, column, value):
    change(**{column: value})
    assert f"Megara (megara): {column} is " in faults()


@pytest.mark.parametrize(
    ("column", "value"), [("standing", "withdrawn"), ("admitted", "2001"), ("until", "2015")]
)
def test_derived_columns_of_events_that_drifted_are_found(megara, column, value):
    MembershipEvent.objects.update(**{column: value})
    assert f"Megara (megara): {column} of the event “admitted 2014” is '{value}'" in faults()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "no address"}, "Megara (no address): the slug 'no address' is no part"),
        ({"number": 777}, "Megara (megara): its number is 777, but 124 was issued to it"),
        ({"website": "javascript:1"}, "Megara (megara): website: Enter a valid URL"),
        ({"name_local": "Other"}, "name_local differs from the revision"),
        ({"latitude": "10"}, "latitude differs from the revision"),
    ],
)
def test_columns_that_somebody_changed_are_found(megara, changes, sentence):
    change(**changes)
    assert sentence in faults()


def test_number_that_is_not_recorded_is_found(megara):
    IssuedNumber.objects.all().delete()
    assert "Megara (megara): its number 124 is published, but not recorded" in faults()


def test_number_that_is_none_is_found(megara):
    IssuedNumber.objects.create(number=0)
    assert "The registry: the number 0 has been issued" in faults()


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"kind": "reinstated"}, "cannot follow here"),
        ({"kind": "withdrawn", "date": "2001"}, "is dated before the event above it"),
        ({"kind": "withdrawn", "date": "2190"}, "lies in the future"),
        ({"kind": "withdrawn", "date": "soon"}, "is not a date"),
    ],
)
def test_impossible_histories_are_found(megara, event, sentence):
    MembershipEvent.objects.create(participant=megara, sort_order=9, **event)
    found = faults()
    assert "Megara (megara): " in found
    assert sentence in found


def test_missing_admission_is_found(megara):
    MembershipEvent.objects.all().delete()
    assert "Megara (megara): events: Only an admitted participant" in faults()


def test_second_shown_figure_and_none_are_found(megara):
    Figure.objects.filter(measure="population").update(is_shown=False)
    assert "Megara (megara): Population: mark exactly one figure" in faults()


def test_figure_without_basis_is_found(megara):
    without_constraints("UPDATE participants_figure SET basis = '' WHERE value = 1800")
    assert "Megara (megara): a figure of Roma population lacks its basis" in faults()


def test_figure_changed_after_publication_is_found(megara):
    Figure.objects.filter(value=1800).update(value=18_000)
    assert "Megara (megara): the figures differ from the revision" in faults()


def test_missing_text_of_the_main_language_is_found(megara):
    ParticipantText.objects.filter(locale__language_code="en").delete()
    assert "The text in the main language is missing" in faults()


def test_text_in_an_unknown_language_is_found(megara):
    from wagtail.models import Locale

    ParticipantText.objects.filter(locale__language_code="fr").update(
        locale=Locale.objects.create(language_code="de")
    )
    assert "(megara): it has a text in a language that the site does not have" in faults()


def test_picture_that_lost_its_rights_is_found(megara):
    type(make_image()).objects.update(author="")
    assert "Megara (megara): image: The image “Picture of megara” lacks: author" in faults()


class TestMergers:
    def merge(self, *slugs: str) -> None:
        rows = [make_participant(slug) for slug in slugs]
        for row, successor in zip(rows, [*rows[1:], rows[0]], strict=True):
            MembershipEvent.objects.create(
                participant=row, kind="merged", date="2018", successor=successor, sort_order=9
            )

    def test_in_circles_are_found(self):
        self.merge("one", "two", "three")
        found = faults()
        for label in ("One (one)", "Two (two)", "Three (three)"):
            assert f"{label}: its mergers lead back to itself." in found

    def test_into_nobody_are_found(self):
        self.merge("one", "two")
        MembershipEvent.objects.filter(participant__slug="one", kind="merged").update(
            successor=None
        )
        assert "One (one): it merged into an authority that is not there." in faults()


class TestRevisions:
    @pytest.mark.parametrize("name", ["latest_revision", "live_revision"])
    def test_of_another_object_are_found(self, megara, name):
        other = make_participant("other")
        change(**{name: other.latest_revision})
        assert f"Megara (megara): its {name} is a revision of something else." in faults()


class TestStorage:
    def test_missing_state_is_found(self, megara):
        RegistryState.objects.all().delete()
        assert "The registry: there is not exactly one row" in faults()

    def test_missing_trigger_is_found(self, megara):
        name = "participants_participant_state"
        if connection.vendor == "sqlite":
            name += "_UPDATE"
            execute(f"DROP TRIGGER {name}")
        else:
            execute(f"DROP TRIGGER {name} ON participants_participant")
        assert f"The registry: {name} is missing in the database" in faults()

    def test_missing_word_index_is_found(self, megara):
        kind = "TABLE" if connection.vendor == "sqlite" else "INDEX"
        execute(f"DROP {kind} {Participant.word_index}")
        assert f"The registry: {Participant.word_index} is missing" in faults()

    @on_sqlite
    def test_word_index_that_disagrees_is_found(self, megara):
        execute("DROP TRIGGER participants_search_update")
        change(search_text="| something else |")
        execute(
            "CREATE TRIGGER participants_search_update AFTER UPDATE OF search_text "
            "ON participants_participant BEGIN SELECT 1; END"
        )
        assert "The registry: the word index does not agree with the names" in faults()


def test_costs_the_same_at_any_size(django_assert_max_num_queries):
    sizes = []
    for size in (3, 12):
        for place in range(size):
            make_full_participant(f"place-{size}-{place}", number=size * 100 + place)
        with django_assert_max_num_queries(40) as queries:
            check()
        sizes.append(len(queries))
    assert sizes[0] == sizes[1]
