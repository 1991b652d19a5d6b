"""Whose address counts: the one that the nearest trusted proxy has seen."""

import pytest
from django.test import RequestFactory

from participants.applications.submission.rates import client_address

PROXY, CLIENT, FAKED = "10.0.0.7", "192.0.2.44", "198.51.100.99"


def seen(settings, proxies, remote, forwarded=None):
    settings.PARTICIPANTS_TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))


def test_header_is_not_read_without_a_trusted_proxy(settings):
    assert seen(settings, 0, CLIENT, FAKED) == CLIENT
    del settings.PARTICIPANTS_TRUSTED_PROXIES
    request = RequestFactory().get("/", REMOTE_ADDR=CLIENT, headers={"X-Forwarded-For": FAKED})
    assert client_address(request) == CLIENT


@pytest.mark.parametrize("faked", [FAKED, f"{FAKED}, {FAKED}", "not an address", "", ",,,"])
def test_client_that_fakes_the_header_changes_nothing(settings, faked):
    assert seen(settings, 1, PROXY, f"{faked}, {CLIENT}") == CLIENT


def test_two_proxies_believe_the_second_entry_from_the_right(settings):
    assert seen(settings, 2, PROXY, f"{FAKED}, {CLIENT}, 10.0.0.8") == CLIENT


@pytest.mark.parametrize(
    "forwarded",
    [
        None,
        "",
        "unknown",
        "_hidden",
        "999.1.1.1",
        "192.0.2.044",
        "\0",
        "1" * 65_536,
        ",",
        "[",
        "]:1",
    ],
)
def test_without_an_address_in_the_header_the_connection_counts(settings, forwarded):
    assert seen(settings, 1, PROXY, forwarded) == PROXY


def test_header_with_too_few_entries_counts_as_not_sent(settings):
    assert seen(settings, 3, PROXY, f"{FAKED}, {CLIENT}") == PROXY


def test_negative_number_of_proxies_trusts_nobody(settings):
    assert seen(settings, -1, CLIENT, FAKED) == CLIENT


@pytest.mark.parametrize(
    ("sent", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:192.0.2.44", CLIENT),
        ("::1", "::"),
        (f"{CLIENT}:51234", CLIENT),
        (f"  {CLIENT} ", CLIENT),
    ],
)
def test_spellings_of_one_sender_count_together(settings, sent, counted):
    assert seen(settings, 1, PROXY, sent) == counted
    assert seen(settings, 0, sent) == counted


def test_server_on_a_unix_socket_knows_no_address(settings):
    assert seen(settings, 0, "") == ""
