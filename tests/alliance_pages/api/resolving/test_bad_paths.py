"""What is no path of the site is a 400 that names the parameter and says why."""

import pytest

pytestmark = pytest.mark.django_db

WRONG = [
    ("", "must begin with “/”"),
    ("en/", "must begin with “/”"),
    (" /en/", "must begin with “/”"),
    ("?a=b", "must begin with “/”"),
    ("http://localhost/en/", "without scheme and host"),
    ("https://evil.example/en/", "without scheme and host"),
    ("javascript:alert(1)", "without scheme and host"),
    ("mailto:a@b.example", "without scheme and host"),
    ("//evil.example/en/", "one “/”"),
    ("///en/", "one “/”"),
    ("/%2Fevil.example/", "one “/”"),
    ("%2F%2Fevil.example/", "one “/”"),
    ("/\\evil.example/", "backslashes"),
    ("\\en\\news\\", "must begin with “/”"),
    ("/en\\news/", "backslashes"),
    ("/en%5Cnews/", "backslashes"),
    ("/en/../admin/", "“..”"),
    ("/en/%2e%2e/admin/", "“..”"),
    ("/..", "“..”"),
    ("/en/./news/", "“.”"),
    ("/en/.%2E/", "“..”"),
    ("/en/\x00/", "null"),
    ("/en/%00/", "control characters"),
    ("/en/?a=%00", "control characters"),
    ("/en/\r\nSet-Cookie: a=b", "control characters"),
    ("/en/?a=b\r\nSet-Cookie: a=b", "control characters"),
    ("/en/%0d%0a/", "control characters"),
    ("/en/%C2%85/", "control characters"),
    ("/en/%7F/", "control characters"),
    ("/en/%", "hexadecimal"),
    ("/en/%zz/", "hexadecimal"),
    ("/en/%4/", "hexadecimal"),
    ("/100%/", "hexadecimal"),
    ("/%u0041/", "hexadecimal"),
    ("/en/%FF/", "UTF-8"),
    ("/en/%C3/", "UTF-8"),
    ("/en/%ED%A0%80/", "UTF-8"),
    ("/en/%C0%AE%C0%AE/", "UTF-8"),
    ("/en/%252e%252e/", "twice"),
    ("/fr/actualit%25C3%25A9s/", "twice"),
    ("/en/%2525/", "twice"),
    ("/en/#words", "“#”"),
    ("#", "“#”"),
    ("/" + "x" * 2_000, "2000 characters"),
    ("/" + "x" * 1_990 + "é" * 10, "2000 characters"),
    ("/en/?" + "x" * 2_000, "2000 characters"),
    ("/" + "x" * 4_000, "2000 characters"),
]


@pytest.fixture(autouse=True)
def pages(news_index):
    return news_index


@pytest.mark.parametrize(("path", "reason"), WRONG)
def test_wrong_path_is_refused_with_the_reason(client, path, reason):
    response = client.get("/api/v2/resolve/", {"path": path})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    answer = response.json()
    assert answer.keys() == {"message"}
    assert answer["message"].startswith("path: ")
    assert reason in answer["message"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "path: must be given"),
        ("path=/en/&path=/fr/", "path: given more than once"),
        ("path=/en/&locale=fr", "unknown query parameter: locale"),
        ("path=/en/&fields=title", "unknown query parameter: fields"),
        ("html_path=/en/", "unknown query parameter: html_path"),
        ("path=/en/&_=1", "unknown query parameter: _"),
        ("path=/en/%FF/", "path: is not UTF-8"),
    ],
)
def test_wrong_query_is_refused_by_name(client, query, words):
    response = client.get(f"/api/v2/resolve/?{query}")
    assert response.status_code == 400
    assert words in response.json()["message"]


def test_address_beyond_what_the_server_takes_is_refused(client):
    answer = client.get("/api/v2/resolve/", {"path": "/" + "x" * 9_000})
    assert answer.status_code == 414
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "path",
    [
        "/en/<script>alert(1)</script>/",
        "/en/' OR 1=1 --/",
        "/en/{{7*7}}/",
        "/en/news;a=b/",
        "/en/news/…/",
        "/en/" + "x/" * 900,
        "/" + "a-" * 990,
        "/en/100%25/",
        "/en/key 0/",
        "/en/-1000000/",
        "/en/_%5F%25/",
        "/en/*",
        "/*",
        "/en/\U0001f600/",
        "/wp-login.php",
        "/.env",
        "/en/...",
    ],
)
def test_odd_path_is_nothing_and_no_error(client, path):
    response = client.get("/api/v2/resolve/", {"path": path})
    assert response.status_code == 404, response.content
    assert response.json()["kind"] == "none"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_only_reading_is_allowed(client):
    assert client.post("/api/v2/resolve/", {"path": "/en/"}).status_code == 405
    assert client.head("/api/v2/resolve/?path=/en/").status_code == 200
    assert client.options("/api/v2/resolve/").status_code == 200


def test_slash_at_the_end_is_put_right(client):
    answer = client.get("/api/v2/resolve", {"path": "/en/"})
    assert answer.status_code == 301
    assert answer["Location"].startswith("/api/v2/resolve/?path=")
