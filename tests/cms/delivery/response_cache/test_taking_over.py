"""Which answers outlive a change: those that it has not touched, as soon as that is known."""

from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, ReferenceIndex

from cms.delivery.content_version.install import install
from cms.delivery.models import Change, ContentVersion, Invalidation
from cms.delivery.models import outbox as models
from cms.delivery.outbox import changes as taking
from cms.delivery.outbox.changes import take_changes
from participants.models import CreditedImage, Participant
from tests.cms.delivery.conftest import Visitor, settle
from tests.factories import make_article, make_image, make_participant, make_theme

PROFILES = "/api/v2/participants/{}/"
NOTHING_ELSE = "/api/v2/images/"

pytestmark = pytest.mark.django_db


def deliver():
    settle()
    while take_changes():
        pass


@pytest.fixture
def places(project):
    """Return two participants, all told of them."""
    found = make_participant("megara"), make_participant("volos")
    deliver()
    return found


@pytest.fixture
def visitor(places, monkeypatch):
    """Return somebody who never waits, and has read all that the tests ask for."""
    monkeypatch.setattr("cms.delivery.response_cache.state.WORTH_WAITING", 0)
    found = Visitor()
    for place in places:
        found.get(PROFILES.format(place.pk))
    found.get(NOTHING_ELSE)
    found.asked.clear()
    return found


def rename(place, address="https://new.example.org"):
    Participant.objects.filter(pk=place.pk).update(website=address)


def asked_for(visitor, *addresses):
    """Return which of some addresses Django is asked for when they are read now."""
    visitor.asked.clear()
    for address in addresses:
        assert visitor.get(address).status == 200
    return [address.removesuffix("?") for address in visitor.asked]


def test_what_a_change_has_not_touched_is_not_worked_out_again(visitor, places):
    changed, other = (PROFILES.format(place.pk) for place in places)
    rename(places[0])
    deliver()
    assert asked_for(visitor, changed, other, NOTHING_ELSE) == [changed]
    assert "new.example.org" in visitor.get(changed).text


def test_nothing_is_taken_over_before_it_is_known_what_has_changed(visitor, places):
    other = PROFILES.format(places[1].pk)
    rename(places[0])
    assert asked_for(visitor, other) == [other]
    deliver()
    assert asked_for(visitor, other, NOTHING_ELSE) == []


def test_steps_add_up(visitor, places):
    addresses = [PROFILES.format(place.pk) for place in places]
    for place in places:
        rename(place)
        deliver()
    assert asked_for(visitor, *addresses, NOTHING_ELSE) == addresses


def test_steps_that_no_reader_has_seen_add_up_as_well(visitor, places):
    addresses = [PROFILES.format(place.pk) for place in places]
    rename(places[0])
    # Between two steps somebody has read.
    visitor.get(NOTHING_ELSE)
    rename(places[1])
    deliver()
    assert asked_for(visitor, *addresses, NOTHING_ELSE) == addresses


def test_what_was_worked_out_since_wins(visitor, places):
    changed = PROFILES.format(places[0].pk)
    rename(places[0])
    assert asked_for(visitor, changed) == [changed]
    deliver()
    assert asked_for(visitor, changed) == []
    assert "new.example.org" in visitor.get(changed).text


def test_forgotten_steps_leave_nothing(visitor, places, monkeypatch):
    monkeypatch.setattr(models, "MOST_STEPS", 1)
    for number in range(2):
        rename(places[0], f"https://{number}.example.org")
        deliver()
    assert Invalidation.objects.count() == 1
    assert asked_for(visitor, NOTHING_ELSE) == [NOTHING_ELSE]


def test_what_names_no_object_leaves_nothing(visitor, news_index):
    restriction = PageViewRestriction.objects.create(page=news_index, restriction_type="groups")
    deliver()
    visitor.get(NOTHING_ELSE)
    restriction.groups.add(Group.objects.create(name="Readers"))
    deliver()
    assert asked_for(visitor, NOTHING_ELSE) == [NOTHING_ELSE]
    # From there on it is known again.
    make_theme("health")
    deliver()
    assert asked_for(visitor, NOTHING_ELSE) == []


def test_nothing_is_known_after_the_triggers_were_put_in_place(visitor):
    deliver()
    install()
    deliver()
    assert asked_for(visitor, NOTHING_ELSE) == [NOTHING_ELSE]


def test_answers_that_do_not_say_what_they_show_are_dropped(visitor, places, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "CacheTag" not in name]
    silent = Visitor()
    other = PROFILES.format(places[1].pk)
    silent.get(other)
    rename(places[0])
    deliver()
    assert asked_for(silent, other) == [other]


def test_no_answer_is_taken_over_its_day(visitor, places):
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        rename(places[0])
        deliver()
        assert asked_for(visitor, NOTHING_ELSE) == [NOTHING_ELSE]


def test_what_is_taken_over_takes_no_more_room(visitor, places, settings):
    room = sum(answer.size for answer in visitor.front.content.state().store.answers.values())
    rename(places[0])
    deliver()
    store = visitor.front.content.state().store
    assert store.size == sum(answer.size for answer in store.answers.values()) < room
    visitor.get(PROFILES.format(places[0].pk))
    store.capacity = store.size - 1
    store.take_over([])
    assert store.size <= store.capacity


# Indexes and renditions, which others are not told of


def test_an_index_that_is_written_later_touches_the_lists(visitor, news_index, webhook):
    article = make_article(news_index, "One", slug="one")
    deliver()
    told = webhook.messages.count()
    searched = "/api/v2/pages/?search=one"
    asked_for(visitor, searched, NOTHING_ELSE)
    article.index_entries.update(title="other")
    deliver()
    assert asked_for(visitor, searched, NOTHING_ELSE) == [searched]
    assert webhook.messages.count() == told


def test_a_rendition_that_is_gone_touches_what_shows_its_image(project, monkeypatch):
    monkeypatch.setattr("cms.delivery.response_cache.state.WORTH_WAITING", 0)
    image = make_image()
    place, other = make_participant("megara", image=image), make_participant("volos")
    image.get_rendition("width-33")
    deliver()
    visitor = Visitor()
    addresses = [PROFILES.format(one.pk) for one in (place, other)]
    asked_for(visitor, *addresses)
    CreditedImage.objects.get().renditions.all().delete()
    deliver()
    assert asked_for(visitor, *addresses) == addresses[:1]


def test_references_that_come_later_are_told_with_what_they_show(project, news_index, webhook):
    article = make_article(news_index, "One", slug="one")
    image = make_image()
    deliver()
    told = webhook.messages.count()
    # As when the index of references is written after the deliverer has looked.
    ReferenceIndex.objects.create(
        base_content_type=ContentType.objects.get_for_model(Page),
        content_type=article.content_type,
        object_id=str(article.pk),
        to_content_type=ContentType.objects.get_for_model(CreditedImage),
        to_object_id=str(image.pk),
        model_path="lead_image",
        content_path="lead_image",
        content_path_hash="0" * 32,
    )
    deliver()
    assert webhook.messages.count() == told + 1


# While others write


def test_changes_are_read_again_when_something_has_changed_meanwhile(places, monkeypatch):
    real, others = taking.read_entries, iter(places)

    def disturbed(*arguments, **options):
        read = real(*arguments, **options)
        if (place := next(others, None)) is not None:
            rename(place)
            settle()
        return read

    make_theme("health")
    settle()
    before = ContentVersion.objects.get().invalidated_to
    monkeypatch.setattr(taking, "read_entries", disturbed)
    take_changes()
    step, version = Invalidation.objects.last(), ContentVersion.objects.get()
    assert (step.before, step.after) == (before, version.token)
    assert {f"participant:{place.pk}" for place in places} <= set(step.tags)
    assert not Change.objects.exists()


def test_who_is_never_left_in_peace_tells_all_the_same(places, webhook, monkeypatch):
    real = taking.read_entries

    def disturbed(*arguments, **options):
        read = real(*arguments, **options)
        rename(places[0], f"https://{timezone.now().timestamp()}.example.org")
        settle()
        return read

    make_theme("health")
    settle()
    with monkeypatch.context() as patched:
        patched.setattr(taking, "read_entries", disturbed)
        assert take_changes() > 0
    assert webhook.messages.exists()
    assert ContentVersion.objects.get().invalidated_to == ""
    deliver()
    version = ContentVersion.objects.get()
    assert version.invalidated_to == version.token


def test_more_changes_than_are_read_at_once_leave_nothing(visitor, places, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 2)
    for word in ("health", "housing", "education"):
        make_theme(word)
    deliver()
    assert asked_for(visitor, NOTHING_ELSE) == [NOTHING_ELSE]


def test_readers_wait_until_it_is_known(database_for_threads, project, monkeypatch):
    monkeypatch.setattr("cms.delivery.response_cache.state.WORTH_WAITING", 30)
    visitor, teller = read_before_a_change()
    teller.start()
    assert asked_for(visitor, NOTHING_ELSE) == []
    teller.join()


def test_readers_wait_for_a_moment_only(database_for_threads, project):
    visitor, _teller = read_before_a_change()
    assert asked_for(visitor, NOTHING_ELSE) == [NOTHING_ELSE]


def read_before_a_change():
    """Return who has read, and a thread that will tell what has been changed since."""
    # Tests that commit may have left the database without them.
    Locale.objects.get_or_create(language_code="en")
    place = make_participant("megara")
    deliver()
    visitor = Visitor()
    asked_for(visitor, NOTHING_ELSE)
    rename(place)

    def tell():
        deliver()
        connection.close()

    return visitor, Thread(target=tell)
