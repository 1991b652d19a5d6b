"""Cursors of the participants' list: whatever else changes, what has not changed comes once."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.models import Participant
from tests.factories import make_many_participants
from tests.paging import in_order, page_at, pairs_of, rest_after

pytestmark = pytest.mark.django_db

LIST = "/api/v2/participants/"
NAMES = ("", "a", "aa", "a b", "ab", "b", "éa", "z")
WORDS = ("| lyon |", "| lyon south |", "| lyonnais |", "| region of lyon |")
QUESTIONS = [
    *(
        {"order": f"{sign}{name}"}
        for name in ("name", "number", "joined_on", "country")
        for sign in ("", "-")
    ),
    {},
    {"near": "48.57297,7.81523", "within_km": "9000"},
    {"near": "48.57297,7.81523", "within_km": "9000", "order": "-name"},
    {"search": "lyon"},
    {"search": "lyon", "order": "country"},
    {"country": "GR,FR", "status": "all"},
]

PAIRS = pairs_of(("name", "number", "joined_on", "country"))
# What each field stands for, and what follows it where it is the last one.
COLUMNS = {"name": "sort_name", "number": "number", "joined_on": "joined_on", "country": "country"}
FOLLOWS = {"number": "joined_on"}

row_values = st.fixed_dictionaries(
    {
        "sort_name": st.sampled_from(NAMES),
        "search_text": st.sampled_from(WORDS),
        "country": st.sampled_from(("GR", "FR")),
        "joined_on": st.none() | st.sampled_from((date(2013, 1, 1), date(2014, 5, 1))),
        "latitude": st.sampled_from(("48.58392", "45.74846", "37.99471")),
        "longitude": st.sampled_from(("7.74553", "4.84671", "23.34324")),
        "live": st.sampled_from((True, True, True, False)),
        "has_number": st.booleans(),
    }
)
places = st.integers(0, 11)
changes = st.one_of(
    st.tuples(st.just("change"), places, row_values),
    st.tuples(st.just("unpublish"), places, st.none()),
    st.tuples(st.just("publish"), places, st.none()),
    st.tuples(st.just("expire"), places, st.none()),
    st.tuples(st.just("delete"), places, st.none()),
    st.tuples(st.just("insert"), st.none(), row_values),
)


class Registry:
    """Some participants, and which of them have changed."""

    def __init__(self, rows):
        self.made = 0
        self.changed = set()
        self.keys = [self.insert(row) for row in rows]

    def insert(self, row):
        self.made += 1
        columns = self.columns(row)
        item = Participant(slug=f"place-{self.made}", kind="city", status="participant", **columns)
        Participant.objects.bulk_create([item])
        return item.pk

    def columns(self, row):
        # Of two rows with and without a number the later can come first.
        number = (997 * self.made) % 1000 + 1 if row["has_number"] else None
        return {**{name: row[name] for name in row if name != "has_number"}, "number": number}

    def apply(self, kind, place, row):
        if kind == "insert":
            self.changed.add(self.insert(row))
            return
        key = self.keys[place % len(self.keys)]
        self.changed.add(key)
        found = Participant.objects.filter(pk=key)
        if kind == "change":
            self.made += 1
            found.update(**self.columns(row))
        elif kind == "expire":
            found.update(expire_at=timezone.now() - timedelta(days=1))
        elif kind == "delete":
            found.delete()
        else:
            found.update(live=kind == "publish")

    def unchanged(self, keys):
        return [key for key in keys if key not in self.changed]


def whole(query):
    return page_at(LIST, {**query, "limit": 100, "fields": "_,id"})[0]


@pytest.mark.thorough
@settings(max_examples=120)
@given(
    rows=st.lists(row_values, min_size=6, max_size=12),
    question=st.sampled_from([*QUESTIONS, *({"order": pair} for pair in PAIRS)]),
    limit=st.integers(1, 4),
    between=st.lists(st.lists(changes, max_size=3), max_size=12),
)
def test_what_has_not_changed_is_given_once_and_in_its_order(rows, question, limit, between):
    with transaction.atomic():
        registry = Registry(rows)
        before = whole(question)
        seen, address = page_at(LIST, {**question, "limit": limit, "fields": "_,id"})
        seen += rest_after(address, registry.apply, between)
        assert registry.unchanged(seen) == registry.unchanged(before)
        transaction.set_rollback(True)


@pytest.fixture
def with_ties():
    """Return participants of which many are alike, and of which many lack something."""
    days = (None, date(2013, 1, 1), date(2014, 5, 1), None)
    for place in range(12):
        number = (997 * place) % 1000 + 1 if place % 3 else None
        Participant.objects.bulk_create(
            [
                Participant(
                    slug=f"place-{place}",
                    kind="city",
                    status="participant",
                    sort_name=("a", "b", "a b")[place % 3],
                    country=("GR", "FR")[place // 2 % 2],
                    joined_on=days[place % 4],
                    joined_on_precision="day" if days[place % 4] else "",
                    number=number,
                )
            ]
        )
    return list(Participant.objects.all())


@pytest.mark.parametrize("order", PAIRS)
def test_list_by_two_fields_is_complete_and_in_order(with_ties, order):
    fields = order.split(",")
    columns = [("-" if name[0] == "-" else "") + COLUMNS[name.lstrip("-")] for name in fields]
    last = fields[-1].lstrip("-")
    if last in FOLLOWS and FOLLOWS[last] not in order:
        columns.append(fields[-1].replace(last, FOLLOWS[last]))
    expected = in_order(with_ties, columns)
    assert whole({"order": order}) == expected
    seen, address = page_at(LIST, {"order": order, "limit": 1, "fields": "_,id"})
    assert seen + rest_after(address) == expected
    # As after a change, when no remembered keys help.
    seen, address = page_at(LIST, {"order": order, "limit": 5, "fields": "_,id"})
    Participant.objects.filter(pk=expected[-1]).update(live=False)
    assert seen + rest_after(address) == expected[:-1]


def test_second_field_decides_between_equals_alone(api, with_ties):
    _, answer = api("participants/", order="country,-joined_on", fields="_,country,joined_on")
    found = [
        (item["country"]["code"], item["joined_on"] and item["joined_on"]["date"])
        for item in answer["items"]
    ]
    each = ["2014-05-01", "2013-01-01", None]
    days = sorted({code for code, _day in found})
    assert [*dict.fromkeys(found)] == [
        (code, day) for code in days for day in each if (code, day) in found
    ]
    assert None in {day for _code, day in found}


def renamed_before(statement_begins, key):
    """Return a wrapper that renames a participant before a statement, as another process may."""
    is_done = False

    def wrap(execute, sql, *args):
        nonlocal is_done
        if not is_done and statement_begins(sql):
            is_done = True
            Participant.objects.filter(pk=key).update(sort_name="zzz")
        return execute(sql, *args)

    return connection.execute_wrapper(wrap)


@pytest.mark.parametrize("depth", ["first page", "page behind a cursor"])
@pytest.mark.parametrize("place", [0, 1, 2, 3], ids=lambda place: f"row {place}")
def test_a_change_while_a_page_is_answered_loses_nothing(depth, place):
    make_many_participants(9)
    before = whole({})
    seen, address = page_at(f"{LIST}?limit=2&fields=_,id")
    if depth == "first page":
        seen, address = [], f"{LIST}?limit=2&fields=_,id"
    with renamed_before(
        lambda sql: sql.startswith("SELECT") and " IN (" in sql and "state" in sql, before[place]
    ):
        keys, address = page_at(address)
    seen += keys + rest_after(address)
    unchanged = [key for key in before if key != before[place]]
    assert [key for key in seen if key != before[place]] == unchanged


class TestTokens:
    @pytest.fixture(autouse=True)
    def registry(self):
        make_many_participants(5)

    @pytest.fixture
    def token(self, api):
        def ask(path="participants/", **query):
            address = api(path, limit=2, **query)[1]["meta"]["next"]
            return address.partition("after=")[2].partition("&")[0]

        return ask

    def test_a_cursor_needs_no_quoting_and_stays_the_same(self, token):
        found = token()
        assert found == token()
        assert set(found) <= set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
        )

    @pytest.mark.parametrize(
        "other", [{"order": "-name"}, {"country": "GR"}, {"status": "all"}, {"kind": "city"}]
    )
    def test_a_cursor_of_another_list_is_refused(self, api, token, other):
        for after, query in ((token(), other), (token(**other), {})):
            status, answer = api("participants/", after=after, **query)
            assert status == 400
            assert answer["message"].startswith("after: belongs to another list")

    def test_what_is_shown_may_differ_from_page_to_page(self, api, token):
        after = token()
        for query in ({"limit": 1}, {"fields": "*"}, {"locale": "fr"}):
            assert api("participants/", after=after, **query)[0] == 200

    def test_what_was_not_handed_out_is_refused(self, api, token):
        real = token()
        middle = len(real) // 2
        flipped = real[:middle] + ("A" if real[middle] != "A" else "B") + real[middle + 1 :]
        for after in (
            "",
            "x",
            "1.1",
            "1.999999999",
            real[:-1],
            real + "A",
            flipped,
            "é",
            "." * 900,
        ):
            status, answer = api("participants/", after=after)
            assert (after, status) == (after, 400)
            assert answer["message"].startswith("after: is no cursor")
        assert api("participants/", after=real, offset=0)[0] == 400


@pytest.mark.parametrize("count", [30, 300])
def test_a_page_costs_the_same_at_any_depth(api, at_most, count):
    make_many_participants(count)
    _, last = api("participants/", offset=count - 5, limit=2)
    for address in (f"{LIST}?limit=2", last["meta"]["next"]):
        page_at(address + "&fields=id")
        with at_most(6):
            page_at(address + "&fields=id")


def test_far_pages_are_cut_from_what_is_remembered():
    """Nothing is ordered again as long as nothing has changed."""
    make_many_participants(30)
    _, address = page_at(f"{LIST}?limit=5&fields=_,id")
    seen = []
    with CaptureQueriesContext(connection) as asked:
        while address:
            keys, address = page_at(address)
            seen += keys
    assert len(seen) == 25
    assert not [
        entry["sql"] for entry in asked if "sort_name" in entry["sql"].partition("ORDER BY")[2]
    ]
