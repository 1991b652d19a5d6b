"""Tokens as the preview panel hands them to a frontend."""

from urllib.parse import parse_qs, urlsplit

from django.test import RequestFactory

FRONTEND = "https://front.example.org/{locale}/preview?from=cms"


def token_for(user, draft, language="en"):
    """Return the token that the panel gives for what stands in the editor of a user."""
    request = RequestFactory().get("/")
    request.user = user
    response = draft.serve_preview(request, f"frontend-{language}")
    return parse_qs(urlsplit(response["Location"]).query)["token"][0]


def preview(client, token, **parameters):
    """Return the status and the answer."""
    response = client.get("/api/v2/preview/", {"token": token, **parameters})
    return response.status_code, response.json()
