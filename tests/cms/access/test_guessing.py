"""Guessing passwords and tokens: a few are answered, then nobody is, whatever they know."""

import re
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import APIToken, Collection, CollectionViewRestriction, PageViewRestriction

from cms.access import attempts
from cms.delivery.models import ContentVersion
from tests.factories import make_admin, make_article

WORD = "Tr0mpette-d'or"
LOGIN = "/admin/login/"
# Of documentation, RFC 5737.
ADDRESSES = [f"{net}.{host}" for net in ("192.0.2", "198.51.100") for host in range(1, 255)]


@pytest.fixture
def editor(db) -> User:
    user = User.objects.create_user("editor", "editor@alliance.example", WORD)
    user.groups.add(Group.objects.get(name="Moderators"))
    return user


@pytest.fixture
def hashed(monkeypatch) -> Counter:
    """Count how often a password was hashed."""
    counter: Counter = Counter()
    encode = MD5PasswordHasher.encode

    def counting(self, *arguments):
        counter["times"] += 1
        return encode(self, *arguments)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return counter


def log_in(name="editor", word="wrong", address="192.0.2.1", client=None, **headers):
    data = {"username": name, "password": word, "next": "/admin/"}
    client = client or Client()
    return client.post(LOGIN, data, REMOTE_ADDR=address, headers=headers)


def said(answer) -> list[str]:
    return re.findall(r"<(?:p|h1)>(.*?)</", answer.text)


def statuses(tries, times):
    return [tries().status_code for _ in range(times)]


def test_after_ten_wrong_passwords_not_even_the_right_one_is_checked(editor, hashed):
    assert statuses(log_in, 10) == [200] * 10
    hashed.clear()
    assert statuses(log_in, 15) == [429] * 15
    refused = log_in(word=WORD)
    assert refused.status_code == 429
    assert hashed["times"] == 0
    assert 800 < int(refused["Retry-After"]) <= 900
    assert refused["Cache-Control"] == "private, no-store"
    assert "There were too many wrong attempts. For 15 minutes" in refused.text


def test_lock_ends_when_it_says_and_refused_attempts_do_not_lengthen_it(editor):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        statuses(log_in, 10)
        clock.shift(timedelta(minutes=10))
        refused = log_in(word=WORD)
        assert refused.status_code == 429
        clock.shift(timedelta(seconds=int(refused["Retry-After"])))
        assert log_in(word=WORD).status_code == 302


def test_who_signs_in_begins_anew(editor):
    for _ in range(3):
        assert statuses(log_in, 9) == [200] * 9
        assert log_in(word=WORD).status_code == 302


def test_another_address_is_not_locked_with_it(editor):
    statuses(log_in, 11)
    assert log_in(word=WORD, address="192.0.2.2").status_code == 302


def test_spellings_of_a_name_count_together_and_unknown_names_like_known_ones(editor):
    names = ["editor", "EDITOR", " Editor ", "ｅditor", "[editor"] * 2
    assert [log_in(name).status_code for name in names] == [200] * 10
    assert log_in(word=WORD).status_code == 429
    assert [log_in("nobody").status_code for _ in range(11)] == [200] * 10 + [429]
    known, unknown = (said(log_in(name)) for name in ("editor", "nobody"))
    assert known == unknown


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "\ud800", ""])
def test_strange_names_are_counted_and_harm_nobody(db, name):
    attempts.count(attempts.folded(name), "192.0.2.1")
    assert log_in(name.encode(errors="replace").decode()).status_code == 200


def test_one_address_may_not_try_many_accounts(editor):
    assert [log_in(f"user{number}").status_code for number in range(50)] == [200] * 50
    assert log_in("one more").status_code == 429
    assert log_in(word=WORD).status_code == 429
    assert log_in(word=WORD, address="192.0.2.2").status_code == 302


def test_many_addresses_cannot_try_one_account_nor_keep_its_owner_out(editor):
    assert log_in(word=WORD, address="203.0.113.7").status_code == 302
    tried = [log_in(address=address).status_code for address in ADDRESSES[:110]]
    assert tried == [200] * 100 + [429] * 10
    assert log_in(word=WORD, address=ADDRESSES[-1]).status_code == 429
    # The owner's own address is known, and has its own ten attempts.
    assert log_in(word=WORD, address="203.0.113.7").status_code == 302


def test_addresses_of_one_ipv6_network_count_as_one(editor):
    for number in range(10):
        log_in(address=f"2001:db8::{number}")
    assert log_in(word=WORD, address="2001:db8::ffff").status_code == 429
    assert log_in(word=WORD, address="2001:db8:0:1::1").status_code == 302


def test_address_is_the_one_that_the_trusted_proxy_names(editor, settings):
    settings.PARTICIPANTS_TRUSTED_PROXIES = 1
    for number in range(10):
        log_in(**{"x-forwarded-for": f"203.0.113.{number}, 192.0.2.9"})
    assert log_in(word=WORD, **{"x-forwarded-for": "192.0.2.9"}).status_code == 429
    assert log_in(word=WORD, **{"x-forwarded-for": "192.0.2.8"}).status_code == 302


def test_header_is_not_believed_without_a_proxy(editor):
    for number in range(10):
        log_in(**{"x-forwarded-for": f"203.0.113.{number}"})
    assert log_in(word=WORD, **{"x-forwarded-for": "203.0.113.99"}).status_code == 429


def test_server_that_knows_no_address_still_limits_each_account(editor):
    tried = [log_in(address="").status_code for _ in range(101)]
    assert tried == [200] * 100 + [429]


def test_the_login_for_visitors_is_the_same_door(editor, home):
    address = reverse("wagtailcore_login")
    tries = [
        Client().post(address, {"username": "editor", "password": "no"}, REMOTE_ADDR="192.0.2.1")
        for _ in range(11)
    ]
    assert [answer.status_code for answer in tries] == [200] * 10 + [429]
    assert "site-main" in tries[-1].text
    assert log_in(word=WORD).status_code == 429


def test_no_other_address_takes_a_user_name_and_password(editor, hashed):
    basic = "Basic ZWRpdG9yOndyb25n"
    for path in ("/api/v2/pages/", "/api/v2/openapi.json", "/api/v3/pages/", "/admin/", "/en/"):
        Client().get(path, headers={"authorization": basic})
    assert hashed["times"] == 0


def test_refusal_speaks_french(editor):
    statuses(log_in, 10)
    refused = log_in(**{"accept-language": "fr"})
    assert '<html lang="fr"' in refused.text
    assert "There were" not in refused.text


def test_json_is_refused_in_json(editor):
    statuses(log_in, 10)
    refused = log_in(accept="application/json")
    assert refused.status_code == 429
    assert refused.json()["message"].startswith("There were too many wrong attempts.")


def test_failed_logins_are_no_change_of_the_content(editor):
    before = ContentVersion.current()
    statuses(log_in, 11)
    log_in(word=WORD, address="192.0.2.2")
    assert ContentVersion.current() == before


def test_nothing_of_the_form_and_the_browser_is_kept(editor):
    log_in(word="nearly-right")
    [row] = AccessAttempt.objects.all()
    assert (row.username, row.ip_address, row.failures_since_start) == ("editor", "192.0.2.1", 1)
    kept = (row.user_agent, row.post_data, row.get_data, row.http_accept, row.path_info)
    assert kept == ("",) * 5


def test_attempts_go_after_a_quarter_of_an_hour_and_known_addresses_after_a_month(editor):
    log_in()
    log_in(word=WORD, address="192.0.2.2")
    attempts.forget_old()
    assert (AccessAttempt.objects.count(), AccessLog.objects.count()) == (1, 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        attempts.forget_old()
        assert (AccessAttempt.objects.count(), AccessLog.objects.count()) == (0, 1)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        attempts.forget_old()
        assert AccessLog.objects.count() == 0


# Tokens


@pytest.fixture
def token(editor) -> str:
    return APIToken.create_token(user=editor, name="Job")[1]


def show(token, address="192.0.2.1", path="/api/v3/pages/"):
    headers = {"authorization": f"Bearer {token}"}
    return Client().get(path, REMOTE_ADDR=address, headers=headers)


def test_after_thirty_wrong_tokens_an_address_is_refused(token):
    assert [show(f"wagtail_{number}").status_code for number in range(30)] == [401] * 30
    refused = show(token)
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["status"] == 429
    assert int(refused["Retry-After"]) > 800
    assert show(token, address="192.0.2.2").status_code == 200


def test_right_tokens_and_none_at_all_are_not_counted(token):
    assert statuses(lambda: show(token), 40) == [200] * 40
    anonymous = Client()
    for _ in range(40):
        assert anonymous.get("/api/v3/pages/", REMOTE_ADDR="192.0.2.1").status_code in {200, 401}
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_token_of_monitoring_cannot_be_guessed_either(db, settings, path):
    settings.DELIVERY_MONITORING_TOKEN = "f3a91c07d5e8b2644a90"
    assert statuses(lambda: show("guess", path=path), 30) == [401] * 30
    assert show("f3a91c07d5e8b2644a90", path=path).status_code == 429
    # Who shows none, as a load balancer, is answered as ever.
    assert Client().get("/healthz", REMOTE_ADDR="192.0.2.1").status_code == 200


# Passwords of pages and documents


@pytest.fixture
def private_page(home):
    page = make_article(home, "Minutes")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password=WORD
    )
    return page, reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])


@pytest.fixture
def private_document(home):
    collection = Collection.get_first_root_node().add_child(name="Private")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection,
        restriction_type=CollectionViewRestriction.PASSWORD,
        password=WORD,
    )
    document = get_document_model().objects.create(
        title="Minutes", file=ContentFile(b"words", name="minutes.txt"), collection=collection
    )
    return document, reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])


@pytest.mark.parametrize("kind", ["private_page", "private_document"])
def test_shared_password_cannot_be_guessed(request, db, kind):
    thing, form = request.getfixturevalue(kind)

    def enter(word="wrong", address="192.0.2.1"):
        data = {"password": word, "return_url": thing.url}
        return Client().post(form, data, REMOTE_ADDR=address)

    assert enter(WORD).status_code == 302
    assert statuses(enter, 10) == [200] * 10
    refused = enter(WORD)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 800
    assert "site-main" in refused.text
    assert enter(WORD, address="192.0.2.2").status_code == 302


def test_right_shared_password_leads_home_where_no_page_is_named(private_page):
    _page, form = private_page
    data = {"password": WORD, "return_url": "https://evil.example/"}
    answer = Client().post(form, data)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_present_password_cannot_be_guessed_in_an_open_browser(editor):
    client = Client()
    client.force_login(editor)
    data = {
        "password-old_password": "wrong",
        "password-new_password1": "Tr0mpette-d-argent",
        "password-new_password2": "Tr0mpette-d-argent",
        **{f"name_email-{name}": name for name in ("first_name", "last_name")},
        "name_email-email": "editor@alliance.example",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "Europe/Paris",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    address = reverse("wagtailadmin_account")
    tried = [client.post(address, data, REMOTE_ADDR="192.0.2.1").status_code for _ in range(11)]
    assert tried == [200] * 10 + [429]
    assert log_in(word=WORD).status_code == 429


def test_mails_for_new_passwords_are_limited_whether_the_account_exists_or_not(editor):
    def ask(email, address="192.0.2.1"):
        form = reverse("wagtailadmin_password_reset")
        return Client().post(form, {"email": email}, REMOTE_ADDR=address)

    for email in ("editor@alliance.example", "nobody@alliance.example"):
        assert statuses(lambda email=email: ask(email), 3) == [302] * 3
        refused = ask(email.upper(), address="192.0.2.9")
        assert (refused.status_code, refused.has_header("Retry-After")) == (429, True)
    assert len(mail.outbox) == 3
    others = [ask(f"user{number}@alliance.example").status_code for number in range(6)]
    assert others == [302] * 4 + [429] * 2


# What an administrator sees and does


LIST = "/admin/failed-attempts/"


def test_administrator_sees_locks_and_lifts_them(editor, private_page):
    statuses(log_in, 10)
    log_in("other", address="192.0.2.2")
    attempts.count("[page] 7", "192.0.2.3")
    admin = Client()
    admin.force_login(make_admin())
    listed = admin.get(LIST).text
    assert "Locked: too often from this address" in listed
    assert "Not locked" in listed
    assert "password of page restriction 7" in listed
    row = AccessAttempt.objects.get(username="editor")
    page = admin.get(f"{LIST}delete/{row.pk}/").text
    assert "All failed attempts that lock editor at the address 192.0.2.1 are forgotten." in page
    assert admin.post(f"{LIST}delete/{row.pk}/").status_code == 302
    assert log_in(word=WORD).status_code == 302
    assert AccessAttempt.objects.filter(username="other").exists()


def test_lifting_a_lock_lifts_what_all_addresses_and_all_accounts_add_up_to(editor):
    for address in ADDRESSES[:100]:
        attempts.count("editor", address)
    assert attempts.lock_on("editor", "203.0.113.1").reason == "account"
    attempts.lift("editor", ADDRESSES[0])
    assert attempts.lock_on("editor", "203.0.113.1") is None
    for number in range(50):
        attempts.count(f"user{number}", "192.0.2.1")
    assert attempts.lock_on("editor", "192.0.2.1").reason == "address"
    attempts.lift("user3", "192.0.2.1")
    assert attempts.lock_on("editor", "192.0.2.1") is None


def test_list_says_which_sums_lock(editor):
    admin = Client()
    admin.force_login(make_admin())
    for number in range(50):
        attempts.count(f"user{number}", "192.0.2.1")
    assert "Locked: too much from this address" in admin.get(LIST).text
    AccessAttempt.objects.all().delete()
    for address in ADDRESSES[:100]:
        attempts.count("editor", address)
    assert "Locked: too often from everywhere" in admin.get(LIST).text


def test_list_asks_as_many_questions_for_thirty_rows_as_for_three(
    editor, django_assert_num_queries
):
    admin = Client()
    admin.force_login(make_admin())
    admin.get(LIST)
    counts = []
    for times in (3, 27):
        for number in range(times):
            attempts.count(f"user{times}-{number}", "192.0.2.1")
        with connection.execute_wrapper(Recorder(counts)):
            admin.get(LIST)
    assert counts[0].total == counts[1].total


class Recorder:
    """Count the statements of one request."""

    def __init__(self, found):
        self.total = 0
        found.append(self)

    def __call__(self, execute, sql, params, many, context):
        self.total += 1
        return execute(sql, params, many, context)


def test_list_is_for_those_who_may(editor):
    attempts.count("other", "192.0.2.1")
    client = Client()
    client.force_login(editor)
    row = AccessAttempt.objects.get()
    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}delete/{row.pk}/").status_code == 302
    assert AccessAttempt.objects.exists()
    assert "failed-attempts" not in client.get("/admin/").text


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("axes_reset", []),
        ("axes_reset_username", ["Editor"]),
        ("axes_reset_ip", ["192.0.2.1"]),
        ("axes_reset_ip_username", ["192.0.2.1", "editor"]),
    ],
)
def test_locks_can_be_lifted_by_command(editor, command, arguments):
    statuses(log_in, 10)
    call_command(command, *arguments)
    assert log_in(word=WORD).status_code == 302
