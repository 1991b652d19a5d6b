"""What the deliverer knows of public objects is what they are, whatever has changed before."""

import json
import os
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from cms.delivery.changes.dependencies import registered
from cms.delivery.models import LastKnown
from tests.cms.changes.completeness import deliver
from tests.cms.changes.random_changes import RandomChanges

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
CHANGES = int(os.environ.get("KNOWN_CHANGES", "25"))
SEED = int(os.environ.get("KNOWN_SEED", "1"))
OF_OTHERS = ("shown_by", "related")


def facts_now():
    """Return what is public now, as it is kept."""
    dependencies = registered()
    return {
        (model, key): json.loads(json.dumps(facts))
        for model in dependencies.facts
        for key, facts in dependencies.facts_of(model, dependencies.keys_of(model)).items()
    }


def only_public(facts, public):
    """Leave out what is hidden: it has no tags, and is looked at when it is shown again."""
    others = {
        name: sorted(one for one in facts[name] if tuple(one) in public)
        for name in OF_OTHERS
        if name in facts
    }
    return {**facts, **others}


def test_nothing_that_is_known_grows_old(demonstrated):
    changes = RandomChanges(SEED)
    deliver()
    for _ in range(CHANGES):
        name, change = changes.draw()
        with suppress(ValidationError):
            change()
        deliver()
        now = facts_now()
        rows = LastKnown.objects.filter(model__in=registered().facts)
        known = {
            (model, key): facts
            for model, key, facts in rows.values_list("model", "object_id", "facts")
        }
        assert known.keys() == now.keys(), name
        for key, facts in now.items():
            assert only_public(known[key], now) == only_public(facts, now), (name, key)
