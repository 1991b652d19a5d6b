"""Eight people who save at the very same moment: one is first, and the others are told."""

import json

import pytest
from django.db import connection

from tests.participants.race.service import make_service, own_database

pytestmark = pytest.mark.service

RACE = ("-m", "tests.cms.editing.saving_race")


def test_of_those_who_save_at_once_one_succeeds(tmp_path, db):
    with own_database("alliance_saving") as database_url:
        service = make_service(tmp_path, database_url)
        outcome = json.loads(service.run(*RACE))
        twin = json.loads(service.run(*RACE, "unheld")) if database_url else None
    told = {"409": 7}
    editors = {kind: {"302": 1, **told} for kind in ("participant", "page", "theme")}
    assert outcome == {**editors, "api": {"200": 1, **told}}
    if connection.vendor == "postgresql":
        # On SQLite a transaction begins with the one lock that there is.
        assert twin["page"]["302"] > 1
