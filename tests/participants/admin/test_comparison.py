"""Two versions of a participant, compared in the admin."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from participants.models import (
    Figure,
    Initiative,
    InitiativeText,
    MembershipEvent,
    Participant,
    Representative,
)
from tests.databases import taken_back
from tests.factories import locale, make_full_participant, make_image, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        yield make_full_participant().pk


@pytest.fixture
def participant(made):
    return Participant.objects.get(pk=made)


@pytest.fixture
def draft(participant):
    """Return the latest version, to be changed and saved as the next one."""
    return participant.get_latest_revision_as_object()


@pytest.fixture
def compared(admin_client, participant):
    """Return a function that saves a draft and gives the page that compares it."""

    def compare(draft):
        draft.save_revision()
        name = "wagtailsnippets_participants_participant:revisions_compare"
        path = reverse(name, args=[participant.pk, participant.live_revision_id, "latest"])
        text = admin_client.get(path).content.decode()
        return text[text.index('<table class="listing') : text.rindex("</table>")]

    return compare


def marked(text, tag):
    """Return what stands in the page as deleted ("del") or added ("ins")."""
    return re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)


def replace(draft, relation, place=0, /, **values):
    """Change one child row of a draft."""
    children = list(getattr(draft, relation).all())
    for name, value in values.items():
        setattr(children[place], name, value)
    setattr(draft, relation, children)


class TestFields:
    @pytest.mark.parametrize(
        ("field", "value", "shown"),
        [
            ("kind", "municipality", ["city", "municipality"]),
            ("country", "ES", ["Greece", "Spain"]),
            ("latitude", "37.90000", ["37.99471", "37.90000"]),
        ],
    )
    def test_shows_both_values(self, compared, draft, field, value, shown):
        setattr(draft, field, value)
        text = compared(draft)
        assert [*marked(text, "del"), *marked(text, "ins")] == shown

    def test_nothing_is_not_called_none(self, compared, draft):
        draft.number, draft.website = 124, "https://www.example.org/"
        text = compared(draft)
        assert marked(text, "ins") == ["124", "https://www.example.org/"]
        assert "None" not in text

    def test_themes_by_name(self, compared, draft):
        draft.themes.set([make_theme("education")])
        text = compared(draft)
        assert (marked(text, "del"), marked(text, "ins")) == (["Housing"], ["Education"])

    def test_pictures_with_their_titles(self, compared, draft):
        draft.image = make_image("Town hall")
        text = compared(draft)
        assert marked(text, "del") == ["Picture of megara"]
        assert marked(text, "ins") == ["Town hall"]
        assert text.count("<img") == 2

    def test_in_the_language_of_the_reader(self, compared, draft, django_user_model):
        UserProfile.objects.create(user=django_user_model.objects.get(), preferred_language="fr")
        draft.country = "ES"
        replace(draft, "events", date="2014-12")
        text = compared(draft)
        assert marked(text, "ins") == ["Espagne", "décembre 2014"]

    def test_what_is_entered_is_escaped(self, compared, draft):
        attack = "<script>alert(1)</script>"
        draft.name_local = attack
        draft.image = make_image(attack)
        replace(draft, "texts", name=attack, summary=f"<p>&lt;script&gt; {attack}</p>")
        replace(draft, "events", note=attack)
        draft.representatives.add(Representative(name=attack, role="mayor"))
        draft.themes.set([make_theme("x", attack)])
        text = compared(draft)
        assert "<script" not in text
        assert "&lt;script" in text or "&lt;</ins>" in text


class TestRows:
    @pytest.mark.parametrize(
        ("relation", "changes", "shown"),
        [
            ("figures", {"value": 1300}, (["1800"], ["1300"])),
            ("figures", {"basis": "estimate"}, (["unofficial data"], ["estimate"])),
            ("events", {"date": "2014-12-05"}, (["2014"], ["5 December 2014"])),
            ("events", {"note": "Letter"}, ([], ["Letter"])),
            ("texts", {"name": "Mégara"}, (["Megara"], ["Mégara"])),
            ("texts", {"summary": "<p>A city.</p>"}, ([], ["A city."])),
            ("representatives", {"until": "2019-09"}, ([], ["September 2019"])),
            ("representatives", {"role": "governor"}, (["mayor"], ["governor"])),
            ("initiatives", {"funding": "own"}, (["European funds"], ["own funds"])),
            ("initiatives", {"started_on": "2015-02"}, (["2014"], ["February 2015"])),
        ],
    )
    def test_shows_both_values(self, compared, draft, relation, changes, shown):
        replace(draft, relation, **changes)
        text = compared(draft)
        assert (marked(text, "del"), marked(text, "ins")) == shown

    def test_which_figure_is_shown(self, compared, draft):
        replace(draft, "figures", 1, is_shown=False)
        replace(draft, "figures", 2, is_shown=True)
        text = compared(draft)
        assert (marked(text, "del"), marked(text, "ins")) == (["yes", "no"], ["no", "yes"])

    def test_texts_inside_an_initiative(self, compared, draft):
        initiative = draft.initiatives.all()[0]
        replace(initiative, "texts", title="Advice centre")
        initiative.texts.add(InitiativeText(locale=locale("fr"), title="Centre de conseil"))
        draft.initiatives = [initiative]
        text = compared(draft)
        assert (marked(text, "del"), marked(text, "ins")) == (["Support"], ["Advice"])
        added = text[text.index('comparison__child-object addition"') :]
        assert "Centre de conseil" in added

    def test_target_of_a_link(self, compared, participant, draft):
        replace(draft, "texts", summary='<p>See <a href="https://a.example/">here</a></p>')
        draft.save_revision().publish()
        participant.refresh_from_db()
        replace(draft, "texts", summary='<p>See <a href="https://b.example/">here</a></p>')
        text = compared(draft)
        assert (marked(text, "del"), marked(text, "ins")) == (["a"], ["b"])

    def test_formatting_and_nothing_else(self, compared, participant, draft):
        replace(draft, "texts", summary="<p>A city</p>")
        draft.save_revision().publish()
        participant.refresh_from_db()
        replace(draft, "texts", summary='<p data-block-key="a1b2c">A city</p>')
        assert "There are no differences" in compared(draft)
        replace(draft, "texts", summary="<p>A <b>city</b></p>")
        assert marked(compared(draft), "ins") == ["The formatting has changed."]

    def test_added_and_deleted_rows(self, compared, draft):
        draft.representatives = []
        draft.events.add(MembershipEvent(kind="suspended", date="2020", sort_order=1))
        text = compared(draft)
        [event] = re.findall(r'child-object addition">(.*?)</div>', text, re.DOTALL)
        [person] = re.findall(r'child-object deletion">(.*?)</div>', text, re.DOTALL)
        assert "Added" in event
        assert "suspended 2020" in event
        assert "Deleted" in person
        assert "Stamoulis Grigorios, mayor" in person

    def test_rows_that_stay_take_one_line(self, compared, draft):
        replace(draft, "figures", value=1300)
        text = compared(draft)
        assert text.count("<dt>Unchanged</dt>") == 2
        assert "<dd>population: 40,000 (basis not stated, x)</dd>" in text

    def test_order(self, compared, draft):
        first, second, third = draft.figures.all()
        for place, figure in enumerate((second, first, third)):
            figure.sort_order = place
        draft.figures = [second, first, third]
        text = compared(draft)
        assert "Moved up 1 place" in text
        assert "Moved down 1 place" in text

    def test_deleting_the_first_moves_nothing(self, compared, draft):
        rest = list(draft.figures.all())[1:]
        for place, figure in enumerate(rest):
            figure.sort_order = place
        draft.figures = rest
        assert "Moved" not in compared(draft)


class TestRowsStoredAnew:
    """Rows that were not published yet have no key, and an import gives them another one."""

    @pytest.mark.parametrize("key", [None, 99])
    def test_row_with_another_key_is_still_the_same(self, compared, draft, key):
        figures = list(draft.figures.all())
        for place, figure in enumerate(figures):
            figure.pk = key and key + place
        figures[0].value = 1300
        draft.figures = figures
        text = compared(draft)
        assert (marked(text, "del"), marked(text, "ins")) == (["1800"], ["1300"])
        assert 'child-object addition"' not in text

    def test_texts_belong_together_by_language(self, compared, draft):
        texts = list(draft.texts.all())
        for text in texts:
            text.pk = None
        english, french = texts
        english.name, english.summary, english.location_note = french.name, "<p>New</p>", "West"
        draft.texts = texts
        assert marked(compared(draft), "ins") == [" (fr)", "West", "New"]

    def test_another_row_is_not_taken_for_it(self, compared, draft):
        draft.figures = [
            Figure(measure="population", absence="withheld", year=2020, is_shown=True),
        ]
        draft.initiatives = [Initiative(theme=make_theme("education"), funding="own")]
        text = compared(draft)
        assert text.count('child-object addition"') == 2
        assert text.count('child-object deletion"') == 4
