"""The rules of the registry, as the model holds them for every door."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.deletion import ProtectedError

from participants.models import Figure, MembershipEvent, Participant, ParticipantText, Status
from participants.registry.totals import counts
from tests.factories import build_participant, locale, make_image, make_participant, make_theme

pytestmark = pytest.mark.django_db


def messages(error: ValidationError) -> str:
    return " ".join(error.messages)


def refused(participant: Participant) -> str:
    with pytest.raises(ValidationError) as caught:
        participant.full_clean()
    return messages(caught.value)


def constraint_refuses(instance, **changes) -> bool:
    for name, value in changes.items():
        setattr(instance, name, value)
    try:
        with transaction.atomic():
            type(instance).objects.filter(pk=instance.pk).update(**changes)
    except IntegrityError:
        return True
    return False


def test_number_and_slug_are_unique():
    make_participant("megara", number=124)
    text = refused(build_participant("megara", number=124))
    assert "Number" in text
    assert "Slug" in text or "slug" in text


def test_unknown_numbers_do_not_collide():
    make_participant("one", number=None)
    make_participant("two", number=None)
    assert Participant.objects.filter(number=None).count() == 2


def test_published_number_is_never_changed():
    participant = make_participant("megara", number=124)
    participant.number = 125
    assert "never changed" in refused(participant)


def test_default_language_text_is_required():
    assert "main language" in refused(build_participant("x", texts={"fr": "Mégare"}))


def test_two_texts_of_one_language_are_refused():
    participant = build_participant("x")
    participant.texts = [
        ParticipantText(locale=locale(), name="One"),
        ParticipantText(locale=locale(), name="Two"),
    ]
    assert "same language" in refused(participant)
    stored = make_participant("stored")
    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipantText.objects.create(participant=stored, locale=locale(), name="Twin")


def test_coordinates_come_in_pairs_and_lie_in_range():
    assert "together" in refused(build_participant("x", latitude=Decimal("38.0")))
    assert refused(build_participant("x", latitude=Decimal("91"), longitude=Decimal("0")))
    assert refused(build_participant("x", latitude=Decimal("NaN"), longitude=Decimal("0")))
    stored = make_participant("stored")
    assert constraint_refuses(stored, latitude=Decimal("38"), longitude=None)
    assert constraint_refuses(stored, latitude=Decimal("95"), longitude=Decimal("0"))


@pytest.mark.parametrize("code", ["ZZ", "US", "", "RU"])
def test_country_lies_in_the_area(code):
    assert refused(build_participant("x", country=code))
    assert constraint_refuses(make_participant("stored"), country=code)


def test_kosovo_may_take_part():
    assert str(make_participant("prizren", country="XK").country_name) == "Kosovo*"


class TestFigures:
    def roma(self, **fields):
        return Figure(measure="roma_population", is_shown=True, **fields)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"value": 1800, "source": "x"}, "basis"),
            ({"value": 1800, "basis": "unofficial"}, "source"),
            ({}, "value"),
            ({"value": 1, "absence": "withheld", "basis": "official", "source": "x"}, "absence"),
            ({"value": 9, "value_max": 3, "basis": "estimate", "source": "x"}, "value_max"),
        ],
    )
    def test_incomplete_figure_is_refused(self, fields, name):
        with pytest.raises(ValidationError) as caught:
            self.roma(**fields).full_clean(exclude=["participant"])
        assert name in caught.value.message_dict

    def test_figure_without_basis_cannot_even_be_stored(self):
        participant = make_participant("megara")
        with pytest.raises(IntegrityError), transaction.atomic():
            Figure.objects.create(
                participant=participant, measure="roma_population", value=1800, source="x"
            )

    def test_live_participant_is_not_saved_with_an_incomplete_figure(self):
        participant = make_participant("megara")
        participant.figures = [self.roma(value=1800)]
        with pytest.raises(ValidationError):
            participant.save()

    def test_exactly_one_figure_of_a_measure_is_shown(self):
        participant = build_participant("x")
        participant.figures = [
            Figure(measure="population", value=value, basis="official", source="x")
            for value in (1, 2)
        ]
        assert "exactly one" in refused(participant)

    def test_stated_absence_is_no_zero(self):
        figure = self.roma(absence="not_collected", year=2024)
        figure.full_clean(exclude=["participant"])
        assert figure.display == "not collected (2024)"

    @pytest.mark.parametrize(
        ("fields", "display"),
        [
            ({"value": 14111, "basis": "official"}, "14,111 (official data, S)"),
            (
                {"value": 400, "qualifier": "almost", "basis": "unknown"},
                "almost 400 (basis not stated, S)",
            ),
            (
                {
                    "value": 100,
                    "value_max": 200,
                    "qualifier": "about",
                    "basis": "estimate",
                    "year": 2020,
                },
                "about 100 to 200 (estimate, 2020, S)",
            ),
        ],
    )
    def test_value_is_never_printed_alone(self, fields, display):
        assert self.roma(source="S", **fields).display == display


class TestMembership:
    def with_events(self, *steps):
        participant = build_participant("x", joined=None)
        participant.events = [MembershipEvent(kind=kind, date=date) for kind, date in steps]
        return participant

    @pytest.mark.parametrize(
        "steps",
        [
            [("withdrawn", "2015")],
            [("admitted", "2014"), ("admitted", "2015")],
            [("admitted", "2014"), ("reinstated", "2015")],
            [("admitted", "2014"), ("withdrawn", "2015"), ("suspended", "2016")],
        ],
    )
    def test_impossible_history_is_refused(self, steps):
        assert "cannot follow" in refused(self.with_events(*steps))

    def test_dates_against_the_order_are_refused(self):
        text = refused(self.with_events(("admitted", "2014-06"), ("withdrawn", "2013")))
        assert "before the event above" in text

    def test_dates_of_lesser_precision_may_overlap(self):
        self.with_events(("admitted", "2014-06"), ("withdrawn", "2014")).full_clean()

    def test_status_and_dates_are_derived(self):
        participant = self.with_events(("admitted", "2014-06"), ("withdrawn", "2016"))
        participant.save()
        assert participant.status == Status.WITHDRAWN
        assert (participant.joined.isoformat(), participant.left.isoformat()) == ("2014-06", "2016")

    def test_derived_columns_cannot_drift(self):
        participant = make_participant("megara", joined="2014")
        participant.status = Status.WITHDRAWN
        participant.save()
        assert Participant.objects.get().status == Status.PARTICIPANT

    def test_merger_names_its_successor(self):
        with pytest.raises(ValidationError) as caught:
            MembershipEvent(kind="merged", date="2016").full_clean(exclude=["participant"])
        assert "successor" in caught.value.message_dict

    def test_successor_is_not_deleted(self):
        successor, merged = make_participant("successor"), make_participant("merged")
        MembershipEvent.objects.create(
            participant=merged, kind="merged", date="2016", successor=successor
        )
        with pytest.raises(ProtectedError):
            successor.delete()

    @pytest.mark.parametrize(
        "date", ["14", "2014-13", "2014-02-30", "05/12/2014", "2014-1", "\x00"]
    )
    def test_date_that_is_none_is_refused(self, date):
        with pytest.raises(ValidationError) as caught:
            MembershipEvent(kind="admitted", date=date).full_clean(exclude=["participant"])
        assert "date" in caught.value.message_dict


class TestPublication:
    def test_participant_that_was_never_admitted_is_not_published(self):
        participant = make_participant("megara", joined=None, is_public=False)
        with pytest.raises(ValidationError, match="admitted"):
            participant.latest_revision.publish()
        assert not Participant.objects.get().live

    def test_image_without_rights_keeps_a_participant_back(self):
        image = make_image(author="", alternative_texts={})
        participant = make_participant("megara", image=image, is_public=False)
        with pytest.raises(ValidationError, match="author, alternative text"):
            participant.latest_revision.publish()
        image.author, image.alternative_texts = "Somebody", {"en": "A map"}
        image.save()
        Participant.objects.get().latest_revision.publish()
        assert Participant.objects.get().live

    def test_script_in_a_website_is_refused(self):
        participant = make_participant("megara")
        participant.website = "javascript:alert(1)"
        with pytest.raises(ValidationError, match="URL"):
            participant.save()

    def test_script_in_a_summary_is_cleaned(self):
        participant = build_participant("megara")
        participant.texts.first().summary = '<p onclick="x()">Hi<script>alert(1)</script></p>'
        participant.save()
        summary = ParticipantText.objects.get().summary
        assert "script" not in summary
        assert "onclick" not in summary


class TestVocabulary:
    def test_counts_follow_the_registry(self):
        make_participant("one", country="GR")
        make_participant("two", country="GR", joined="")
        two_public = counts()
        make_participant("three", country="FR", is_public=False)
        left = make_participant("four", country="ES")
        left.events = [*left.events.all(), MembershipEvent(kind="withdrawn", date="2016")]
        left.save()
        assert counts() == two_public
        assert (two_public.participants, two_public.countries, two_public.undated) == (2, 1, 1)

    def test_newest_has_the_highest_number(self):
        make_participant("andalusia", number=129, joined="2015-06")
        make_participant("reggio", number=130, joined="2015")
        make_participant("innsbruck", joined="2013-04-26")
        order = [item.slug for item in Participant.objects.public().newest_first()]
        assert order == ["reggio", "andalusia", "innsbruck"]

    def test_as_of_knows_who_took_part(self):
        import datetime as dt

        make_participant("early", joined="2013")
        make_participant("undated", joined="")
        left = build_participant("left", joined="2013")
        left.events = [
            MembershipEvent(kind="admitted", date="2013"),
            MembershipEvent(kind="withdrawn", date="2015-06"),
        ]
        left.save()

        def slugs(*day):
            return {item.slug for item in Participant.objects.as_of(dt.date(*day))}

        assert slugs(2012, 12, 31) == set()
        assert slugs(2014, 1, 1) == {"early", "left"}
        assert slugs(2015, 6, 1) == {"early"}

    def test_slug_is_made_from_the_name(self):
        first = build_participant("", texts={"en": "Hódmezővásárhely"}, country="HU")
        second = build_participant("", texts={"en": "Hódmezővásárhely"}, country="HU")
        first.save()
        second.save()
        assert (first.slug, second.slug) == ("hodmezovasarhely", "hodmezovasarhely-2")

    def test_theme_has_a_name_in_every_language(self):
        from django.utils.translation import override

        theme = make_theme("housing", french="Logement")
        with override("fr"):
            assert str(theme) == "Logement"
        assert str(theme) == "Housing"


class TestSingleColumns:
    """`save(update_fields=…)` is no way around the rules of what is public."""

    def test_draft_is_not_published_by_its_flag(self):
        draft = make_participant("megara", joined=None, is_public=False)
        draft.live = True
        with pytest.raises(ValidationError, match="admitted"):
            draft.save(update_fields=["live"])
        assert not Participant.objects.get().live

    @pytest.mark.parametrize(
        ("field", "value"), [("slug", "other"), ("number", 5), ("latitude", "38"), ("image", None)]
    )
    def test_live_participant_stays_right(self, field, value):
        participant = make_participant("megara", number=124)
        if field == "image":
            value = make_image(author="")
        setattr(participant, field, value)
        with pytest.raises(ValidationError):
            participant.save(update_fields=[field])
        stored = Participant.objects.get()
        assert (stored.slug, stored.number, stored.latitude) == ("megara", 124, None)

    def test_what_follows_is_written_too(self):
        participant = make_participant("megara")
        participant.name_local = "Μέγαρα"
        participant.save(update_fields=["name_local"])
        assert Participant.objects.get().search_text == participant.search_text

    def test_bookkeeping_is_not_stopped_by_an_older_fault(self):
        participant = make_participant("megara", image=make_image())
        type(participant.image).objects.update(author="")
        participant = Participant.objects.get()
        participant.locked = True
        participant.save(update_fields=["locked", "locked_by", "locked_at"])
        assert Participant.objects.get().locked
