"""No field is added without somebody saying who may read it, and no model without privacy."""

import pytest
from django.apps import apps

from cms.delivery.content_version.private import public_models
from participants.models import Application, HeldLetter, SendingRate
from tests.cms.private_data.canaries import MODELS, NO_WORDS, OFFICE, PRIVATE, STATED


def models_of_applications():
    """Return the models that hold applications, or what belongs to them."""
    related = {
        model
        for model in apps.get_models(include_auto_created=True)
        if any(field.related_model is Application for field in model._meta.get_fields())
        and any(field.related_model is Application for field in model._meta.concrete_fields)
    }
    return related | {Application, HeldLetter, SendingRate}


def test_every_model_of_applications_is_classed():
    assert set(MODELS) == models_of_applications()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_classed_once(model):
    classes = [kind.get(model, set()) for kind in (PRIVATE, OFFICE, STATED, NO_WORDS)]
    fields = sorted(field.name for field in model._meta.get_fields() if field.concrete)
    assert fields == sorted(name for names in classes for name in names)


def test_no_model_of_applications_changes_the_version_of_the_public_content():
    assert models_of_applications() & set(public_models()) == set()
