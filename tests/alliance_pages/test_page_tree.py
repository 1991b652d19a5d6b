"""Which page may stand below which."""

from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase

from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    JoinPage,
    NewsArticlePage,
    NewsIndexPage,
    ParticipantIndexPage,
    StandardPage,
    TerminologyNotePage,
)

BELOW_HOME = {
    CountryIndexPage,
    JoinPage,
    NewsIndexPage,
    ParticipantIndexPage,
    StandardPage,
    TerminologyNotePage,
}


class PageTreeTests(WagtailPageTestCase):
    def test_home_stands_at_the_top(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedSubpageTypes(HomePage, BELOW_HOME)

    def test_articles_stand_in_the_news(self):
        self.assertAllowedParentPageTypes(NewsIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(NewsIndexPage, {NewsArticlePage})
        self.assertAllowedParentPageTypes(NewsArticlePage, {NewsIndexPage})
        self.assertAllowedSubpageTypes(NewsArticlePage, {})

    def test_country_pages_stand_among_the_countries(self):
        self.assertAllowedParentPageTypes(CountryIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(CountryIndexPage, {CountryPage})
        self.assertAllowedParentPageTypes(CountryPage, {CountryIndexPage})
        self.assertAllowedSubpageTypes(CountryPage, {})

    def test_finder_terminology_and_joining_have_no_children(self):
        for model in (ParticipantIndexPage, TerminologyNotePage, JoinPage):
            self.assertAllowedParentPageTypes(model, {HomePage})
            self.assertAllowedSubpageTypes(model, {})

    def test_standard_pages_stand_below_home_and_each_other(self):
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})
        self.assertAllowedSubpageTypes(StandardPage, {StandardPage})

    def test_every_page_type_says_its_parents_and_children(self):
        for model in {HomePage, NewsArticlePage, CountryPage, *BELOW_HOME}:
            assert "parent_page_types" in vars(model), model
            assert "subpage_types" in vars(model), model

    def test_there_is_one_terminology_note_per_language(self):
        home = HomePage.objects.get(locale__language_code="en")
        note = TerminologyNotePage(title="Note", umbrella_term="x", summary="x")
        home.add_child(instance=note)
        assert not TerminologyNotePage.can_create_at(home)
        french = HomePage.objects.get(locale__language_code="fr")
        assert TerminologyNotePage.can_create_at(french)

    def test_there_is_one_page_on_joining_per_language(self):
        home = HomePage.objects.get(locale__language_code="en")
        home.add_child(instance=JoinPage(title="Join"))
        assert not JoinPage.can_create_at(home)
        assert JoinPage.can_create_at(HomePage.objects.get(locale__language_code="fr"))
