"""Webhooks and the delivery log in the admin: who may do what, and what is shown."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from cms.delivery.models import Change, State, Webhook, WebhookMessage
from cms.delivery.webhooks.admin.viewsets import MessageViewSet, WebhookViewSet
from tests.cms.delivery.hooks import deliver, let_pass, make_change, make_webhook, send

pytestmark = pytest.mark.django_db

GET_VIEWS = {
    "delivery_webhooks:index": "view",
    "delivery_webhooks:index_results": "view",
    "delivery_webhooks:add": "add",
    "delivery_webhooks:edit": "change",
    "delivery_webhooks:delete": "delete",
    "delivery_webhooks:history": "change",
    "delivery_webhooks:history_results": "change",
    "delivery_webhooks:usage": "change",
    "delivery_webhooks:inspect": "view",
    "delivery_log:index": "view_log",
    "delivery_log:index_results": "view_log",
    "delivery_log:inspect": "view_log",
}
POST_VIEWS = {
    "delivery_webhooks:test": "change",
    "delivery_webhooks:rotate": "change",
    "delivery_log:again": "change",
}
WITHOUT_KEY = ("index", "index_results", "add")


@pytest.fixture(autouse=True)
def private_targets(settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    Change.objects.all().delete()


@pytest.fixture
def message(webhook):
    make_change()
    deliver(webhook)
    return WebhookMessage.objects.get()


def login(client, *actions):
    """Log in somebody who may enter the admin and do these things."""
    codenames = {"view_log": "view_webhookmessage"}
    names = [codenames.get(action, f"{action}_webhook") for action in actions]
    user = User.objects.create_user("somebody", "s@example.org", "pw")
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(content_type__app_label="delivery", codename__in=names),
    )
    client.force_login(user)
    return user


def address_of(view, message):
    if view.rpartition(":")[2] in WITHOUT_KEY:
        return reverse(view)
    is_log = view.startswith("delivery_log")
    return reverse(view, args=[message.pk if is_log else message.webhook_id])


def is_refused(response):
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


def test_every_view_stands_in_the_tables():
    names = {
        f"{viewset.url_namespace}:{pattern.name}"
        for viewset in (WebhookViewSet(), MessageViewSet())
        for pattern in viewset.get_urlpatterns()
    }
    assert names == {*GET_VIEWS, *POST_VIEWS}


@pytest.mark.parametrize(("view", "action"), GET_VIEWS.items())
def test_page_opens_for_those_who_may(view, action, client, message):
    login(client, action)
    assert client.get(address_of(view, message)).status_code == 200


@pytest.mark.parametrize(("view", "action"), [*GET_VIEWS.items(), *POST_VIEWS.items()])
def test_nobody_else_comes_near(view, action, client, message):
    address = address_of(view, message)
    method = client.post if view in POST_VIEWS else client.get
    assert "/admin/login/" in method(address).url
    # The log of messages belongs to those who see the webhooks only if they may see it.
    others = {"view": ["view_log"], "view_log": ["view", "change"]}.get(
        action, ["view_log", "view"]
    )
    login(client, *others)
    assert is_refused(method(address))


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
def test_editors_and_moderators_see_nothing_of_it(group, client, message):
    user = login(client)
    user.groups.add(Group.objects.get(name=group))
    for view in GET_VIEWS:
        assert is_refused(client.get(address_of(view, message)))
    assert "/admin/delivery/" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_administrator_finds_it_in_the_menu(admin_client):
    page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "/admin/delivery/webhooks/" in page
    assert "/admin/delivery/log/" in page


@pytest.mark.parametrize("view", POST_VIEWS)
def test_actions_are_posted_and_guarded_against_forgery(view, admin_client, message):
    address = address_of(view, message)
    assert admin_client.get(address).status_code == 405
    admin_client.handler.enforce_csrf_checks = True
    assert admin_client.post(address).status_code == 403


@pytest.mark.parametrize("view", [*POST_VIEWS, "delivery_webhooks:inspect", "delivery_log:inspect"])
def test_object_that_is_gone_is_not_found(view, admin_client):
    method = admin_client.post if view in POST_VIEWS else admin_client.get
    # The site looks for a page in the visitor's language before it gives up.
    assert method(reverse(view, args=[999_999]), follow=True).status_code == 404


# Webhooks


def form(**fields):
    return {"name": "Frontend", "address": "http://127.0.0.1:9/", "is_enabled": "on", **fields}


def test_webhook_is_made_with_a_secret_and_filters(admin_client):
    chosen = {
        "actions": ["published", "deleted"],
        "types": ["participants.participant"],
        "locales": ["fr"],
    }
    response = admin_client.post(reverse("delivery_webhooks:add"), form(**chosen))
    assert response.status_code == 302
    webhook = Webhook.objects.get()
    assert {field: getattr(webhook, field) for field in chosen} == chosen
    assert webhook.secret.startswith("whsec_")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("address", ""),
        ("address", "ftp://receiver.example/"),
        ("address", "https://user:pw@receiver.example/"),
        ("address", "http://127.0.0.1/\r\nHost: x"),
        ("address", "https://receiver.example/" + "x" * 2000),
        ("actions", "exploded"),
        ("types", "auth.user"),
        ("locales", "xx"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(field, value, admin_client):
    response = admin_client.post(reverse("delivery_webhooks:add"), form(**{field: value}))
    assert response.status_code == 200
    assert response.context_data["form"].errors[field]
    assert not Webhook.objects.exists()


def test_private_target_is_refused_at_save(admin_client, webhook, settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = False
    for view, keys in (("add", []), ("edit", [webhook.pk])):
        address = reverse(f"delivery_webhooks:{view}", args=keys)
        for target in ("https://169.254.169.254/latest/", "https://127.0.0.1/", "https://[::1]/"):
            response = admin_client.post(address, form(name="Inside", address=target))
            assert response.context_data["form"].errors["address"] == [
                "The address leads into a private network."
            ]
    assert Webhook.objects.count() == 1


def test_secret_is_shown_to_those_who_may_change_webhooks(client, webhook):
    address = reverse("delivery_webhooks:inspect", args=[webhook.pk])
    user = login(client, "view")
    page = client.get(address).content.decode()
    assert webhook.address in page
    assert webhook.secret not in page
    assert "Send a test message" not in page
    user.user_permissions.add(Permission.objects.get(codename="change_webhook"))
    page = client.get(address).content.decode()
    assert webhook.secret in page
    assert "Send a test message" in page


def test_secret_cannot_be_chosen_and_is_in_no_listing(admin_client, webhook):
    address = reverse("delivery_webhooks:edit", args=[webhook.pk])
    admin_client.post(address, form(secret="whsec_mine", disabled_at="", failures="9"))
    stored = Webhook.objects.get()
    assert (stored.secret, stored.failures) == (webhook.secret, 0)
    for view in ("index", "index_results", "history", "usage", "delete"):
        keys = [] if view.startswith("index") else [webhook.pk]
        page = admin_client.get(reverse(f"delivery_webhooks:{view}", args=keys)).content.decode()
        assert webhook.secret not in page


def test_new_secret_is_made_and_noted_in_the_history(admin_client, webhook):
    admin_client.post(reverse("delivery_webhooks:rotate", args=[webhook.pk]))
    stored = Webhook.objects.get()
    assert stored.secret != webhook.secret
    assert stored.secrets_in_force == [stored.secret, webhook.secret]
    history = admin_client.get(reverse("delivery_webhooks:history", args=[webhook.pk]))
    assert "Edit" in history.content.decode()


def test_test_message_is_queued_and_arrives(admin_client, webhook, receiver):
    response = admin_client.post(reverse("delivery_webhooks:test", args=[webhook.pk]))
    message = WebhookMessage.objects.get()
    assert response.url == reverse("delivery_log:inspect", args=[message.pk])
    assert receiver.posts == []
    send(webhook)
    assert "thanks" in admin_client.get(response.url).content.decode()


def test_disabled_webhook_says_why_and_is_enabled_again(admin_client, webhook, receiver):
    receiver.answer = lambda handler, post: (500, b"")
    make_change()
    deliver(webhook)
    let_pass(hours=25)
    send(webhook)
    listing = admin_client.get(reverse("delivery_webhooks:index")).content.decode()
    assert "Disabled by itself" in listing
    assert "No message arrived for a day." in listing
    for view in ("test", "rotate"):
        admin_client.post(reverse(f"delivery_webhooks:{view}", args=[webhook.pk]))
    assert WebhookMessage.objects.count() == 1
    admin_client.post(reverse("delivery_webhooks:edit", args=[webhook.pk]), form())
    assert "Disabled" not in admin_client.get(reverse("delivery_webhooks:index")).content.decode()
    assert Webhook.objects.get().is_healthy


# The log


def test_log_shows_what_was_sent_and_what_came_back(admin_client, message, receiver):
    page = admin_client.get(reverse("delivery_log:inspect", args=[message.pk])).content.decode()
    for shown in (message.message_id, "delivered", "200", "thanks", "participants.participant"):
        assert shown in page


def test_log_escapes_what_receivers_answer(admin_client, webhook, receiver):
    receiver.answer = lambda handler, post: (500, b"<script>alert(1)</script>")
    make_change()
    deliver(webhook)
    key = WebhookMessage.objects.get().pk
    page = admin_client.get(reverse("delivery_log:inspect", args=[key])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_name_of_a_webhook_is_escaped_everywhere(admin_client, message):
    Webhook.objects.update(name="<b>bold</b>", address="http://x/<i>")
    for view in GET_VIEWS:
        page = admin_client.get(address_of(view, message)).content.decode()
        assert "<b>bold</b>" not in page
        assert "/<i>" not in page


def test_log_is_narrowed_by_state_webhook_and_type(admin_client, message):
    other = make_webhook("http://127.0.0.1:9/", "Other")
    make_change(2, "deleted")
    deliver(other)

    def found(**parameters):
        page = admin_client.get(reverse("delivery_log:index_results"), parameters)
        return {row.pk for row in page.context_data["object_list"]}

    everything = set(WebhookMessage.objects.values_list("pk", flat=True))
    assert len(everything) == 3
    assert found() == everything
    assert found(state="delivered") == {message.pk}
    assert found(state=["delivered", "waiting"]) == everything
    of_other = {row.pk for row in other.messages.all()}
    assert found(webhook=other.pk) == of_other
    assert found(event_type="participants.participant.published") == {message.pk}
    assert found(state="nonsense", webhook="x", event_type="no", p="-1") == everything


def test_log_has_a_fixed_number_of_queries(admin_client, webhook, at_most):
    for key in range(30):
        make_change(key)
    deliver()
    admin_client.get(reverse("delivery_log:index"))
    with at_most(20):
        admin_client.get(reverse("delivery_log:index"))


def test_message_is_sent_again(admin_client, message, receiver, webhook):
    admin_client.post(reverse("delivery_log:again", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == State.WAITING
    send(webhook)
    first, second = receiver.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_message_of_a_disabled_webhook_is_not_sent_again(admin_client, message):
    Webhook.objects.update(is_enabled=False)
    address = reverse("delivery_log:again", args=[message.pk])
    assert "disabled" in admin_client.post(address, follow=True).content.decode()
    message.refresh_from_db()
    assert message.state == State.DELIVERED
