"""What is drafted when a participant is admitted."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils.html import strip_tags
from django.utils.translation import override
from wagtail.models import Page, ReferenceIndex, Task, Workflow, WorkflowState

from alliance_pages.models import (
    AnnouncementTemplate,
    CountryIndexPage,
    CountryPage,
    NewsArticlePage,
    NewsIndexPage,
)
from alliance_pages.models.announcement.words import ordinal
from participants.admission.issuing import admit
from participants.applications.office.acceptance import participant_from
from participants.applications.office.assessment import letter_source
from participants.extension_points import participant_admitted
from participants.models import (
    Application,
    Figure,
    Initiative,
    InitiativeText,
    IssuedNumber,
    MembershipEvent,
    Participant,
    Representative,
)
from participants.values.dates import PartialDate
from tests.factories import (
    build_participant,
    locale,
    make_admin,
    make_application,
    make_page,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db

DAY = PartialDate.parse("2024-05")


@pytest.fixture
def user():
    return make_admin("office")


@pytest.fixture
def news(news_index, french_home):
    return [news_index, make_page(NewsIndexPage, french_home, title="Actualités")]


@pytest.fixture
def countries(country_index, french_home):
    return [country_index, make_page(CountryIndexPage, french_home, title="Pays")]


def make_draft(slug="kragujevac", /, *, texts=None, rows=None, **fields) -> Participant:
    """Return an applicant with everything an announcement can tell, or what `rows` says."""
    names = texts or {"en": "Kragujevac", "fr": "Kragoujevats"}
    draft = build_participant(slug, joined=None, texts=names, **{"country": "RS", **fields})
    initiative = Initiative(theme=make_theme(), started_on="2014", funding="european")
    initiative.texts = [InitiativeText(locale=locale(), title="Support centre")]
    everything = {
        "figures": [
            Figure(
                measure="roma_population",
                qualifier="about",
                value=1800,
                basis="unofficial",
                year=2014,
                source="Social service",
                is_shown=True,
            )
        ],
        "representatives": [Representative(name="Radomir Nikolić", role="mayor")],
        "initiatives": [initiative],
    }
    draft.set_rows(**(everything if rows is None else rows))
    draft.save()
    draft.save_revision()
    return draft


def set_template(code="en", /, **fields) -> None:
    template = AnnouncementTemplate.objects.get(locale__language_code=code)
    for name, value in fields.items():
        setattr(template, name, value)
    template.full_clean()
    template.save()


def article_in(code="en") -> NewsArticlePage:
    return NewsArticlePage.objects.get(locale__language_code=code)


def html_of(article: NewsArticlePage) -> str:
    return "".join(block.render() for block in article.get_latest_revision_as_object().body)


def text_of(article: NewsArticlePage) -> str:
    body = re.sub("[ \n]+", " ", strip_tags(html_of(article).replace("<", " <")))
    return f"{article.title} {article.introduction} {body}"


def blocks_of(article: NewsArticlePage) -> list[str]:
    return [block.block_type for block in article.body]


class TestArticle:
    def test_is_drafted_in_both_languages(self, news, user):
        draft = make_draft()
        admission = admit(draft, user=user, when=DAY)
        english, french = article_in("en"), article_in("fr")
        assert admission.drafted == [english, french]
        assert english.translation_key == french.translation_key
        assert [english.get_parent(), french.get_parent()] == [Page(pk=page.pk) for page in news]
        for article in (english, french):
            assert not article.live
            assert (article.kind, article.date) == ("accession", "2024-05")
            assert article.latest_revision.user == article.owner == user
            link = article.related_participants.get()
            assert (link.participant_id, link.role) == (draft.pk, "announces_accession")
            assert [row.country for row in article.related_countries.all()] == ["RS"]
            assert [theme.slug for theme in article.themes.all()] == ["housing"]
            article.full_clean()

    def test_says_what_is_known_in_english(self, news, user):
        make_participant("first", number=130)
        admit(make_draft(), user=user, when=DAY)
        text = text_of(article_in("en"))
        assert "Kragujevac joins the Alliance as participant 131" in text
        assert "Kragujevac (Serbia) is the one hundred and thirty-first participant" in text
        assert "represented by Radomir Nikolić, mayor." in text
        assert "Support centre (Housing, since 2014, European funds)" in text
        assert "Roma population: about 1,800 (unofficial data, 2014, Social service)" in text

    def test_says_the_same_in_french_without_the_english_title(self, news, user):
        make_participant("first", number=130)
        admit(make_draft(), user=user, when=DAY)
        text = text_of(article_in("fr"))
        assert "Kragoujevats (Serbie) est le cent trente et unième participant" in text
        assert "représentée par Radomir Nikolić, maire." in text
        assert "Logement, début\u00a0: 2014, fonds européens" in text
        assert "environ 1\u202f800 (données non officielles, 2014, Social service)" in text
        for english in ("Support", "Housing", "since", "funds", "mayor", "Serbia", "about", "data"):
            assert english not in text

    def test_tells_a_measure_that_has_a_french_title_by_it(self, news, user):
        initiative = Initiative(theme=make_theme())
        initiative.texts = [InitiativeText(locale=locale("fr"), title="Centre de soutien")]
        admit(make_draft(rows={"initiatives": [initiative]}), user=user, when=DAY)
        assert "Centre de soutien (Logement)" in text_of(article_in("fr"))
        assert "Centre de soutien" not in text_of(article_in("en"))
        assert "Housing" in text_of(article_in("en"))

    def test_names_the_letter_in_the_language_of_the_article(self, news, user):
        application = make_application(received_at=datetime(2024, 12, 5, 23, 30, tzinfo=UTC))
        draft = participant_from(application)
        draft.save()
        draft.save_revision()
        Application.objects.update(participant=draft)
        admit(draft, user=user, when=DAY)
        english, french = (letter_source(application, code) for code in ("en", "fr"))
        assert english == "Letter of Megara, 6 December 2024"
        assert "6 décembre 2024" in french
        assert f"(self-declared, 2011, {english}: Census of 2011)" in text_of(article_in("en"))
        assert "Census" not in text_of(article_in("fr"))
        assert text_of(article_in("en")).count(english) == 2
        assert text_of(article_in("fr")).count(french) == 2
        assert english not in text_of(article_in("fr"))

    def test_source_that_is_no_letter_stays_as_it_is(self, news, user):
        application = make_application()
        draft = make_draft()
        Application.objects.update(participant=draft)
        admit(draft, user=user, when=DAY)
        assert letter_source(application, "fr") not in text_of(article_in("fr"))
        assert "2014, Social service)" in text_of(article_in("fr"))

    def test_name_without_a_french_form_is_that_of_the_main_language(self, news, user):
        admit(make_draft(texts={"en": "Kragujevac"}), user=user, when=DAY)
        assert article_in("fr").title.startswith("Kragujevac rejoint")

    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Крагујевац", "крагујевац-joins-the-alliance-as-participant-1"),
            ("Şişli", "şişli-joins-the-alliance-as-participant-1"),
            ("Μέγαρα", "μέγαρα-joins-the-alliance-as-participant-1"),
        ],
    )
    def test_slug_keeps_the_script_of_the_name(self, news, user, name, slug):
        admit(make_draft(texts={"en": name}), user=user, when=DAY)
        assert article_in().slug == slug

    def test_slug_is_free(self, news, user):
        set_template(title="{name} joins")
        for slug in ("one", "two"):
            admit(make_draft(slug, texts={"en": "Halle"}), user=user, when=DAY)
        articles = NewsArticlePage.objects.filter(locale__language_code="en").order_by("pk")
        assert [article.slug for article in articles] == ["halle-joins", "halle-joins-2"]

    def test_long_name_fits(self, news, user):
        admit(make_draft(texts={"en": "Long " * 51}), user=user, when=DAY)
        article_in().full_clean()
        assert article_in().title.endswith("…")

    def test_date_is_that_of_the_day_where_the_admission_has_none(self, news, user):
        admit(make_draft(), user=user, when=None)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", article_in().date)

    def test_once_published_is_shown_like_any_other(self, client, news, user):
        draft = make_draft(texts={"en": "Kragujevac"})
        admit(draft, user=user, when=DAY)
        article = article_in()
        assert client.get(article.get_url()).status_code == 404
        article.get_latest_revision().publish()
        page = client.get(article.get_url())
        assert page.status_code == 200
        assert "announces the accession of" not in page.content.decode()
        Participant.objects.get(pk=draft.pk).get_latest_revision().publish()
        assert "announces the accession of" in client.get(article.get_url()).content.decode()

    def test_is_found_where_the_participant_is_used(self, news, user):
        draft = make_draft()
        admit(draft, user=user, when=DAY)
        used_by = ReferenceIndex.get_references_to(draft).values_list("object_id", flat=True)
        assert set(used_by) >= {str(article_in("en").pk), str(article_in("fr").pk)}


class TestHoles:
    def test_nothing_is_said_of_what_is_unknown(self, news, user):
        admit(make_draft(rows={}), user=user, when=DAY)
        article = article_in()
        assert blocks_of(article) == ["paragraph", "paragraph"]
        assert "represented" not in text_of(article)
        assert "population" not in text_of(article)
        assert "{" not in html_of(article)

    def test_a_unit_goes_and_its_neighbours_stay(self, news, user):
        body = [
            ("heading", "Figures"),
            ("paragraph", "<ul><li>{population}</li><li>{name}</li></ul><p>{kind}: {measures}</p>"),
            ("fact", {"label": "Figures", "text": "{country}\n{population}"}),
            ("quote", {"text": "We say {measures}", "attribution": "{name}"}),
            ("heading", "{population}"),
            ("paragraph", "<ul><li>{population}<ul><li>{name}</li></ul></li></ul>"),
        ]
        set_template(body=body)
        admit(make_draft(rows={}), user=user, when=DAY)
        article = article_in()
        assert blocks_of(article) == ["heading", "paragraph", "fact"]
        assert article.body[1].value.source == "<ul><li>Kragujevac</li></ul>"
        assert article.body[2].value["text"] == "Serbia"

    def test_reason_for_the_absence_of_a_figure_is_something_to_say(self, news, user):
        figure = Figure(measure="roma_population", absence="not_collected", is_shown=True)
        admit(make_draft(rows={"figures": [figure]}), user=user, when=DAY)
        assert "Roma population: not collected" in text_of(article_in("en"))
        assert "Population rom\u00a0: donnée non recueillie" in text_of(article_in("fr"))

    def test_measures_are_a_list_alone_and_a_sentence_among_words(self, news, user):
        measures = []
        for title in ("One", "Two; three"):
            initiative = Initiative(theme=make_theme())
            initiative.texts = [InitiativeText(locale=locale(), title=title)]
            measures.append(initiative)
        set_template(body=[("paragraph", "<p>{measures}</p><p>It does: {measures}.</p>")])
        admit(make_draft(rows={"initiatives": measures}), user=user, when=DAY)
        html = article_in().body[0].value.source
        assert "<ul><li>One (Housing)</li><li>Two; three (Housing)</li></ul>" in html
        assert "<p>It does: One (Housing); Two; three (Housing).</p>" in html


class TestEscaping:
    NAME = '<b>Bold</b> & {number} "x"'

    def test_words_bring_no_markup_and_no_placeholder(self, news, user):
        set_template(
            title="{name}",
            body=[
                ("heading", "{name}"),
                ("paragraph", "<p>{name}</p>"),
                ("fact", {"label": "{name}", "text": "{name}"}),
            ],
        )
        admit(make_draft(texts={"en": self.NAME}), user=user, when=DAY)
        article = article_in()
        assert article.title == self.NAME
        html = html_of(article)
        assert "<b>" not in html
        assert html.count("&lt;b&gt;Bold&lt;/b&gt; &amp; {number}") == 4

    def test_measures_are_escaped_in_a_list(self, news, user):
        initiative = Initiative(theme=make_theme())
        initiative.texts = [InitiativeText(locale=locale(), title="<script>alert(1)</script>")]
        admit(make_draft(rows={"initiatives": [initiative]}), user=user, when=DAY)
        assert "<script" not in html_of(article_in())
        assert "&lt;script&gt;alert(1)&lt;/script&gt; (Housing)" in html_of(article_in())

    def test_links_of_the_template_stay(self, news, user):
        link = f'<a id="{news[0].pk}" linktype="page">About {{name}}</a>'
        set_template(body=[("paragraph", f"<p>{link}</p>")])
        admit(make_draft(), user=user, when=DAY)
        source = article_in().body[0].value.source
        assert 'linktype="page"' in source
        assert "About Kragujevac</a>" in source


class TestCountryPage:
    def test_of_a_new_country_is_drafted_once(self, countries, user):
        drafted = admit(make_draft(), user=user, when=DAY).drafted
        english, french = drafted
        assert (english.title, french.title) == ("Serbia", "Serbie")
        assert english.translation_key == french.translation_key
        assert not english.live
        assert english.latest_revision.user == user
        assert english.current_workflow_state is not None
        assert admit(make_draft("novi-sad"), user=user, when=DAY).drafted == []

    def test_is_drafted_in_the_language_that_lacks_it(self, countries, user):
        page = make_page(CountryPage, countries[0], title="Serbia", country="RS", live=False)
        (french,) = admit(make_draft(), user=user, when=DAY).drafted
        assert french.locale == locale("fr")
        assert french.translation_key == page.translation_key

    def test_is_not_drafted_where_others_took_part_before(self, countries, user):
        former = make_participant("former", country="RS", number=5)
        former.events = [
            MembershipEvent(kind="admitted", date="2004"),
            MembershipEvent(kind="withdrawn", date="2016"),
        ]
        former.save_revision().publish()
        assert admit(make_draft(), user=user, when=DAY).drafted == []

    def test_is_drafted_although_others_have_applied(self, countries, user):
        make_participant("applicant", country="RS", joined=None, is_public=False)
        assert len(admit(make_draft(), user=user, when=DAY).drafted) == 2


class TestWhen:
    def test_a_participant_that_comes_back_is_not_announced(self, news, countries, user):
        former = make_participant("former", number=4)
        former.events = [
            MembershipEvent(kind="admitted", date="2004"),
            MembershipEvent(kind="withdrawn", date="2016"),
        ]
        former.save_revision().publish()
        former = Participant.objects.get(pk=former.pk)
        assert admit(former, user=user, when=DAY).drafted == []

    def test_a_script_announces_nobody(self, news, countries):
        assert admit(make_draft(), user=None, when=DAY).drafted == []

    def test_a_language_without_a_template_has_no_article(self, news, user):
        AnnouncementTemplate.objects.get(locale=locale("fr")).delete()
        (article,) = admit(make_draft(), user=user, when=DAY).drafted
        assert article.locale == locale("en")

    def test_a_site_without_news_or_countries_has_none(self, user):
        assert admit(make_draft(), user=user, when=DAY).drafted == []

    def test_rollback_takes_everything_back(self, news, countries, user):
        def stop(**kwargs):
            raise RuntimeError

        draft = make_draft()
        participant_admitted.connect(stop)
        try:
            with pytest.raises(RuntimeError):
                admit(draft, user=user, when=DAY)
        finally:
            participant_admitted.disconnect(stop)
        assert not NewsArticlePage.objects.exists()
        assert not CountryPage.objects.exists()
        assert not WorkflowState.objects.exists()
        assert not IssuedNumber.objects.exists()


class TestWorkflow:
    def test_is_started_by_the_officer_and_moderators_are_told(
        self, news, user, django_user_model, django_capture_on_commit_callbacks
    ):
        moderator = django_user_model.objects.create_user("moderator", "m@example.org", "pw")
        moderator.groups.add(Group.objects.get(name="Moderators"))
        with django_capture_on_commit_callbacks(execute=True):
            admit(make_draft(), user=user, when=DAY)
        for code in ("en", "fr"):
            state = article_in(code).current_workflow_state
            assert state.requested_by == user
            assert state.current_task_state.revision == article_in(code).latest_revision
        told = [message for message in mail.outbox if message.to == ["m@example.org"]]
        assert len(told) == 2

    def test_is_not_needed(self, news, user):
        Workflow.objects.all().delete()
        Task.objects.all().delete()
        admit(make_draft(), user=user, when=DAY)
        assert article_in().current_workflow_state is None


def test_work_does_not_grow_with_the_site(news, countries, user, django_assert_max_num_queries):
    def queries_of(slug: str, country: str) -> int:
        with django_assert_max_num_queries(900) as queries:
            admit(make_draft(slug, country=country), user=user, when=DAY)
        return len(queries)

    queries_of("first", "GR")
    few = queries_of("second", "RS")
    for place in range(10):
        admit(make_draft(f"other-{place}", country="HU"), user=user, when=DAY)
    assert queries_of("last", "HR") == few


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (1, "first", "premier"),
        (131, "one hundred and thirty-first", "cent trente et unième"),
        (180, "one hundred and eightieth", "cent quatre-vingtième"),
        (200, "two hundredth", "deux centième"),
        (203, "two hundred and third", "deux cent troisième"),
        (1131, "one thousand one hundred and thirty-first", "mille cent trente et unième"),
    ],
)
def test_ordinals_are_words_of_the_language(number, english, french):
    with override("en"):
        assert ordinal(number) == english
    with override("fr"):
        assert ordinal(number) == french
    with override("el"):
        assert ordinal(number) == f"{number:,}".replace(",", ".")
