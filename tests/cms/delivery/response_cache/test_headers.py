"""What every answer says to browsers, however early it is given; hosts and codings likewise."""

import gzip

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Site

from cms.delivery.response_cache.canonical import canonical_host
from cms.delivery.response_cache.codings import accepted_codings, chosen_coding
from tests.cms.delivery.conftest import Visitor

POLICIES = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def lacking(headers) -> list[str]:
    """Return which of the headers for browsers an answer does not have, or has wrong."""
    wrong = [name for name, value in POLICIES.items() if headers.get(name) != value]
    named = ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options")
    return [*wrong, *(name for name in named if not headers.get(name))]


LONG = "a" * 4_100


@pytest.mark.parametrize(
    ("status", "address", "headers"),
    [
        (200, "/en/", {}),
        (200, "/healthz", {}),
        (405, "/healthz", {"method": "POST"}),
        (401, "/healthz", {"authorization": "Bearer wrong"}),
        (404, "/metrics", {}),
        (400, "/en/", {"host": "evil.example.org"}),
        (400, "/en/", {"host": "localhost.."}),
        (400, "/api/v2/pages/", {"host": "evil.example.org"}),
        (414, f"/en/?q={LONG}", {}),
        (414, f"/api/v2/pages/?q={LONG}", {}),
        (404, "/en/nowhere/", {}),
        (404, "/api/v2/nowhere/", {}),
        (404, "/%00", {"path": "/\0"}),
        (404, "/media/images/nothing.webp", {}),
        (404, "/static/nothing.css", {}),
        (401, "/api/v3/pages/", {}),
        (400, "/api/v2/participants/?colour=red", {}),
        (405, "/api/v2/participants/", {"method": "DELETE"}),
        (403, "/en/join/", {"method": "POST"}),
        (302, "/admin/", {}),
    ],
)
def test_every_answer_tells_browsers_what_they_may_do(visitor, status, address, headers):
    path = headers.pop("path", address)
    answer = visitor.get(path, **headers)
    assert answer.status == status
    assert lacking(answer.headers) == []


def test_too_large_a_body_is_refused_with_the_same(db):
    client = Client(raise_request_exception=False)
    answer = client.post("/en/join/", b"x", content_type="text/plain", CONTENT_LENGTH=10**9)
    assert answer.status_code in {400, 413}
    assert lacking(answer.headers) == []


def test_failure_is_answered_with_the_same(db, monkeypatch):
    def fail(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr("wagtail.models.Page.route_for_request", fail)
    answer = Client(raise_request_exception=False).get("/en/")
    assert answer.status_code == 500
    assert lacking(answer.headers) == []


@pytest.mark.parametrize("address", ["/en/", "/api/v2/participants/"])
def test_unchanged_answer_says_the_same_as_the_first(visitor, address):
    first = visitor.get(address)
    again = visitor.get(address, if_none_match=first.headers["ETag"])
    assert again.status == 304
    assert lacking(again.headers) == []


def test_https_is_insisted_on_by_every_answer(visitor, settings):
    settings.SECURE_HSTS_SECONDS = 3_600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    secure = Visitor()
    for address, headers in [
        ("/en/", {}),
        ("/healthz", {}),
        (f"/en/?q={LONG}", {}),
        ("/en/", {"host": "evil.example.org"}),
    ]:
        answer = secure.get(address, x_forwarded_proto="https", **headers)
        assert answer.headers["Strict-Transport-Security"] == "max-age=3600"


def test_pages_may_be_framed_by_the_site_alone_and_words_for_machines_by_nobody(visitor):
    assert visitor.get("/en/").headers["X-Frame-Options"] == "SAMEORIGIN"
    assert visitor.get("/healthz").headers["X-Frame-Options"] == "DENY"


# Hosts


@pytest.mark.parametrize(
    ("host", "is_secure", "expected"),
    [
        ("localhost.", False, "localhost"),
        ("LOCALHOST.:80", False, "localhost"),
        ("localhost:0080", False, "localhost"),
        ("localhost:443", False, "localhost:443"),
        ("localhost:443", True, "localhost"),
        ("localhost:80", True, "localhost:80"),
        ("localhost:8000", False, "localhost:8000"),
        ("[::1]:80", False, "[::1]"),
        ("[::1]", False, "[::1]"),
        # What is no host stays none.
        ("localhost..", False, "localhost.."),
        ("localhost:", False, "localhost:"),
        ("localhost:8o", False, "localhost:8o"),
        ("localhost:٨٠", False, "localhost:٨٠"),
        ("", False, ""),
    ],
)
def test_host_has_one_spelling(host, is_secure, expected):
    assert canonical_host(host, is_secure=is_secure) == expected


@pytest.mark.parametrize("host", ["localhost.", "LocalHost", "localhost:80", "LOCALHOST.:80"])
def test_other_spellings_of_the_host_are_neither_echoed_nor_kept_apart(visitor, host):
    plain = visitor.get("/en/")
    other = visitor.get("/en/", host=host)
    assert other.text == plain.text
    assert len(visitor.asked) == 1
    assert "http://localhost/" in plain.text
    robots = visitor.get("/robots.txt", host=host, cookie="csrftoken=a")
    assert "http://localhost/sitemap.xml" in robots.text


def test_the_site_is_found_by_any_spelling_of_its_host(visitor, settings, french_home):
    settings.ALLOWED_HOSTS = ["localhost", "second.example"]
    Site.objects.create(hostname="second.example", port=80, root_page=french_home)
    plain = visitor.get("/en/", host="second.example")
    assert visitor.get("/en/", host="SECOND.example.").text == plain.text


# Codings


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", ()),
        ("gzip", ("gzip",)),
        ("br", ("br",)),
        ("gzip, br", ("br", "gzip")),
        ("GZIP;Q=0.5, Br;q=0.1", ("gzip", "br")),
        ("br, gzip;q=0", ("br",)),
        ("br;q=0, gzip", ("gzip",)),
        ("gzip;q=0.000", ()),
        ("gzip ; q = 0 , br", ("br",)),
        ("*", ("br", "gzip")),
        ("*;q=0", ()),
        ("gzip, *;q=0", ("gzip",)),
        ("gzip;q=0, *", ("br",)),
        ("identity", ()),
        ("identity;q=1, gzip;q=0.5", ()),
        ("identity;q=0.5, gzip;q=0.8, br;q=0.2", ("gzip",)),
        ("identity;q=0", ()),
        ("identity;q=0, gzip;q=0.1", ("gzip",)),
        ("x-gzip", ("gzip",)),
        ("deflate, zstd", ()),
        ("gzip;q=many, br;q=1.0", ("br",)),
        ("gzip;q=0;x=1", ()),
        # What is cut off does not turn into its opposite.
        (f"{'a' * 993},gzip;q=0", ()),
    ],
)
def test_codings_are_weighed_as_the_client_says(header, accepted):
    assert accepted_codings(header) == accepted
    assert chosen_coding(header) == (accepted[0] if accepted else "")


WISHES = [
    ("br, gzip;q=0", {None, "br"}),
    ("gzip;q=0", {None}),
    ("*;q=0", {None}),
    ("identity, gzip;q=0.5, br;q=0.5", {None}),
    ("br;q=0, gzip", {"gzip"}),
]


@pytest.mark.parametrize(("wishes", "admitted"), WISHES)
@pytest.mark.parametrize("address", ["/en/", "/admin/login/", "/en/nowhere/", "/api/v2/pages/"])
def test_nobody_gets_a_coding_that_was_refused(visitor, address, wishes, admitted):
    # With a cookie, Django itself answers.
    for cookie in ("", "sessionid=a"):
        answer = visitor.get(address, accept_encoding=wishes, cookie=cookie)
        assert answer.headers.get("Content-Encoding") in admitted, cookie
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_long_answer_is_streamed_in_no_coding_that_was_refused(visitor, monkeypatch):
    monkeypatch.setattr("cms.delivery.response_cache.upstream.LARGEST", 100)
    address = "/api/v2/participants/export.csv"
    assert visitor.get(address, accept_encoding="br, gzip").headers["Content-Encoding"] == "gzip"
    refused = visitor.get(address, accept_encoding="br, gzip;q=0")
    assert "Content-Encoding" not in refused.headers


def test_static_files_are_not_sent_in_a_coding_that_was_refused(tmp_path, settings):
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "site.css").write_bytes(b"a{}" * 200)
    (folder / "site.css.gz").write_bytes(gzip.compress(b"a{}" * 200))
    (folder / "site.css.br").write_bytes(b"shorter")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = str(folder), False
    settings.WHITENOISE_USE_FINDERS = False
    for wishes, coding in [
        ("br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br, *;q=0", "br"),
        ("*", "br"),
    ]:
        answer = Client().get("/static/site.css", headers={"accept-encoding": wishes})
        assert (answer.status_code, answer.get("Content-Encoding")) == (200, coding), wishes
    answer = Client().get("/static/site.css", headers={"accept-encoding": "br;q=0, gzip;q=0"})
    assert answer.get("Content-Encoding") is None


def test_documents_name_no_coding_and_keep_their_length(admin_client):
    file = ContentFile(b"minutes " * 100, name="minutes.txt")
    document = get_document_model().objects.create(title="Minutes", file=file)
    answer = admin_client.get(document.url, headers={"accept-encoding": "gzip"})
    body = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert int(answer["Content-Length"]) == len(body)


# Where a page's password leads to


def test_login_leads_to_a_page_that_exists(visitor, settings):
    assert visitor.get(settings.LOGIN_REDIRECT_URL).status == 302
    assert visitor.get(settings.LOGIN_REDIRECT_URL).headers["Location"] in {"/en/", "/fr/"}
