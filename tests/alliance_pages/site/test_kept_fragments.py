"""Cards, news and maps that were printed before are printed anew once they would differ."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from alliance_pages.content_version import answers
from alliance_pages.models import CountryPage, NewsArticlePage, ParticipantIndexPage
from participants.models import CreditedImage, Figure, Participant, ParticipantText, Theme
from participants.registry.registry_cache import AnswersByVersion
from participants.templatetags.participant_tags import fragments
from tests.factories import (
    make_article,
    make_image,
    make_page,
    make_participant,
    make_theme,
    picture_file,
)

pytestmark = pytest.mark.django_db

ADDRESSES = ("/en/", "/fr/", "/en/countries/greece/")


@pytest.fixture
def shown(home, french_home, participant_index, country_index, news_index):
    """Return a participant with a picture, and an article with another one on its country."""
    make_page(CountryPage, country_index, title="Greece", country="GR")
    participant = make_participant(
        "megara", image=make_image("Seat"), latitude=38, longitude=23, themes=[make_theme()]
    )
    article = make_article(
        news_index, "Megara joins", participants=[participant], lead_image=make_image("Signing")
    )
    return participant, article


@pytest.fixture
def read(client, shown):
    """Return a function that reads all pages, and again with nothing kept: both are the same.

    Each was read before, so that renditions are made.
    """

    def ask():
        return {address: client.get(address).content.decode() for address in ADDRESSES}

    def read_all():
        found = ask()
        fragments.clear()
        answers.clear()
        assert ask() == found
        return found

    ask()
    return read_all


def change_picture(**values):
    CreditedImage.objects.filter(title="Seat").update(**values)


def change_article(**values):
    NewsArticlePage.objects.update(**values)


def move_focus():
    point = dict.fromkeys(("x", "y", "width", "height"), 1)
    change_picture(**{f"focal_point_{name}": value for name, value in point.items()})


CHANGES = {
    "credit of a participant's picture": lambda: change_picture(author="Somebody Else"),
    "licence": lambda: change_picture(licence="CC-BY-4.0"),
    "alternative text": lambda: change_picture(alternative_texts={"en": "Town", "fr": "Ville"}),
    "name of the participant": lambda: ParticipantText.objects.update(name="Megara on the Sea"),
    "local name": lambda: Participant.objects.update(name_local="Μέγαρα", kind="region"),
    "address of the participant": lambda: Participant.objects.update(slug="nisaea"),
    "name of a theme": lambda: Theme.objects.update(labels={"en": "Schools", "fr": "Écoles"}),
    "participant hidden": lambda: Participant.objects.update(live=False),
    "participant expired": lambda: Participant.objects.update(
        expire_at=timezone.now() - timedelta(days=1)
    ),
    "focus of the picture": move_focus,
    "title of the article": lambda: change_article(title="Megara has joined"),
    "words of the article": lambda: change_article(introduction="Read that."),
    "date and kind": lambda: change_article(date="2015", kind="interview"),
    "credit of the article's picture": lambda: CreditedImage.objects.filter(title="Signing").update(
        author="Somebody Else"
    ),
    "another picture": lambda: change_article(lead_image=make_image("Handshake")),
    "no picture": lambda: change_article(lead_image=None),
    "article expired": lambda: change_article(expire_at=timezone.now() - timedelta(days=1)),
    "article no longer live": lambda: change_article(live=False),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_change_is_seen_at_once(read, change):
    before = read()
    change()
    assert read() != before


def test_each_language_has_its_own_words(read):
    pages = read()
    assert ">Housing<" in pages["/en/"]
    assert ">Logement<" in pages["/fr/"]
    assert ">Housing<" not in pages["/fr/"]


def test_figures_of_a_country_are_new(read, shown):
    figure = {"measure": "population", "value": 1_800, "basis": "official", "source": "Census"}
    Figure.objects.create(participant=shown[0], is_shown=True, **figure)
    assert "1,800" in read()["/en/countries/greece/"]


def test_another_file_of_a_picture_is_shown(read):
    image = CreditedImage.objects.get(title="Seat")
    before = image.get_rendition("fill-480x300|format-webp").url
    assert before in read()["/en/countries/greece/"]
    image.renditions.all().delete()
    image.file = picture_file("other.png")
    image.save()
    after = image.get_rendition("fill-480x300|format-webp").url
    assert after != before
    pages = read()
    for address in ("/en/", "/en/countries/greece/"):
        assert after in pages[address]
        assert before not in pages[address]


def test_picture_that_could_not_be_read_is_shown_once_it_can(read):
    image = CreditedImage.objects.get(title="Seat")
    move_focus()  # so that another rendition is needed than is there
    image.file.storage.delete(image.file.name)
    assert "not-found" in read()["/en/countries/greece/"]
    image.file.storage.save(image.file.name, picture_file())
    assert "not-found" not in read()["/en/countries/greece/"]


def test_drafts_are_not_shown(read, shown):
    participant, article = shown
    before = read()
    article.title = "Megara leaves"
    article.save_revision()
    participant.texts = [ParticipantText(locale=article.locale, name="Nisaea")]
    participant.save_revision()
    make_participant("samos", is_public=False)
    assert read() == before


def test_what_becomes_private_leaves_the_lists(read, news_index):
    PageViewRestriction.objects.create(
        page=news_index, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    assert "Megara joins" not in "".join(read().values())


def test_participant_that_is_hidden_takes_its_articles_off_the_country(read, shown):
    assert "Megara joins" in read()["/en/countries/greece/"]
    shown[0].unpublish()
    assert "Megara" not in read()["/en/countries/greece/"]


def test_links_to_articles_follow_section_and_site(read, news_index):
    news_index.slug = "latest"
    news_index.save_revision().publish()
    for address in ("/en/", "/en/countries/greece/"):
        assert 'href="/en/latest/megara-joins/"' in read()[address]
    Site.objects.create(hostname="news.example.org", root_page=news_index)
    read()


def test_addresses_of_profiles_in_another_language_are_followed(read, client, participant_index):
    # There is no French index: a map in French leads to the English profiles.
    assert not ParticipantIndexPage.objects.filter(locale__language_code="fr").exists()
    assert "/en/participants/megara/" in read()["/fr/"]
    participant_index.slug = "members"
    participant_index.save_revision().publish()
    assert "/en/participants/megara/" not in client.get("/fr/").content.decode()


@pytest.mark.usefixtures("keeping")
def test_printed_cards_load_no_participants(read, client, shown):
    shown[1].save_revision().publish()
    read()
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/countries/greece/")
    assert not [entry for entry in asked if "participants_participanttext" in entry["sql"]]
    assert not [entry for entry in asked if "participants_figure" in entry["sql"]]


def test_fragments_are_bounded_by_their_length():
    kept = AnswersByVersion(10, size=len)
    for word in ("four", "five5", "three"):
        assert kept.get("version", word, lambda word=word: word) == word
    assert kept.get("version", "four", lambda: "anew") == "anew"
    assert kept.get("version", "three", lambda: "anew") == "three"
    assert kept.get("version", "too long", lambda: "more than ten") == "more than ten"
    assert kept.get("version", "three", lambda: "anew") == "anew"
