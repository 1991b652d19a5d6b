"""Deliverers are killed after the mail server has taken a mail and before they have noted it."""

import os
import signal
import subprocess
import sys

import pytest

from tests.cms.delivery.mail_server import serving_mail
from tests.participants.race.service import ROOT, make_service, own_database

KILLS = 3

QUEUE = f"""
import django
django.setup()
from django.core.mail import send_mail
for number in range({KILLS} + 1):
    send_mail(str(number), "Thank you.", None, ["mayor@megara.example"])
"""
COUNT = """
import django
django.setup()
from cms.delivery.models import QueuedMail
print(QueuedMail.objects.count())
"""

pytestmark = pytest.mark.service


@pytest.fixture
def server():
    with serving_mail() as server:
        yield server


@pytest.fixture
def service(tmp_path, server):
    with own_database("alliance_mail_kills") as database_url:
        service = make_service(tmp_path, database_url)
        # Those of the tests queue nothing.
        service.environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.demo"
        service.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        yield service


def test_mail_whose_deliverer_is_killed_is_repeated_under_its_id(service, server):
    service.run("-c", QUEUE)
    deliverers = []

    def die_at_first_sight(mail):
        subjects = [one.message["Subject"] for one in server.mails]
        if len(deliverers) <= KILLS and subjects.count(mail.message["Subject"]) == 1:
            os.kill(deliverers[-1].pid, signal.SIGKILL)
            deliverers[-1].wait()
        return "250 Queued"

    server.to_mail = die_at_first_sight
    for _ in range(KILLS + 1):
        command = [sys.executable, "manage.py", "deliver", "--once"]
        deliverers.append(subprocess.Popen(command, cwd=ROOT, env=service.environment))
        deliverers[-1].wait(timeout=60)
    assert [deliverer.returncode for deliverer in deliverers] == [-signal.SIGKILL] * KILLS + [0]
    assert service.run("-c", COUNT).strip() == "0"

    # In the first life of a mail nobody noted that it had gone; in the second somebody did.
    subjects = [one.message["Subject"] for one in server.mails]
    assert subjects == ["0", "0", "1", "1", "2", "2", "3"]
    assert len({one.message["Message-ID"] for one in server.mails}) == KILLS + 1
    for first, second in zip(server.mails[:-1:2], server.mails[1::2], strict=True):
        assert first.raw == second.raw
