"""Day, place, words and pages of the participants' list, and its summary."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from participants.models import (
    Figure,
    Initiative,
    Kind,
    MembershipEvent,
    Participant,
    ParticipantText,
    RegistryState,
    Status,
)
from participants.registry.registry_cache import RegistryVersion
from participants.values.countries import CODES
from tests.databases import taken_back
from tests.factories import (
    build_participant,
    locale,
    make_full_participant,
    make_many_participants,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def slugs(api):
    """Return a function that gives the slugs of a list."""

    def ask(**parameters):
        status, answer = api("participants/", **parameters)
        assert status == 200, answer
        assert answer["meta"]["total_count"] == len(answer["items"])
        return [item["slug"] for item in answer["items"]]

    return ask


def make_former(slug, *history, **fields):
    """Return a published participant with a history of (kind, date)."""
    participant = build_participant(slug, joined=None, **fields)
    participant.events = [MembershipEvent(kind=kind, date=date) for kind, date in history]
    participant.save()
    participant.save_revision().publish()
    return Participant.objects.get(pk=participant.pk)


class TestDays:
    @pytest.fixture(autouse=True, scope="class")
    def registry(self, django_db_setup, django_db_blocker):
        with taken_back(django_db_blocker):
            make_former("always", ("admitted", "2013"))
            make_former(
                "returned",
                ("admitted", "2013-05"),
                ("withdrawn", "2015-06-01"),
                ("admitted", "2018"),
            )
            make_former(
                "paused", ("admitted", "2013"), ("suspended", "2014"), ("reinstated", "2016")
            )
            make_former("undated", ("admitted", ""), ("suspended", "2015"))
            yield

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2012-12-31", []),
            ("2013-01-01", ["always", "paused"]),
            ("2013-05-01", ["always", "paused", "returned"]),
            ("2015-05-31", ["always", "paused", "returned"]),
            ("2015-06-01", ["always", "paused"]),
            ("2018-01-01", ["always", "paused", "returned"]),
        ],
    )
    def test_as_of_tells_who_took_part_that_day(self, slugs, day, expected):
        assert slugs(as_of=day) == expected

    def test_answers_tell_the_membership_of_that_day(self, api):
        _, answer = api("participants/", as_of="2014-07-01", fields="left_on", search="returned")
        [item] = answer["items"]
        assert item["status"] == "participant"
        assert item["joined_on"] == {
            "date": "2013-05",
            "precision": "month",
            "display": "May 2013",
        }
        assert item["left_on"] is None
        _, answer = api("participants/", as_of="2015-01-01", search="paused")
        assert answer["items"][0]["status"] == "suspended"

    def test_status_is_that_of_the_day(self, slugs):
        assert slugs(as_of="2015-12-31", status="withdrawn") == ["returned"]
        assert slugs(as_of="2015-12-31", status="suspended") == ["paused"]
        assert slugs(status="withdrawn") == []

    def test_summary_of_a_day_counts_the_undated_apart(self, api):
        _, answer = api("participants/summary/", as_of="2015-07-01")
        assert answer["as_of"] == "2015-07-01"
        assert answer["total"] == 2
        assert answer["undated"] == 1
        assert {row["status"]: row["count"] for row in answer["statuses"]} == {
            "participant": 1,
            "suspended": 1,
            "withdrawn": 1,
        }
        assert answer["years"] == [{"year": 2013, "count": 2}]


class TestPlaces:
    @pytest.fixture(autouse=True, scope="class")
    def registry(self, django_db_setup, django_db_blocker):
        with taken_back(django_db_blocker):
            for slug, latitude, longitude in (
                ("strasbourg", 48.58392, 7.74553),
                ("kehl", 48.57297, 7.81523),
                ("lyon", 45.74846, 4.84671),
                ("fiji", -17.7, 178.0),
                ("samoa", -13.8, -172.1),
            ):
                make_participant(
                    slug, country="FR", latitude=str(latitude), longitude=str(longitude)
                )
            make_participant("nowhere")
            yield

    def test_bbox_keeps_what_lies_inside(self, slugs):
        assert slugs(bbox="7,48,8,49") == ["kehl", "strasbourg"]
        assert slugs(bbox="4.84671,45.74846,4.84671,45.74846") == ["lyon"]

    def test_bbox_may_cross_the_antimeridian(self, slugs):
        assert slugs(bbox="170,-20,-170,0") == ["fiji", "samoa"]

    def test_near_gives_the_nearest_first_with_its_distance(self, api):
        _, answer = api("participants/", near="48.57297,7.81523", within_km="400")
        assert [item["slug"] for item in answer["items"]] == ["kehl", "strasbourg", "lyon"]
        assert [item["distance_km"] for item in answer["items"]] == [0.0, 5.3, 386.0]

    def test_near_looks_100_km_far_unless_told_otherwise(self, slugs):
        assert slugs(near="48.5,7.7") == ["strasbourg", "kehl"]

    @pytest.mark.parametrize(
        ("near", "within_km", "expected"),
        [
            ("-17.7,-179.9", "300", ["fiji"]),
            ("-13.8,180", "1000", ["fiji", "samoa"]),
            ("90,0", "5000", ["strasbourg", "kehl", "lyon"]),
        ],
    )
    def test_near_knows_antimeridian_and_poles(self, slugs, near, within_km, expected):
        assert sorted(slugs(near=near, within_km=within_km)) == sorted(expected)

    def test_order_and_filters_go_with_near(self, slugs):
        assert slugs(near="48.5,7.7", order="name") == ["kehl", "strasbourg"]
        assert slugs(near="48.5,7.7", search="ke") == ["kehl"]

    @pytest.mark.parametrize(
        ("parameters", "named"),
        [
            ({"bbox": "7,49,8,48"}, "south"),
            ({"bbox": "7,48,8"}, "west,south,east,north"),
            ({"bbox": "7,48,8,nan"}, "bbox"),
            ({"bbox": "7,48,8,1e1"}, "bbox"),
            ({"bbox": "-181,0,0,1"}, "-181"),
            ({"bbox": "0,-91,0,1"}, "-91"),
            ({"near": "7.7"}, "latitude,longitude"),
            ({"near": "NaN,NaN"}, "near"),
            ({"near": "inf,0"}, "near"),
            ({"near": "91,0"}, "latitude"),
            ({"near": "0,181"}, "longitude"),
            ({"near": "0,0", "within_km": "0"}, "within_km"),
            ({"near": "0,0", "within_km": "-1"}, "within_km"),
            ({"near": "0,0", "within_km": "20016"}, "within_km"),
            ({"within_km": "5"}, "near"),
            ({"as_of": "2015-02-30"}, "as_of"),
            ({"after": "x"}, "after"),
            ({"after": "1.1", "offset": "0"}, "after"),
        ],
    )
    def test_bad_input_is_refused_by_name(self, api, parameters, named):
        for path in ("participants/", "participants/summary/"):
            status, answer = api(path, **parameters)
            assert status == 400
            if path == "participants/" or "after" not in parameters:
                assert named in answer["message"]


class TestWords:
    @pytest.fixture(autouse=True, scope="class")
    def registry(self, django_db_setup, django_db_blocker):
        with taken_back(django_db_blocker):
            region = {"texts": {"en": "Region of Lyon"}, "country": "FR", "kind": "region"}
            make_participant("region-of-lyon", **region)
            make_participant("lyonnais", texts={"en": "Lyonnais"}, country="FR")
            make_participant("lyon", texts={"en": "Lyon", "fr": "Lyon"}, country="FR")
            make_participant("lyon-south", texts={"en": "Lyon South"}, country="FR")
            make_participant("sisli", texts={"en": "Şişli"}, country="TR")
            make_participant("lodz", texts={"en": "Łódź"}, country="PL")
            yield

    def test_the_best_fit_comes_first(self, slugs):
        assert slugs(search="lyon") == ["lyon", "lyon-south", "lyonnais", "region-of-lyon"]

    def test_order_overrules_the_fit(self, slugs):
        assert slugs(search="lyon", order="-name") == [
            *("region-of-lyon", "lyonnais", "lyon-south", "lyon")
        ]

    @pytest.mark.parametrize("query", ["sisli", "Şişli", "ŞİŞLİ", "sis"])
    def test_accents_case_and_prefixes(self, slugs, query):
        assert slugs(search=query) == ["sisli"]

    @pytest.mark.parametrize("query", ["lodz", "Łódź", "ŁÓDŹ"])
    def test_letters_that_do_not_decompose(self, slugs, query):
        assert slugs(search=query) == ["lodz"]

    @pytest.mark.parametrize(
        "query",
        ["lyon AND", "lyon OR sisli", "NOT lyon", "lyon NEAR sisli", "-lyon x*", "lyon | &"],
    )
    def test_operators_are_words(self, slugs, query):
        assert slugs(search=query) in ([], ["lyon", "lyon-south", "lyonnais", "region-of-lyon"])

    def test_every_word_must_fit(self, slugs):
        assert slugs(search="south lyon") == ["lyon-south"]

    def test_the_word_index_follows_every_change(self, slugs):
        lyon = Participant.objects.get(slug="lyon")
        Participant.objects.filter(pk=lyon.pk).update(search_text="| elsewhere |")
        assert slugs(search="elsewhere") == ["lyon"]
        assert "lyon" not in slugs(search="lyon")
        lyon.delete()
        assert slugs(search="elsewhere") == []


class TestPaging:
    def test_next_leads_through_the_whole_list(self, client):
        make_many_participants(7)
        seen, address = [], "/api/v2/participants/?limit=3&order=-name"
        while address:
            answer = client.get(address).json()
            seen += [item["slug"] for item in answer["items"]]
            address = answer["meta"]["next"]
        assert seen == [f"z-place-{place}" for place in reversed(range(7))]

    def test_next_goes_on_where_an_item_has_gone(self, client):
        make_many_participants(6)
        answer = client.get("/api/v2/participants/?limit=2").json()
        Participant.objects.get(slug=answer["items"][-1]["slug"]).delete()
        answer = client.get(answer["meta"]["next"]).json()
        assert [item["slug"] for item in answer["items"]] == ["z-place-2", "z-place-3"]

    def test_next_survives_what_is_added_before(self, client):
        make_many_participants(4)
        answer = client.get("/api/v2/participants/?limit=2").json()
        make_participant("aaa")
        answer = client.get(answer["meta"]["next"]).json()
        assert [item["slug"] for item in answer["items"]] == ["z-place-2", "z-place-3"]


class TestThemes:
    def test_several_mean_any_of_them_or_all_of_them(self, slugs):
        housing, health = make_theme("housing"), make_theme("health")
        make_participant("both", themes=[housing, health])
        make_participant("housed", themes=[housing])
        make_participant("none")
        assert slugs(theme="housing,health") == ["both", "housed"]
        assert slugs(theme__all="housing,health") == ["both"]
        assert slugs(theme__all="housing,housing") == ["both", "housed"]
        assert slugs(theme="housing", theme__all="health") == ["both"]

    @pytest.mark.parametrize("value", ["", "housing,", "nothing", "housing,nothing"])
    def test_unknown_theme_is_refused(self, api, value):
        make_theme("housing")
        status, answer = api("participants/", theme__all=value)
        assert (status, answer["message"].startswith("theme__all: ")) == (400, True)


class TestOnFile:
    @pytest.fixture
    def registry(self):
        make_full_participant("megara")
        initiative = Initiative(theme=make_theme(), sort_order=1)
        wordless = build_participant("wordless", joined="2018", live=True)
        wordless.initiatives = [initiative]
        wordless.save()
        silent = build_participant("silent", joined="2016-05", live=True)
        silent.figures = [Figure(measure="population", absence="withheld", is_shown=True)]
        silent.save()

    @pytest.mark.parametrize("what", ["figures", "initiatives", "figures,initiatives"])
    def test_it_is_told_kept_and_counted(self, registry, api, slugs, what):
        assert slugs(has=what) == ["megara"]
        _, found = api("participants/", fields="_,slug,on_file")
        assert [item["on_file"] for item in found["items"]] == [["figures", "initiatives"], [], []]
        _, summary = api("participants/summary/", has=what)
        assert summary["on_file"] == [
            {"has": name, "label": name, "count": 1} for name in ("figures", "initiatives")
        ]

    def test_years_of_joining_are_kept(self, registry, api, slugs):
        assert slugs(year="2016,2018") == ["silent", "wordless"]
        assert slugs(year="0000") == []
        years = api("participants/summary/", year="2016")[1]["years"]
        assert [(row["year"], row["count"]) for row in years] == [(2014, 1), (2016, 1), (2018, 1)]


class TestSummary:
    def test_counts_everything_that_the_filters_keep(self, api):
        housing = make_theme("housing", "Logement")
        make_participant("megara", country="GR", number=124, themes=[housing], joined="2014-12")
        make_participant(
            "samos", country="GR", kind="region", joined="2018", latitude=37, longitude=26
        )
        make_former("gone", ("admitted", "2013"), ("withdrawn", "2016"), country="FR", number=7)
        make_participant("draft", is_public=False, number=200)
        _, answer = api("participants/summary/", locale="fr")
        assert (answer["total"], answer["former"]) == (2, 1)
        assert answer["taking_part"] == {"participants": 2, "countries": 1}
        assert answer["countries"] == [{"code": "GR", "name": "Grèce", "count": 2}]
        assert answer["kinds"][0] == {"kind": "city", "label": "ville", "count": 1}
        assert answer["themes"] == [{"slug": "housing", "label": "Logement", "count": 1}]
        assert [row["year"] for row in answer["years"]] == [2014, 2018]
        assert answer["newest"]["number"] == 124
        assert (answer["undated"], answer["without_position"]) == (0, 1)
        _, answer = api("participants/summary/", country="FR", status="all")
        assert (answer["total"], answer["former"], answer["newest"]) == (1, 1, None)

    @pytest.fixture
    def facets(self, api):
        """Return a function that gives the counts of a summary, of which none counts itself."""
        housing, health = make_theme("housing"), make_theme("health")
        make_participant("megara", country="GR", themes=[housing, health], joined="2014-12")
        make_participant("samos", country="GR", kind="region", themes=[housing], joined="2018")
        make_participant("lyon", country="FR", themes=[health], joined="2016")
        make_former("gone", ("admitted", "2014"), ("withdrawn", "2016"), country="FR")

        def ask(**parameters):
            status, answer = api("participants/summary/", **parameters)
            assert status == 200, answer
            return answer["total"], {
                name: {next(iter(row.values())): row["count"] for row in answer[name]}
                for name in ("countries", "kinds", "themes", "years", "statuses")
            }

        return ask

    @pytest.mark.parametrize(
        ("parameters", "total", "changed"),
        [
            ({}, 3, {}),
            (
                {"country": "FR"},
                1,
                {
                    "kinds": {"city": 1},
                    "themes": {"health": 1},
                    "years": {2016: 1},
                    "statuses": {"participant": 1, "withdrawn": 1},
                },
            ),
            (
                {"kind": "region"},
                1,
                {
                    "countries": {"GR": 1},
                    "themes": {"housing": 1},
                    "years": {2018: 1},
                    "statuses": {"participant": 1},
                },
            ),
            (
                {"theme__all": "housing,health"},
                1,
                {
                    "countries": {"GR": 1},
                    "kinds": {"city": 1},
                    "years": {2014: 1},
                    "statuses": {"participant": 1},
                },
            ),
            (
                {"joined_before": "2015-01-01"},
                1,
                {
                    "countries": {"GR": 1},
                    "kinds": {"city": 1},
                    "themes": {"health": 1, "housing": 1},
                    "statuses": {"participant": 1, "withdrawn": 1},
                },
            ),
            (
                {"status": "withdrawn"},
                1,
                {
                    "countries": {"FR": 1},
                    "kinds": {"city": 1},
                    "themes": {},
                    "years": {2014: 1},
                },
            ),
            (
                {"country": "FR", "kind": "region"},
                0,
                {
                    "countries": {"GR": 1},
                    "kinds": {"city": 1},
                    "themes": {},
                    "years": {},
                    "statuses": {},
                },
            ),
        ],
    )
    def test_each_facet_goes_by_all_filters_but_its_own(self, facets, parameters, total, changed):
        every = {
            "countries": {"GR": 2, "FR": 1},
            "kinds": {"city": 2, "region": 1},
            "themes": {"health": 2, "housing": 2},
            "years": {2014: 1, 2016: 1, 2018: 1},
            "statuses": {"participant": 3, "withdrawn": 1},
        }
        assert facets(**parameters) == (total, {**every, **changed})

    def test_a_facet_tells_what_the_list_would_have(self, facets, slugs):
        chosen = {"theme": "health", "status": "all", "joined_after": "2014-06-01"}
        names = {"countries": "country", "kinds": "kind", "themes": "theme", "statuses": "status"}
        for facet, counts in facets(**chosen)[1].items():
            if facet in names:
                for value, count in counts.items():
                    assert len(slugs(**{**chosen, names[facet]: value})) == count, (facet, value)

    def test_all_choices_can_be_listed(self, facets, api):
        total, found = facets(facets="all", locale="fr", country="FR")
        assert (total, found["countries"]["GR"], found["countries"]["DE"]) == (1, 2, 0)
        assert set(found["countries"]) == CODES
        assert found["kinds"] == {kind: int(kind == "city") for kind in Kind.values}
        assert found["themes"] == {"health": 1, "housing": 0}
        assert set(found["statuses"]) == set(Status.values)
        assert list(facets(facets="all")[1]["years"].items()) == [
            *((2014, 1), (2015, 0), (2016, 1), (2017, 0), (2018, 1)),
        ]
        _, answer = api("participants/summary/", facets="all")
        assert answer["countries"][0] == {"code": "GR", "name": "Greece", "count": 2}
        assert any("Kosovo" in note for note in answer["footnotes"])

    def test_without_anybody_all_choices_are_empty(self, api):
        _, answer = api("participants/summary/", facets="all")
        assert (answer["total"], answer["years"]) == (0, [])
        assert {row["count"] for row in [*answer["countries"], *answer["kinds"]]} == {0}

    @pytest.mark.parametrize("value", ["", "none", "all,none"])
    def test_unknown_choice_of_facets_is_refused(self, api, value):
        status, answer = api("participants/summary/", facets=value)
        assert (status, answer["message"].startswith("facets: ")) == (400, True)

    @pytest.mark.parametrize("count", [3, 30])
    def test_facets_of_many_filters_cost_the_same_at_any_size(self, api, at_most, count):
        make_many_participants(count)
        make_theme("housing")
        filters = {"country": "GR", "kind": "city", "status": "all", "joined_after": "2000-01-01"}
        filters |= {"theme": "housing", "theme__all": "housing", "facets": "all"}
        api("participants/summary/", **filters)
        with at_most(20):
            api("participants/summary/", **filters, search="place")

    def test_totals_of_figures_never_mix_their_bases(self, api):
        for slug, basis, value, year in (
            ("one", "unofficial", 1800, 2014),
            ("two", "unofficial", 1200, 2012),
            ("three", "official", 500, 2011),
            ("four", "unknown", 900, None),
        ):
            participant = make_participant(slug)
            participant.figures.create(
                measure="roma_population",
                qualifier="about" if basis == "unofficial" else "exact",
                value=value,
                basis=basis,
                year=year,
                source="x",
                is_shown=True,
            )
            participant.save()
        _, answer = api("participants/summary/")
        assert {row["basis"]: row["total"] for row in answer["figures"]} == {
            "official": 500,
            "unofficial": 3000,
        }
        unofficial = next(row for row in answer["figures"] if row["basis"] == "unofficial")
        assert unofficial["display"] == (
            "about 3,000 (unofficial data, 2012 to 2014, sum over 2 participants)"
        )

    @pytest.mark.parametrize("count", [3, 30])
    def test_costs_the_same_at_any_size(self, api, at_most, count):
        make_many_participants(count)
        with at_most(11):
            assert api("participants/summary/")[1]["total"] == count
        with at_most(5):
            api("participants/summary/")


class TestStanding:
    """What is remembered never outlives a change, whoever makes it."""

    @pytest.mark.parametrize(
        "change",
        [
            lambda item: Participant.objects.filter(pk=item.pk).update(live=False),
            lambda item: Participant.objects.filter(pk=item.pk).update(
                expire_at=timezone.now() - dt.timedelta(days=1)
            ),
            lambda item: item.delete(),
            lambda item: item.unpublish(),
        ],
    )
    def test_a_change_shows_in_the_next_answer(self, api, change):
        item = make_participant("megara")
        make_participant("samos")
        assert api("participants/")[1]["meta"]["total_count"] == 2
        assert api("participants/summary/")[1]["total"] == 2
        change(item)
        assert api("participants/")[1]["meta"]["total_count"] == 1
        assert api("participants/summary/")[1]["total"] == 1

    def test_rows_that_code_adds_count_at_once(self, api):
        assert api("participants/")[1]["meta"]["total_count"] == 0
        make_many_participants(2)
        assert api("participants/")[1]["meta"]["total_count"] == 2

    def test_what_was_rolled_back_is_forgotten(self, api):
        make_participant("megara")
        with transaction.atomic():
            make_participant("samos")
            assert api("participants/")[1]["meta"]["total_count"] == 2
            transaction.set_rollback(True)
        assert api("participants/")[1]["meta"]["total_count"] == 1

    def test_what_expires_is_noticed_without_a_change(self, api):
        item = make_participant("megara")
        soon = timezone.now() + dt.timedelta(seconds=3)
        Participant.objects.filter(pk=item.pk).update(expire_at=soon)
        assert api("participants/")[1]["meta"]["total_count"] == 1
        while timezone.now() <= soon + dt.timedelta(milliseconds=5):
            pass
        assert api("participants/")[1]["meta"]["total_count"] == 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda item: ParticipantText.objects.filter(participant=item).update(name="X"),
            lambda item: MembershipEvent.objects.filter(participant=item).delete(),
            lambda item: make_theme("housing"),
            lambda item: item.themes.through.objects.create(
                tag=make_theme("health"), content_object=item
            ),
        ],
    )
    def test_the_token_follows_all_parts(self, change):
        item = make_participant("megara")
        before = RegistryVersion.now()
        change(item)
        assert RegistryVersion.now() != before

    def test_nothing_is_remembered_without_a_token(self):
        RegistryState.objects.all().delete()
        answers = iter(range(9))
        version = RegistryVersion.now()
        assert version.token is None
        assert [version.remember("x", lambda: next(answers)) for _ in range(2)] == [0, 1]


def test_list_uses_the_word_index(api):
    make_participant("megara", texts={"en": "Megara"})
    found = Participant.objects.matching("megara")
    if connection.vendor == "sqlite":
        assert "participants_search" in found.explain()
    assert found.filter(texts__locale=locale()).exists()
