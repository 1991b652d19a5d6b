"""Writing many at once leaves the same traces as publishing one by one."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.signals import published

from participants.models import Figure, IssuedNumber, MembershipEvent, Participant, ParticipantTheme
from participants.registry.bulk import save_drafts, save_published
from tests.factories import build_participant, make_admin, make_participant, make_theme

pytestmark = pytest.mark.django_db

OWN = {"pk", "id", "participant", "content_object", "slug", "number", "sort_name", "search_text"}
TIMES = {"first_published_at", "last_published_at", "latest_revision", "live_revision"}


def candidate(slug, number):
    """Return an unsaved participant with every part that a batch writes."""
    participant = build_participant(
        slug, texts={"en": "Megara", "fr": "Mégare"}, joined="2014-12", number=number
    )
    participant.figures = [
        Figure(measure="population", value=30000, basis="official", source="Census", is_shown=True)
    ]
    participant.theme_items = [ParticipantTheme(tag=make_theme())]
    return participant


def one_by_one(participant, user):
    participant.save()
    ModelLogEntry.objects.log_action(participant, "wagtail.create", user=user)
    participant.save_revision(user=user).publish(user=user)


def content(revision):
    """Return a revision's content without what names this very object."""

    def stripped(value):
        if isinstance(value, dict):
            return {key: stripped(item) for key, item in value.items() if key not in OWN | TIMES}
        return [stripped(item) for item in value] if isinstance(value, list) else value

    return json.dumps(stripped(revision.content), sort_keys=True, default=str)


def references(participant):
    found = ReferenceIndex.get_references_for_object(participant)
    return sorted(found.values_list("model_path", "to_object_id"))


@pytest.fixture
def pair():
    """Return a participant published by hand, and one published in a batch."""
    user = make_admin()
    alone, together = candidate("alone", 1), candidate("together", 2)
    one_by_one(alone, user)
    save_published([together], user)
    return tuple(Participant.objects.get(slug=slug) for slug in ("alone", "together"))


def test_columns_and_revisions_are_the_same(pair):
    alone, together = pair
    for field in Participant._meta.concrete_fields:
        if field.name not in OWN | TIMES:
            assert getattr(alone, field.name) == getattr(together, field.name), field.name
    assert together.live_revision_id == together.latest_revision_id
    assert together.first_published_at == together.last_published_at is not None
    assert (together.live, together.has_unpublished_changes) == (True, False)
    rows = [json.loads(content(item.live_revision)) for item in pair]
    for name in ("texts", "events", "figures", "theme_items", "kind", "country", "joined_on"):
        assert rows[0][name] == rows[1][name], name


def test_a_revision_can_be_opened_and_published_again(pair):
    _, together = pair
    draft = together.get_latest_revision_as_object()
    assert [text.name for text in draft.texts.all()] == ["Megara", "Mégare"]
    draft.name_local = "Κρήτη"
    draft.distinct_from = ["alone"]  # which is called Megara too
    draft.save_revision().publish()
    assert Participant.objects.matching("κρητη").get() == together


def test_log_references_search_and_number_are_there_at_once(pair):
    alone, together = pair
    for item in pair:
        actions = ModelLogEntry.objects.for_instance(item).values_list("action", flat=True)
        assert sorted(actions) == ["wagtail.create", "wagtail.publish"]
        assert item.revisions.get().user.username == "admin"
        assert IssuedNumber.objects.get(number=item.number).participant == item
    assert references(alone) == references(together) != []
    found = get_search_backend().search("megare", Participant)
    assert {item.pk for item in found} == {alone.pk, together.pk}
    assert Participant.objects.matching("megare").count() == 2


def test_published_is_sent_for_each():
    seen = []

    def receive(instance, revision, **kwargs):
        seen.append((instance.slug, revision.object_id == str(instance.pk)))

    published.connect(receive, sender=Participant)
    try:
        save_published([candidate("one", 1), candidate("two", 2)])
    finally:
        published.disconnect(receive, sender=Participant)
    assert seen == [("one", True), ("two", True)]


def test_drafts_stay_drafts():
    save_drafts([candidate("new", 5)])
    new = Participant.objects.get(slug="new")
    assert not new.live
    assert new.has_unpublished_changes
    assert not IssuedNumber.objects.exists()
    assert new.revisions.get() == new.latest_revision


def test_a_draft_of_a_public_one_changes_nothing_public():
    public = make_participant("megara", name_local="Megara")
    public.name_local = "Changed"
    save_drafts([public])
    stored = Participant.objects.get(pk=public.pk)
    assert (stored.name_local, stored.has_unpublished_changes) == ("Megara", True)
    assert stored.get_latest_revision_as_object().name_local == "Changed"


def test_stored_parts_are_changed_added_and_removed():
    item = make_participant("megara", themes=[make_theme("housing")])
    [event] = item.events.all()
    event.date = "2013"
    item.events = [event, MembershipEvent(kind="withdrawn", date="2016")]
    item.theme_items = [ParticipantTheme(tag=make_theme("health"))]
    save_published([item])
    stored = Participant.objects.get(pk=item.pk)
    assert [(row.pk == event.pk, row.date) for row in stored.events.all()] == [
        (True, "2013"),
        (False, "2016"),
    ]
    assert stored.status == "withdrawn"
    assert [theme.slug for theme in stored.themes.all()] == ["health"]


def test_a_broken_rule_stops_the_whole_batch():
    good, bad = candidate("good", 1), candidate("bad", 2)
    bad.figures = [Figure(measure="population", value=5, is_shown=True)]
    with pytest.raises(ValidationError, match="basis"):
        save_published([good, bad])
    assert not Participant.objects.exists()


@pytest.mark.parametrize("count", [3, 30])
def test_a_batch_costs_a_fixed_number_of_queries(at_most, count):
    batch = [candidate(f"place-{place}", None) for place in range(count)]
    save_published([candidate("first", None)])
    with at_most(60):
        save_published(batch)
