"""Undoing an import: what comes back, what stays and why."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, Workflow

from participants.importer.applying import NotUndoable, undo_import
from participants.importer.applying.records import IMPORT, UNDO
from participants.models import (
    ImportedRow,
    ImportRecord,
    ImportState,
    IssuedNumber,
    MembershipEvent,
    Participant,
)
from tests.factories import (
    make_admin,
    make_article,
    make_full_participant,
    make_participant,
    make_theme,
)
from tests.participants.importer.files import TIVAT, import_rows, imported

pytestmark = pytest.mark.django_db

MEGARA = {"slug": "megara"}
WEBSITE = {**MEGARA, "website": "https://megara.example.org/"}
# All that a file can change of a participant.
EVERYTHING = {
    **MEGARA,
    "name_en": "Megarida",
    "name_fr": "Mégaride",
    "name_local": "Μεγαρίδα",
    "kind": "municipality",
    "location_en": "west of Athens",
    "latitude": "38.1",
    "longitude": "23.4",
    "website": "https://megara.example.org/",
    "source_url": "https://example.org/list",
    "events": "admitted 2013; suspended 2015; reinstated 2016",
    "themes": "education",
    "roma_population": "1900",
    "roma_population_basis": "official",
    "roma_population_source": "Census",
    "roma_population_year": "2021",
    "population": "41000",
    "population_basis": "official",
    "population_source": "Census",
    "population_year": "2021",
}


def undone(record, user=None) -> dict[str, str]:
    """Undo an import, and return the outcome of each row by its slug."""
    undo_import(record, user=user)
    return dict(record.rows.values_list("slug", "outcome"))


def without_dates(answer):
    """Return an answer of the API without when things were published."""
    if isinstance(answer, dict):
        changing = {"last_published_at", "latest_revision_created_at", "updated_at", "modified"}
        return {k: without_dates(v) for k, v in answer.items() if k not in changing}
    return [without_dates(value) for value in answer] if isinstance(answer, list) else answer


def merge(participant, successor):
    merger = MembershipEvent(kind="merged", date="2020", successor=successor, sort_order=9)
    participant.events = [*participant.events.all(), merger]


@pytest.fixture
def said(api, client):
    """Return a function that gives all that the public is told of the registry."""

    def said():
        answers = [without_dates(api("participants/", fields="*", status="all")[1])]
        for item in answers[0]["items"]:
            answers.append(without_dates(api(f"participants/{item['id']}/")[1]))
        export = client.get("/api/v2/participants/export.csv?status=all").getvalue().decode()
        found = without_dates(api("participants/", search="megarida")[1])["items"]
        return answers, export, found

    return said


class TestRestoring:
    def test_gives_back_all_that_the_public_is_told(self, said):
        make_theme("education")
        make_full_participant("megara", number=124)
        make_participant("lyon", country="FR")
        before = said()
        record = imported(EVERYTHING, {"slug": "lyon", "events": "admitted 2014; withdrawn 2020"})
        changed = said()
        assert changed[2]
        assert all(now != then for now, then in zip(changed, before, strict=True))
        assert undone(record) == {"megara": "restored", "lyon": "restored"}
        assert said() == before

    def test_keeps_the_keys_of_rows_and_what_files_do_not_tell(self):
        make_theme("education")
        megara = make_full_participant("megara", number=124)
        relations = ("texts", "events", "figures", "theme_items", "representatives", "initiatives")

        def rows():
            stored = Participant.objects.get(pk=megara.pk)
            return {
                name: sorted(getattr(stored, name).values_list(), key=repr) for name in relations
            }

        before = rows()
        record = imported(EVERYTHING)
        assert rows() != before
        undone(record)
        assert rows() == before

    def test_publishes_a_version_that_says_so(self):
        office = make_admin("office")
        make_participant("megara")
        record = imported(WEBSITE)
        undone(record, office)
        megara = Participant.objects.get()
        assert (megara.website, megara.live, megara.has_unpublished_changes) == ("", True, False)
        assert megara.live_revision == megara.latest_revision
        assert (megara.latest_revision.user, megara.latest_revision.content["website"]) == (
            office,
            "",
        )
        entries = ModelLogEntry.objects.filter(revision=megara.latest_revision)
        assert {entry.action for entry in entries} == {"wagtail.publish", UNDO}
        assert entries.get(action=UNDO).data == {
            "import": record.pk,
            "row": 2,
        }
        assert f"row 2 of import {record.pk}" in entries.get(action=UNDO).message

    def test_takes_a_draft_from_beside_what_is_public(self, said):
        make_participant("megara")
        before = said()
        record = imported(WEBSITE, publish=False)
        assert Participant.objects.get().has_unpublished_changes
        assert undone(record) == {"megara": "restored"}
        megara = Participant.objects.get()
        assert (megara.live, megara.has_unpublished_changes) == (True, False)
        assert megara.get_latest_revision_as_object().website == ""
        assert megara.latest_revision.content["website"] == ""
        assert said() == before

    def test_gives_drafts_the_draft_from_before(self):
        draft = make_participant("megara", is_public=False)
        draft.website = "https://old.example.org/"
        draft.save_revision()
        record = imported({**EVERYTHING, "themes": "", "slug": "megara"})
        assert undone(record) == {"megara": "restored"}
        megara = Participant.objects.get()
        newest = megara.get_latest_revision_as_object()
        assert (newest.website, str(newest), megara.live) == (
            "https://old.example.org/",
            "Megara",
            False,
        )
        assert [event.date for event in newest.events.all()] == ["2014"]

    def test_needs_no_version_from_before(self):
        make_participant("megara")
        Participant.objects.update(latest_revision=None, live_revision=None)
        record = imported(WEBSITE)
        undone(record)
        assert Participant.objects.get().website == ""

    def test_leaves_themes_out_that_are_gone(self):
        make_theme("education")
        make_participant("megara", themes=[make_theme("housing")])
        record = imported(EVERYTHING)
        make_theme("housing").delete()
        assert undone(record) == {"megara": "restored"}
        assert Participant.objects.get().theme_list == []

    def test_keeps_an_issued_number(self):
        make_participant("megara")
        record = imported({**WEBSITE, "number": 12})
        assert undone(record) == {"megara": "restored_but_number"}
        megara = Participant.objects.get()
        assert (megara.website, megara.number) == ("", 12)


class TestRemoving:
    def test_deletes_who_was_added(self, said):
        make_participant("megara")
        before = said()
        record = imported(TIVAT)
        tivat = Participant.objects.get(slug="tivat")
        key = str(tivat.pk)
        assert undone(record) == {"tivat": "removed"}
        assert said() == before
        [entry] = ModelLogEntry.objects.filter(object_id=key, action="wagtail.delete")
        assert (entry.deleted, entry.label, entry.data["import"]) == (True, "Tivat", record.pk)

    def test_keeps_who_was_issued_a_number_as_a_draft(self, said):
        make_participant("megara")
        before = said()
        record = imported({**TIVAT, "number": 12})
        assert undone(record) == {"tivat": "unpublished"}
        tivat = Participant.objects.get(slug="tivat")
        assert (tivat.live, tivat.number, tivat.latest_revision_id) == (
            False,
            12,
            record.rows.get().revision,
        )
        assert tivat.live_revision is None
        assert IssuedNumber.objects.get(number=12).participant == tivat
        assert said() == before

    def test_deletes_drafts_whose_number_was_not_issued(self):
        record = imported({**TIVAT, "number": 12}, publish=False)
        assert undone(record) == {"tivat": "removed"}
        assert not Participant.objects.exists()

    def test_keeps_who_is_named_in_an_article(self, news_index):
        record = imported(TIVAT)
        make_article(news_index, participants=[Participant.objects.get()])
        assert undone(record) == {"tivat": "named"}
        assert record.rows.get().outcome_detail == "“Megara joins”"
        assert Participant.objects.get().live

    def test_keeps_who_is_named_in_a_draft(self, news_index):
        article = make_article(news_index)
        make_participant("megara")
        record = imported(TIVAT, {**TIVAT, "name_en": "Bar"})
        tivat, bar = Participant.objects.filter(country="ME").order_by("-slug")
        article.related_participants.create(participant=tivat)
        article.save_revision()
        merged = Participant.objects.get(slug="megara")
        merge(merged, bar)
        merged.save_revision()
        assert undone(record) == {"tivat": "named", "bar": "named"}
        details = set(record.rows.values_list("outcome_detail", flat=True))
        assert details == {"“Megara joins”", "“Megara”"}

    def test_lets_mergers_go_with_those_that_they_name(self):
        make_participant("megara")
        record = imported(TIVAT)
        merger = imported(
            {
                **TIVAT,
                "name_en": "Bar",
                "joined_on": "",
                "events": "admitted 2014; merged 2018 into tivat",
            },
            {**MEGARA, "events": "admitted 2014; merged 2019 into tivat"},
        )
        assert undone(merger) == {"bar": "removed", "megara": "restored"}
        assert undone(record) == {"tivat": "removed"}

    def test_keeps_who_is_named_by_one_that_is_kept(self):
        record = imported(TIVAT)
        imported(
            {
                **TIVAT,
                "name_en": "Bar",
                "joined_on": "",
                "events": "admitted 2014; merged 2018 into tivat",
            }
        )
        assert undone(record) == {"tivat": "named"}


def published_again(participant):
    participant.website = "https://new.example.org/"
    participant.save_revision().publish()


def drafted(participant):
    participant.website = "https://new.example.org/"
    participant.save_revision()


def saved_into_its_version(participant):
    revision = participant.latest_revision
    participant.website = "https://new.example.org/"
    participant.save_revision(user=revision.user, overwrite_revision=revision)


def unpublished(participant):
    participant.unpublish()


class TestChangedSince:
    @pytest.mark.parametrize(
        "change", [published_again, drafted, saved_into_its_version, unpublished]
    )
    @pytest.mark.parametrize("row", [WEBSITE, TIVAT])
    def test_stays_and_is_named(self, change, row):
        make_participant("megara")
        make_participant("lyon", country="FR")
        record = imported(row, {"slug": "lyon", "website": "https://lyon.example.org/"})
        changed = Participant.objects.get(slug=row.get("slug", "tivat"))
        change(changed)
        before = Participant.objects.filter(pk=changed.pk).values().get()
        assert undone(record) == {changed.slug: "changed", "lyon": "restored"}
        assert Participant.objects.filter(pk=changed.pk).values().get() == before
        assert (record.reverted, record.kept) == (1, 1)

    def test_deleted_locked_and_moderated_ones_stay(self):
        for slug in ("athens", "bar", "megara", "lyon"):
            make_participant(slug, country="GR" if slug == "athens" else "FR")
        rows = [
            {"slug": slug, "website": f"https://{slug}.example.org/"}
            for slug in ("athens", "bar", "megara", "lyon")
        ]
        record = imported(*rows)
        Participant.objects.filter(slug="athens").update(locked=True)
        Participant.objects.get(slug="bar").delete()
        workflow = Workflow.objects.get(name="Moderators approval")
        workflow.start(Participant.objects.get(slug="megara"), make_admin())
        assert undone(record) == {
            "athens": "locked",
            "bar": "deleted",
            "megara": "in_moderation",
            "lyon": "restored",
        }

    def test_publishing_the_draft_that_it_made_counts(self):
        make_participant("megara")
        make_participant("lyon", country="FR")
        record = imported(WEBSITE, {"slug": "lyon", "kind": "region"}, publish=False)
        Participant.objects.get(slug="megara").latest_revision.publish()
        assert undone(record) == {"megara": "changed", "lyon": "restored"}

    def test_what_a_rule_forbids_now_stays(self):
        make_participant("megara")
        make_participant("lyon", country="FR")
        record = imported({**MEGARA, "name_en": "Athens"}, {"slug": "lyon", "kind": "region"})
        make_participant("megara-2", texts={"en": "Megara"})
        assert undone(record) == {"megara": "refused", "lyon": "restored"}
        assert "may be the same authority" in record.rows.get(slug="megara").outcome_detail
        assert str(Participant.objects.get(slug="megara")) == "Athens"

    def test_merger_into_one_that_is_gone_is_refused(self):
        tivat = make_participant("tivat", country="ME")
        megara = make_participant("megara")
        merge(megara, tivat)
        megara.save_revision().publish()
        record = imported({**MEGARA, "events": "admitted 2014"})
        tivat.delete()
        assert undone(record) == {"megara": "refused"}


class TestSeveralImports:
    def test_are_undone_from_the_last_to_the_first(self, said):
        make_participant("megara")
        before = said()
        first = imported(WEBSITE)
        after_first = said()
        second = imported({**MEGARA, "name_en": "Megarida"}, publish=False)
        third_row = ImportedRow.objects.filter(record=second).get()
        assert third_row.is_live
        undone(second)
        assert said() == after_first
        third = imported({**MEGARA, "name_en": "Megarida"})
        undone(third)
        assert said() == after_first
        assert undone(first) == {"megara": "restored"}
        assert said() == before

    def test_later_one_stands_in_the_way_of_the_earlier(self):
        make_participant("megara")
        make_participant("lyon", country="FR")
        first = imported(WEBSITE, {"slug": "lyon", "kind": "region"})
        imported({**MEGARA, "name_en": "Megarida"})
        assert undone(first) == {"megara": "changed", "lyon": "restored"}

    def test_can_be_undone_once_only(self):
        make_participant("megara")
        record = imported(WEBSITE)
        stale = ImportRecord.objects.get()
        undone(record)
        with pytest.raises(NotUndoable, match="has been undone already"):
            undo_import(stale, user=None)
        assert ModelLogEntry.objects.filter(action=UNDO).count() == 2

    def test_of_which_nothing_is_left_is_refused(self):
        make_participant("megara")
        record = imported(WEBSITE)
        published_again(Participant.objects.get())
        with pytest.raises(NotUndoable, match="Every row has been changed since"):
            undo_import(record, user=None)
        assert ImportRecord.objects.get().state == ImportState.APPLIED
        assert record.rows.get().outcome == ""

    def test_can_be_applied_again_after_undoing(self, said):
        make_participant("megara")
        imported(WEBSITE)
        after = said()
        undone(ImportRecord.objects.get())
        assert import_rows(WEBSITE, publish=True).counts["change"] == 1
        assert said() == after


class TestRecord:
    def test_says_what_each_row_did(self):
        make_participant("megara")
        office = make_admin("office")
        record = imported(WEBSITE, TIVAT, user=office)
        assert (record.user, record.new, record.changed, record.state) == (
            office,
            1,
            1,
            ImportState.APPLIED,
        )
        megara, tivat = record.rows.all()
        assert megara.changes == [["website", "", "https://megara.example.org/"]]
        assert megara.before == {"website": ""}
        assert ["country", "", "ME"] in tivat.changes
        assert (tivat.label, tivat.before) == ("Tivat", {})
        for row in (megara, tivat):
            told = ModelLogEntry.objects.get(revision=row.revision, action=IMPORT)
            assert told.message == (f"Imported from row {row.position} of import {record.pk}")
        entry = ModelLogEntry.objects.get(
            content_type=ContentType.objects.get_for_model(ImportRecord)
        )
        assert (entry.action, entry.user, entry.object_id) == (IMPORT, office, str(record.pk))

    def test_names_what_was_left_out_but_not_its_cells(self):
        import_rows(TIVAT, {**TIVAT, "name_en": "Secret", "country": "Atlantis"})
        record = ImportRecord.objects.get()
        faulty = record.rows.get(action="faulty")
        assert (record.faulty, faulty.position) == (1, 3)
        [[column, before, message]] = faulty.changes
        assert (column, before) == ("country", "")
        assert message.startswith("This is not known")
        assert "Secret" not in str(list(ImportedRow.objects.values()))

    def test_costs_no_more_queries_for_many_rows(self):
        def run(count, country):
            rows = [
                {**TIVAT, "name_en": f"Place {number}", "country": country}
                for number in range(count)
            ]
            record = imported(*rows, publish=True)
            changed = [
                {"slug": row.slug, "website": "https://example.org/"} for row in record.rows.all()
            ]
            again = imported(*changed)
            with CaptureQueriesContext(connection) as queries:
                undo_import(again, user=None)
            assert again.reverted == count
            return len(queries)

        run(2, "AL")
        # As whenever a participant is published: whether its number or address was another, on
        # SQLite its entry in the search index, and whether an applicant waits to be told.
        assert run(20, "AM") - run(10, "AT") <= 10 * 3
