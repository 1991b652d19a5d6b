"""A small site with something of every kind to be found, made once for all that only ask it."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model

from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
    StandardPage,
    TerminologyNotePage,
)
from participants.models import MembershipEvent
from tests.factories import locale, make_article, make_full_participant, make_page, make_participant


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        _fill(HomePage.objects.get(locale=locale()))
        yield
        transaction.set_rollback(True)


def _fill(home):
    make_page(ParticipantIndexPage, home, title="Participants")
    countries = make_page(CountryIndexPage, home, title="All countries")
    news = make_page(NewsIndexPage, home, title="News")
    make_full_participant("megara", name_local="Μέγαρα", number=1)
    names = {"strasbourg": "Strasbourg", "innsbruck": "Innsbruck", "irakleio": "Irákleio"}
    for slug, name in names.items():
        make_participant(slug, texts={"en": name}, country="GR" if slug == "irakleio" else "FR")
    gone = make_participant("gone", texts={"en": "Megalopolis"})
    gone.events.add(MembershipEvent(kind="withdrawn", date="2020", sort_order=2))
    gone.save_revision().publish()
    make_page(CountryPage, countries, title="Greece", slug="greece", country="GR")
    make_article(news, "Week of Roma in Megara", slug="week", date="2015-05")
    make_article(news, "Older news", slug="older", introduction="Megara again.")
    _note_on_terminology(home)
    _page_with_a_document(home)


def _note_on_terminology(home):
    note = make_page(
        TerminologyNotePage,
        home,
        title="Terminology",
        slug="terminology",
        umbrella_term="Roma and Travellers",
        summary="Whom it covers.",
    )
    group = {"label": "a", "name": "Sinti", "subgroups": ["Manush"], "note": "Mostly in the west"}
    note.groups = TerminologyNotePage.groups.field.to_python([{"type": "group", "value": group}])
    note.save()


def _page_with_a_document(home):
    document = get_document_model().objects.create(
        title="Declaration of mayors", file=ContentFile(b"mayors", name="declaration.txt")
    )
    linked = f'<p><a linktype="document" id="{document.pk}">Declaration</a></p>'
    about = make_page(StandardPage, home, title="About us", slug="about", introduction="Héritage.")
    body = [{"type": "paragraph", "value": linked}]
    about.body = StandardPage.body.field.to_python(body)
    about.save()


def titles(answer):
    """Return the titles that are found by kind."""
    return {
        group["kind"]: [item["title"] for item in group["items"]]
        for group in answer["groups"]
        if group["total_count"]
    }


@pytest.fixture
def found(api):
    def ask(text, **parameters):
        status, answer = api("search/", q=text, **parameters)
        assert status == 200, answer
        return titles(answer)

    return ask
