"""Whom webhooks may be sent to, and how the sender keeps to it."""

import socket

import pytest
from django.core.exceptions import ValidationError

from cms.delivery import targets
from cms.delivery.models import Webhook
from cms.delivery.targets import ForbiddenTargetError, checked, is_public
from cms.delivery.webhooks import post as posting
from cms.delivery.webhooks.post import TooManyRedirectsError, post
from tests.cms.delivery.receiver import receiving

PUBLIC = "93.184.215.14"


@pytest.fixture
def names(monkeypatch):
    """Answer every name from a dictionary, where a list is used up one answer at a time."""
    known = {"receiver.example": PUBLIC}

    def resolve(host, port, *rest, **options):
        found = known.get(host, host)
        if isinstance(found, list):
            found = found.pop(0)
        try:
            return REAL(found, port, *rest, **options, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            raise socket.gaierror(f"unknown: {host}") from None

    monkeypatch.setattr(targets.socket, "getaddrinfo", resolve)
    return known


REAL = socket.getaddrinfo

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "168.63.129.16",
    "100.100.100.200",
    "172.16.0.1",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.0.192",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.6",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:1::1",
    "2001:4:112::1",
    "2001:20::1",
    "2001:30::1",
    "2001:db8::1",
    "2620:4f:8000::1",
    "3ffe::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "5f00::1",
    "fd00:ec2::254",
    "::ffff:168.63.129.16",
    "::ffff:192.88.99.1",
    "64:ff9b::a83f:8110",
    "2002:a83f:8110::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::200:5efe:a9fe:a9fe",
    "2002:7f00:1::1",
    "2002:a00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_of_the_public_internet_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_public_address_is_known(address):
    assert is_public(address)


REFUSED = [
    "",
    "receiver.example",
    "//receiver.example/",
    "http://receiver.example/",
    "ftp://receiver.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://",
    "https:///path",
    "https://receiver.example.",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0x7f000001/",
    "https://017700000001/",
    "https://134744072/",
    "https://8.8.2056/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://[::1",
    "https://localhost/",
    "https://localhost./",
    "https://private.example/",
    "https://both.example/",
    "https://unknown.example/",
    "https://user@receiver.example/",
    "https://user:secret@receiver.example/",
    "https://@receiver.example/",
    "https://receiver.example@127.0.0.1/",
    "https://receiver.example:0/",
    "https://receiver.example:65536/",
    "https://receiver.example:port/",
    "https://receiver.example\\@127.0.0.1/",
    "https://receiver.example/a b",
    "https://receiver.example/\r\nHost: x",
    "https://re\tceiver.example/",
    "https://receiver.example/\0",
    " https://receiver.example/",
    "https://" + "a" * 70 + ".example/",
    "https://a..example/",
    "https://１２７.０.０.１/",
    "https://①②⑦.⓪.⓪.①/",
]


@pytest.fixture
def wicked_names(names):
    names |= {"localhost": "127.0.0.1", "localhost.": "127.0.0.1", "private.example": "10.0.0.1"}
    return names


@pytest.mark.parametrize("address", REFUSED)
def test_address_is_refused(address, wicked_names):
    with pytest.raises(ForbiddenTargetError) as refused:
        checked(address)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("address", "host", "port", "path"),
    [
        ("https://receiver.example", "receiver.example", 443, "/"),
        ("https://RECEIVER.example:8443/a?b=c#d", "receiver.example", 8443, "/a?b=c"),
        (f"https://{PUBLIC}/", PUBLIC, 443, "/"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, "/"),
        ("https://receiver.example/é?ü=%20", "receiver.example", 443, "/%C3%A9?%C3%BC=%20"),
    ],
)
def test_public_address_is_taken(address, host, port, path, names):
    target = checked(address)
    assert (target.host, target.port, target.path, target.is_secure) == (host, port, path, True)


def test_name_with_other_letters_is_looked_up_in_its_ascii_form(names):
    names["xn--bcher-kva.example"] = PUBLIC
    assert checked("https://bücher.example/").host == "xn--bcher-kva.example"


def test_name_that_also_has_a_private_address_is_refused(monkeypatch):
    found = [(2, 1, 6, "", (PUBLIC, 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(targets.socket, "getaddrinfo", lambda *a, **k: found)
    with pytest.raises(ForbiddenTargetError, match="private"):
        checked("https://both.example/")
    monkeypatch.setattr(targets.socket, "getaddrinfo", lambda *a, **k: found[:1])
    assert checked("https://both.example/").addresses == (PUBLIC,)


@pytest.mark.django_db
def test_webhook_into_a_private_network_is_not_saved_by_the_form(names, settings):
    webhook = Webhook(name="Inside", address="https://10.0.0.1/")
    with pytest.raises(ValidationError) as refused:
        webhook.full_clean()
    assert set(refused.value.message_dict) == {"address"}
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    webhook.full_clean()


@pytest.fixture
def dialled(monkeypatch):
    """Connect public addresses to the receiver of the test, and note every attempt."""
    attempts = []

    with receiving() as receiver:
        port = int(receiver.address.rpartition(":")[2].split("/")[0])

        def connect(place, timeout):
            attempts.append(place)
            return CONNECT(("127.0.0.1", port), timeout)

        monkeypatch.setattr(posting.socket, "create_connection", connect)
        # The certificate of a public name is not to be had; what is asked of TLS is.
        monkeypatch.setattr(posting.ssl, "create_default_context", PlainTls)
        receiver.attempts = attempts
        yield receiver


CONNECT = socket.create_connection


class PlainTls:
    names: list[str] = []

    def wrap_socket(self, plain, server_hostname):
        self.names.append(server_hostname)
        return plain


def send(address="https://receiver.example/hook", seconds=5):
    return post(address, b"{}", {"webhook-id": "msg_1"}, seconds=seconds)


def test_what_was_checked_is_what_is_connected_to(names, dialled):
    PlainTls.names.clear()
    names["receiver.example"] = [PUBLIC, "127.0.0.1"]
    assert send().status == 200
    assert dialled.attempts == [(PUBLIC, 443)]
    assert PlainTls.names == ["receiver.example"]
    assert dialled.posts[0].headers["host"] == "receiver.example"
    # The name has changed its mind by now, and the next message goes nowhere.
    with pytest.raises(ForbiddenTargetError):
        send()
    assert len(dialled.attempts) == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:8000/admin/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "//localhost/",
        "http://receiver.example/",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
@pytest.mark.parametrize("status", [307, 308])
def test_redirect_to_a_forbidden_place_is_refused(location, status, names, dialled):
    names["localhost"] = "127.0.0.1"
    dialled.answer = lambda handler, post: (status, b"", ("Location", location))
    with pytest.raises(ForbiddenTargetError):
        send()
    assert dialled.attempts == [(PUBLIC, 443)]


def test_redirect_that_keeps_the_request_is_followed(names, dialled):
    names["other.example"] = "8.8.8.8"

    def answer(handler, post):
        moved = (308, b"", ("Location", "https://other.example/new"))
        return moved if post.path == "/hook" else (204, b"")

    dialled.answer = answer
    assert send().status == 204
    assert [post.path for post in dialled.posts] == ["/hook", "/new"]
    assert dialled.posts[1].body == b"{}"
    assert dialled.attempts == [(PUBLIC, 443), ("8.8.8.8", 443)]


@pytest.mark.parametrize("status", [301, 302, 303])
def test_other_redirects_are_not_followed(status, names, dialled):
    dialled.answer = lambda handler, post: (status, b"", ("Location", "https://receiver.example/"))
    assert send().status == status
    assert len(dialled.posts) == 1


def test_redirects_come_to_an_end(names, dialled):
    dialled.answer = lambda handler, post: (307, b"", ("Location", "/hook"))
    with pytest.raises(TooManyRedirectsError):
        send()
    assert len(dialled.posts) == 4


def test_proxies_of_the_environment_are_not_heeded(names, dialled, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
        monkeypatch.setenv(name.upper(), "http://10.0.0.1:3128")
    assert send().status == 200
    assert dialled.attempts == [(PUBLIC, 443)]
