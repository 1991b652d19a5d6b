"""Messages on their way: signed, in order, tried again, given up."""

import json
import re
import socket
from pathlib import Path
from threading import Event

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from wagtail.users.models import UserProfile

from cms.delivery.models import Change, LoggedChange, QueuedMail, State, Webhook, WebhookMessage
from cms.delivery.scheduled_tasks import LONGEST_REST, LONGEST_WAIT, back_off
from cms.delivery.webhooks import sending
from cms.delivery.webhooks.messages import queue_test
from cms.delivery.webhooks.sending import send_due
from tests.cms.delivery.hooks import deliver, let_pass, make_change, make_webhook, send
from tests.factories import make_admin

DOCS = Path(__file__).resolve().parents[4] / "docs" / "webhooks.md"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_pending(settings, db):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    Change.objects.all().delete()


def answering(status, body=b""):
    return lambda handler, post: (status, body)


def states():
    return list(WebhookMessage.objects.order_by("pk").values_list("state", flat=True))


# What arrives


def test_message_is_verified_by_the_library_of_the_standard(webhook, receiver):
    change = make_change(7)
    deliver(webhook)
    [post] = receiver.posts
    told = Verifier(webhook.secret).verify(post.body, post.headers)
    assert told == {
        "type": "participants.participant.published",
        "timestamp": change.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "data": {
            "seq": LoggedChange.objects.get().pk,
            "time": change.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "action": "created",
            "type": "participants.participant",
            "id": 7,
            "locale": None,
            "paths": {"before": [], "after": []},
            "affects": {"tags": ["all"], "paths": []},
        },
    }
    assert post.headers["content-type"] == "application/json"
    message = WebhookMessage.objects.get()
    assert post.headers["webhook-id"] == message.message_id
    assert post.body.decode() == message.payload


@pytest.mark.parametrize("part", ["webhook-id", "webhook-timestamp", "body", "secret"])
def test_message_that_was_altered_is_not_verified(part, webhook, receiver):
    make_change()
    deliver(webhook)
    [post] = receiver.posts
    secret, body, headers = webhook.secret, post.body, dict(post.headers)
    if part == "body":
        body = body.replace(b"published", b"deleted!!")
    elif part == "secret":
        secret = Webhook(name="x").secret
    elif part == "webhook-id":
        headers[part] += "0"
    else:
        headers[part] = str(int(headers[part]) + 1)
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(body, headers)


def test_verification_of_the_documentation_works(webhook, receiver):
    [code] = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    names = {}
    exec(code, names)
    make_change(7)
    deliver(webhook)
    [post] = receiver.posts
    verified = names["verified"]
    assert verified(webhook.secret, post.headers, post.body)["data"]["id"] == 7
    with pytest.raises(ValueError, match="not signed"):
        verified(webhook.secret, post.headers, post.body + b" ")
    old = {**post.headers, "webhook-timestamp": "1700000000"}
    with pytest.raises(ValueError, match="old"):
        verified(webhook.secret, old, post.body)


def test_two_webhooks_have_secrets_and_messages_of_their_own(webhook, receiver):
    other = make_webhook(receiver.address, "Other")
    make_change()
    deliver(webhook, other)
    assert webhook.secret != other.secret
    assert webhook.secret.startswith("whsec_")
    first, second = receiver.posts
    assert first.headers["webhook-id"] != second.headers["webhook-id"]
    Verifier(other.secret).verify(second.body, second.headers)


def test_former_secret_signs_beside_the_new_one_for_a_day(webhook, receiver):
    former = webhook.secret
    webhook.rotate_secret()
    make_change()
    deliver(webhook)
    for secret in (former, webhook.secret):
        Verifier(secret).verify(receiver.posts[0].body, receiver.posts[0].headers)
    let_pass(hours=25)
    make_change(2)
    deliver(webhook)
    Verifier(webhook.secret).verify(receiver.posts[1].body, receiver.posts[1].headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(former).verify(receiver.posts[1].body, receiver.posts[1].headers)


def test_answer_is_kept_in_the_log(webhook, receiver):
    receiver.answer = answering(201, b"well \0received " + b"x" * 5000)
    make_change()
    deliver(webhook)
    message = WebhookMessage.objects.get()
    assert (message.state, message.status, message.attempts) == (State.DELIVERED, 201, 1)
    assert message.response_body.startswith("well \ufffdreceived x")
    assert len(message.response_body) == 1024
    assert message.error == ""
    assert message.duration_ms is not None


def test_delivered_message_is_not_sent_twice(webhook, receiver):
    make_change()
    deliver(webhook)
    let_pass(days=2)
    deliver(webhook)
    assert len(receiver.posts) == 1


# What fails


@pytest.mark.parametrize("status", [301, 400, 404, 429, 500, 503])
def test_answer_other_than_2xx_is_tried_again_under_the_same_id(status, webhook, receiver):
    receiver.answer = answering(status, b"no")
    make_change()
    deliver(webhook)
    message = WebhookMessage.objects.get()
    assert (message.state, message.status, message.response_body) == (State.WAITING, status, "no")
    receiver.answer = answering(200)
    deliver(webhook)
    assert len(receiver.posts) == 1
    let_pass(minutes=1)
    deliver(webhook)
    assert states() == [State.DELIVERED]
    first, second = receiver.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


def test_target_that_is_down_is_an_error_in_the_log(webhook):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        webhook.address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    webhook.save()
    make_change()
    deliver(webhook)
    message = WebhookMessage.objects.get()
    assert (message.state, message.status) == (State.WAITING, None)
    assert message.error.startswith("ConnectionRefusedError")


def dripping(place):
    """Answer byte by byte and never come to the end of the headers, or of the body."""

    def answer(handler, post):
        beginning = b"HTTP/1.1 200 OK\r\n"
        if place == "body":
            beginning += b"Content-Length: 1000\r\n\r\n"
        handler.wfile.write(beginning)
        while not handler.server_closing.wait(0.02):
            handler.wfile.write(b"x")

    return answer


@pytest.mark.parametrize("place", ["headers", "body"])
def test_target_that_drips_is_left_after_the_time_for_all_of_it(
    place, webhook, receiver, monkeypatch
):
    monkeypatch.setattr(sending, "TIMEOUT", 0.3)
    drip = dripping(place)

    def answer(handler, post):
        handler.server_closing = receiver.closing
        drip(handler, post)

    receiver.answer = answer
    make_change()
    deliver(webhook)
    message = WebhookMessage.objects.get()
    assert (message.state, message.error) == (State.WAITING, "TimeoutError: timed out")


def test_target_that_says_nothing_is_left(webhook, receiver, monkeypatch):
    monkeypatch.setattr(sending, "TIMEOUT", 0.3)
    receiver.answer = lambda handler, post: receiver.closing.wait()
    make_change()
    deliver(webhook)
    assert WebhookMessage.objects.get().error == "TimeoutError: timed out"


@pytest.mark.parametrize(
    "raw",
    [b"", b"\r\n\r\n", b"\xff\xfe\x00", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 300],
)
def test_target_that_does_not_speak_http_is_an_error_in_the_log(raw, webhook, receiver):
    receiver.answer = lambda handler, post: handler.wfile.write(raw) and None
    make_change()
    deliver(webhook)
    message = WebhookMessage.objects.get()
    assert message.state == State.WAITING
    assert message.error


def test_target_that_has_become_private_is_not_connected_to(webhook, receiver, settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = False
    make_change()
    deliver(webhook)
    assert receiver.posts == []
    assert WebhookMessage.objects.get().error.startswith("ForbiddenTargetError")


# Order and waiting


def test_later_message_of_an_object_waits_for_the_earlier_one(webhook, receiver):
    failing = {"1"}
    receiver.answer = lambda handler, post: (
        500 if str(json.loads(post.body)["data"]["id"]) in failing else 200,
        b"",
    )
    make_change(1, "published")
    make_change(2, "published")
    make_change(1, "unpublished")
    make_change(2, "unpublished")
    deliver(webhook)
    let_pass(seconds=5)
    send(webhook)
    let_pass(seconds=20)
    failing.clear()
    send(webhook)
    told = [json.loads(post.body)["data"] for post in receiver.posts]
    of_first = [data["action"] for data in told if data["id"] == 1]
    of_second = [data["action"] for data in told if data["id"] == 2]
    assert of_first in (["created"] * n + ["unpublished"] for n in (2, 3))
    assert of_second == ["created", "unpublished"]
    assert states() == [State.DELIVERED] * 4


def test_dead_message_holds_nobody_up(webhook, receiver):
    make_change(1, "published")
    make_change(1, "unpublished")
    deliver()
    first = WebhookMessage.objects.order_by("pk").first()
    WebhookMessage.objects.filter(pk=first.pk).update(state=State.DEAD)
    send(webhook)
    assert states() == [State.DEAD, State.DELIVERED]


def test_order_of_one_webhook_does_not_concern_another(webhook, receiver):
    other = make_webhook("http://127.0.0.1:9/", "Down")
    make_change(1, "published")
    deliver(other, webhook)
    assert len(receiver.posts) == 1


def test_failing_target_is_left_in_peace_whatever_is_waiting(webhook, receiver):
    receiver.answer = answering(500)
    for key in range(5):
        make_change(key)
    deliver(webhook)
    assert len(receiver.posts) == 1
    let_pass(seconds=3)
    send(webhook)
    assert len(receiver.posts) == 2
    webhook.refresh_from_db()
    assert webhook.failures == 2
    receiver.answer = answering(200)
    let_pass(minutes=2)
    send(webhook)
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since, webhook.resting_until) == (0, None, None)
    assert states() == [State.DELIVERED] * 5


def test_waiting_doubles_up_to_an_hour_more_or_less():
    for failures in range(1, 40):
        seconds = back_off(failures, LONGEST_WAIT).total_seconds()
        middle = min(2**failures, 3600)
        assert 0.8 * middle <= seconds <= 1.2 * middle
    assert len({back_off(9, LONGEST_WAIT) for _ in range(20)}) > 1
    assert back_off(10_000, LONGEST_REST) <= LONGEST_REST * 1.2


def test_sender_that_is_stopped_begins_nothing_new(webhook, receiver):
    stop = Event()

    def answer(handler, post):
        stop.set()
        return 200, b""

    receiver.answer = answer
    make_change(1)
    make_change(2)
    deliver()
    send_due(webhook.pk, stop)
    assert states() == [State.DELIVERED, State.WAITING]


# Giving up


@pytest.fixture
def unreachable(webhook, receiver):
    receiver.answer = answering(500)
    make_change()
    deliver(webhook)
    return webhook


def test_message_is_tried_for_a_day_and_then_given_up(unreachable, receiver):
    let_pass(hours=23)
    send(unreachable)
    assert states() == [State.WAITING]
    let_pass(hours=2)
    send(unreachable)
    assert states() == [State.DEAD]
    let_pass(days=2)
    send(unreachable)
    assert len(receiver.posts) == 3


def test_webhook_that_got_nothing_for_a_day_is_disabled(unreachable):
    let_pass(hours=25)
    send(unreachable)
    unreachable.refresh_from_db()
    assert not unreachable.is_enabled
    assert unreachable.disabled_at <= timezone.now()
    assert unreachable.condition.startswith("Disabled by itself")
    assert "No message arrived for a day." in unreachable.condition


def test_webhook_that_got_something_stays_enabled(unreachable, receiver):
    make_change(2)
    let_pass(hours=12)
    receiver.answer = lambda handler, post: (200 if b'"id":2' in post.body else 500, b"")
    deliver(unreachable)
    assert states() == [State.WAITING, State.WAITING]
    let_pass(seconds=5)
    deliver(unreachable)
    assert states() == [State.WAITING, State.DELIVERED]
    let_pass(hours=13)
    deliver(unreachable)
    assert states() == [State.DEAD, State.DELIVERED]
    unreachable.refresh_from_db()
    assert unreachable.is_enabled


def test_receiver_that_wants_no_more_is_disabled_at_once(webhook, receiver):
    receiver.answer = answering(410)
    make_change()
    deliver(webhook)
    webhook.refresh_from_db()
    assert states() == [State.DEAD]
    assert not webhook.is_enabled
    assert "410" in webhook.disabled_reason


def test_disabled_webhook_gets_nothing(webhook, receiver):
    Webhook.objects.update(is_enabled=False)
    make_change()
    deliver(webhook)
    assert states() == []
    assert receiver.posts == []


def test_enabling_begins_anew_and_sends_what_was_waiting(unreachable, receiver):
    make_change(2)
    deliver()
    let_pass(hours=25)
    send(unreachable)
    receiver.answer = answering(200)
    send(unreachable)
    assert len(receiver.posts) == 2
    unreachable.refresh_from_db()
    unreachable.is_enabled = True
    unreachable.save()
    unreachable.refresh_from_db()
    assert (unreachable.disabled_at, unreachable.condition) == (None, "Enabled")
    send(unreachable)
    assert states() == [State.DEAD, State.DELIVERED]


def test_notice_goes_to_exactly_those_who_may_change_webhooks(unreachable):
    admin = make_admin("admin")
    admin_of_nothing = make_admin("nameless")
    admin_of_nothing.email = ""
    admin_of_nothing.save()
    make = User.objects.create_user
    make("editor", "editor@example.org", "pw")
    keeper, viewer, gone = (
        make(name, f"{name}@example.org", "pw") for name in ("keeper", "viewer", "gone")
    )
    change, view = (Permission.objects.get(codename=f"{a}_webhook") for a in ("change", "view"))
    keeper.user_permissions.add(change)
    gone.user_permissions.add(change)
    viewer.user_permissions.add(view)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    UserProfile.objects.create(user=keeper, preferred_language="fr")
    Webhook.objects.update(name="Site\nBcc: everybody@example.org")
    let_pass(hours=25)
    send(unreachable)
    assert sorted(message.to for message in mail.outbox) == [[admin.email], [keeper.email]]
    assert mail.outbox[0].subject == "Webhook disabled: Site Bcc: everybody@example.org"
    assert not any(message.cc or message.bcc for message in mail.outbox)
    assert f"/admin/delivery/webhooks/inspect/{unreachable.pk}/" in mail.outbox[0].body
    assert "No message arrived for a day." in mail.outbox[0].body


def test_account_that_cannot_be_mailed_keeps_the_notice_from_nobody(unreachable, settings, caplog):
    settings.EMAIL_BACKEND = "cms.delivery.mail.backend.QueueBackend"
    nameless, admin = make_admin("nameless"), make_admin("admin")
    User.objects.filter(pk=nameless.pk).update(email="unfinished@")
    let_pass(hours=25)
    send(unreachable)
    unreachable.refresh_from_db()
    assert not unreachable.is_enabled
    assert [queued.recipient for queued in QueuedMail.objects.all()] == [admin.email]
    assert f"to the user {nameless.pk}" in caplog.text
    assert "unfinished" not in caplog.text


# By hand


def test_message_is_sent_again_under_its_id(webhook, receiver):
    make_change()
    deliver(webhook)
    WebhookMessage.objects.get().send_again()
    send(webhook)
    first, second = receiver.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert states() == [State.DELIVERED]


def test_dead_message_sent_again_has_a_day_before_it(unreachable, receiver):
    let_pass(hours=25)
    send(unreachable)
    Webhook.objects.get().save()
    unreachable.refresh_from_db()
    unreachable.is_enabled = True
    unreachable.save()
    WebhookMessage.objects.get().send_again()
    send(unreachable)
    assert states() == [State.WAITING]
    assert WebhookMessage.objects.get().attempts == 1


def test_test_message_tells_of_nothing(webhook, receiver):
    queue_test(webhook)
    send(webhook)
    told = Verifier(webhook.secret).verify(receiver.posts[0].body, receiver.posts[0].headers)
    assert told["type"] == "delivery.webhook.tested"
    assert told["data"] == {"webhook": "Frontend"}
