"""Addresses of the API that are nearly right, and what answers at none."""

import pytest

pytestmark = pytest.mark.django_db

ENDPOINTS = {
    "changes",
    *("site", "resolve", "pages", "images", "documents", "participants"),
    *("applications", "oembed", "openapi.json", "preview", "search"),
}
# What is asked for at an endpoint that has no list.
ASKED = {"resolve": "path=/en/", "search": "q=roma"}


def test_index_names_every_endpoint(client):
    found = client.get("/api/v2/").json()
    assert set(found) == ENDPOINTS
    for name, address in found.items():
        expected = {"applications": 405, "oembed": 400, "preview": 400}.get(name, 200)
        assert client.get(f"{address}?{ASKED.get(name, '')}").status_code == expected
    refused = client.get("/api/v2/", {"x": "1"})
    assert (refused.status_code, "x" in refused.json()["message"]) == (400, True)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/api/v2", "/api/v2/"),
        ("/api/v2/pages?limit=1&order=title", "/api/v2/pages/?limit=1&order=title"),
        ("/api/v2/participants/summary", "/api/v2/participants/summary/"),
        ("/api/v2/participants/1", "/api/v2/participants/1/"),
        ("/api/v2/participants/export.csv/", "/api/v2/participants/export.csv"),
        ("/api/v2/openapi.json/", "/api/v2/openapi.json"),
    ],
)
def test_slash_at_the_end_is_put_right(client, address, target):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, target)


def test_what_is_sent_is_sent_on(client):
    answer = client.post("/api/v2/applications", "{}", "application/json")
    assert (answer.status_code, answer["Location"]) == (308, "/api/v2/applications/")


@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v2/nothing/", "/api/v2/%00/", "/api/v2/participants/%00/", "/api/v2/a%00b"],
)
def test_unknown_address_is_told_in_json(client, address):
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.json()["message"]


# oEmbed has a parameter of that name, and tests of its own.
@pytest.mark.parametrize("name", sorted(ENDPOINTS - {"applications", "oembed"}))
@pytest.mark.parametrize("accept", ["*/*", "text/html", "application/xml"])
def test_there_is_one_format(client, name, accept):
    address = f"/api/v2/{name}" if "." in name else f"/api/v2/{name}/"
    address = f"{address}?{ASKED.get(name, '')}"
    assert client.get(address, headers={"accept": accept})["Content-Type"] == "application/json"
    for wanted in ("api", "json", "xml"):
        refused = client.get(f"{address}&format={wanted}", headers={"accept": accept})
        assert refused.status_code == 400
        assert "format" in refused.json()["message"]
