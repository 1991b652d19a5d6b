"""Previews in the demonstration."""

import pytest
from django.test import Client

from tests.cms.preview.tokens import FRONTEND
from tests.factories import make_admin


@pytest.fixture
def frontend(settings):
    settings.FRONTEND_PREVIEW_URL = {"": FRONTEND}


@pytest.fixture
def reader(demonstrated):
    return Client(headers={"host": "localhost:8000"})


@pytest.fixture
def editor(demonstrated):
    return make_admin("preview")
