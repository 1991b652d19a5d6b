"""Which changes give the public content a new version, and what the outbox says of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

from alliance_pages.models import NewsArticlePage
from cms.delivery.models import Change
from participants.models import (
    Application,
    CreditedImage,
    Participant,
    ParticipantText,
    Representative,
)
from participants.registry.pictures.making import make_renditions
from tests.cms.delivery.conftest import announcements, settle, version
from tests.factories import (
    build_participant,
    make_admin,
    make_article,
    make_image,
    make_participant,
    make_theme,
    make_withdrawn,
)

PARTICIPANT = "participants.participant"
PAGE = "wagtailcore.page"


@pytest.fixture
def article(news_index) -> NewsArticlePage:
    return make_article(news_index)


@pytest.fixture
def changes(db):
    """Return a function that makes a change and gives (has a new version, what was told)."""
    settle()

    def watch(change):
        announcements()
        before = version()
        change()
        return version() != before, announcements()

    return watch


def make_draft_article(parent, slug="draft"):
    draft = make_article(parent, slug=slug, live=False)
    draft.save_revision()
    return draft


def publish(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save_revision().publish()


def test_publishing_a_participant_is_one_event(changes):
    draft = make_participant(is_public=False)
    assert changes(lambda: draft.get_latest_revision().publish()) == (
        True,
        [(PARTICIPANT, "published")],
    )


def test_publishing_again_is_an_update(changes):
    participant = make_participant()
    change = changes(lambda: publish(participant, website="https://megara.example.org"))
    assert change == (True, [(PARTICIPANT, "updated")])


def test_unpublishing_is_told(changes):
    participant = make_participant()
    assert changes(participant.unpublish) == (True, [(PARTICIPANT, "unpublished")])


def test_deleting_a_live_participant_is_told(changes):
    participant = make_participant()
    has_changed, events = changes(participant.delete)
    assert has_changed
    assert events[-1] == (PARTICIPANT, "deleted")


@pytest.mark.parametrize(
    "change",
    [
        lambda: Participant.objects.update(website="https://example.org"),
        lambda: ParticipantText.objects.update(summary="<p>New</p>"),
        lambda: Representative.objects.bulk_create(
            [Representative(participant=Participant.objects.get(), name="A B", role="mayor")]
        ),
        lambda: ParticipantText.objects.all()._raw_delete("default"),
    ],
    ids=["update", "update of a child", "bulk_create", "raw delete"],
)
def test_what_sends_no_signal_is_seen_too(changes, change):
    make_participant()
    assert changes(change) == (True, [(PARTICIPANT, "updated")])


def test_hiding_by_update_is_told_as_what_it_is(changes):
    make_participant()
    change = changes(lambda: Participant.objects.update(live=False))
    assert change == (True, [(PARTICIPANT, "unpublished")])


def test_bulk_created_live_rows_are_published(changes):
    rows = [Participant(slug=f"place-{n}", kind="city", country="GR") for n in range(3)]
    has_changed, events = changes(lambda: Participant.objects.bulk_create(rows))
    assert has_changed
    assert events == [(PARTICIPANT, "published")] * 3


def test_loaddata_is_seen(changes):
    make_participant()
    dumped = serializers.serialize("json", Participant.objects.all())
    Participant.objects.update(website="https://example.org")

    def load():
        for item in serializers.deserialize("json", dumped):
            item.save()

    assert changes(load) == (True, [(PARTICIPANT, "updated")])


def test_publishing_a_page_is_one_event(changes, news_index):
    draft = make_draft_article(news_index)
    has_changed, events = changes(lambda: draft.get_latest_revision().publish())
    assert has_changed
    assert events == [(PAGE, "published")]


def test_an_event_names_the_page_its_type_and_its_former_path(article):
    announcements()
    publish(article, slug="another-address")
    settle()
    change = Change.objects.filter(model=PAGE, object_id=str(article.pk)).get()
    assert change.content_type_id == ContentType.objects.get_for_model(NewsArticlePage).pk
    assert change.locale_id == article.locale_id
    assert change.path.endswith("/news/megara-joins/")


def test_moving_a_page_tells_of_all_below_it(changes, article, home, news_index):
    other = news_index.copy(update_attrs={"slug": "other", "title": "Other"}, recursive=False)
    other.save_revision().publish()
    has_changed, events = changes(lambda: article.move(other, pos="last-child"))
    assert has_changed
    assert (PAGE, "updated") in events


def test_a_new_address_of_a_parent_tells_of_its_children(changes, article, news_index):
    announcements()
    publish(news_index, slug="newest")
    settle()
    assert Change.objects.filter(object_id=str(article.pk), action="updated").exists()


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_a_restriction_belongs_to_its_page(changes, article, kind):
    def restrict():
        PageViewRestriction.objects.create(page=article, restriction_type=kind, password="x")

    assert changes(restrict) == (True, [(PAGE, "restricted")])
    assert changes(PageViewRestriction.objects.all().delete) == (True, [(PAGE, "published")])


PUBLIC_BESIDE = {
    "collection restriction": lambda: CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    ),
    "new image": make_image,
    "image rights": lambda: CreditedImage.objects.update(author="Somebody else"),
    "image deleted": lambda: CreditedImage.objects.all().delete(),
    "document": lambda: get_document_model().objects.create(
        title="Charter", file=ContentFile(b"%PDF", "charter.pdf")
    ),
    "redirect": lambda: Redirect.objects.create(old_path="/old", redirect_link="/en/"),
    "withdrawn address": lambda: make_withdrawn("/old"),
    "site": lambda: Site.objects.update(hostname="www.example.org"),
    "locale": lambda: Locale.objects.create(language_code="de"),
    "theme": lambda: make_theme("health"),
    "tag": lambda: CreditedImage.objects.get().tags.add("town hall"),
}


@pytest.mark.parametrize("name", PUBLIC_BESIDE)
def test_what_stands_beside_pages_is_public_too(changes, settings, name):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French"), ("de", "German")]
    make_image()
    has_changed, _events = changes(PUBLIC_BESIDE[name])
    assert has_changed


def test_scheduling_is_seen_since_it_moves_the_next_moment(changes, news_index):
    draft = make_draft_article(news_index)
    tomorrow = timezone.now() + timedelta(days=1)
    assert changes(lambda: publish(draft, go_live_at=tomorrow)) == (True, [])


def save_draft(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save_revision()


def test_drafts_change_nothing(changes, article, news_index):
    participant = make_participant()
    nothing = (False, [])
    assert changes(lambda: save_draft(participant, website="https://example.org")) == nothing
    assert changes(lambda: save_draft(article, title="Better", slug="better")) == nothing
    assert changes(lambda: make_participant("volos", is_public=False)) == nothing
    assert changes(lambda: make_draft_article(news_index)) == nothing
    draft = build_participant("patras")
    draft.save()
    assert changes(lambda: save_draft(draft, website="https://example.org")) == nothing


def test_locking_and_logging_in_change_nothing(changes, article):
    admin = make_admin()

    def lock():
        article.locked = True
        article.save(update_fields=["locked"])

    assert changes(lock) == (False, [])
    assert changes(lambda: Client().force_login(admin)) == (False, [])
    assert changes(lambda: Group.objects.create(name="Readers")) == (False, [])


def test_an_application_changes_nothing(changes):
    def apply():
        Application.objects.bulk_create([Application(country="GR", has_consented=True)])

    assert changes(apply) == (False, [])


def test_a_first_reader_changes_nothing_by_making_a_rendition(changes):
    image = make_image()
    assert changes(lambda: image.get_rendition("width-33")) == (False, [])


def test_pictures_whose_renditions_are_all_there_are_shown_anew(changes):
    image = make_image()
    made = (True, [("participants.creditedimage", "updated")])
    assert changes(lambda: make_renditions(image)) == made
    assert changes(lambda: make_renditions(image)) == (False, [])


def test_saving_without_a_difference_changes_nothing(changes):
    locale = Locale.objects.get(language_code="en")
    assert changes(locale.save) == (False, [])
