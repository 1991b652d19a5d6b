"""Write what the demonstration answers beside the endpoints, as examples of openapi.json.

A part of `make api-snapshot`. The answers are real. What differs from one load of the
demonstration to the next has the same value in its place each time, and long lists are cut.
"""

import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docs.api_questions import QUESTIONS
from docs.api_sendings import ADDRESS as SENT_TO
from docs.api_sendings import sendings

HOST = "cms.example.org"
API = "/api/v2/"
# Of a list, of the texts by code under the one name, and of the files that the other lists.
MOST_ITEMS = 2
LABELS, FILES = "labels", "srcset"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
TODAY = date(2026, 1, 15)
LONG = "x=" + "a" * 5_000
# What is named by chance; a thumbnail cuts the name of its picture.
BY_CHANCE = {
    re.compile(r"(?<=images/)([\w-]{20})[\w-]{0,2}(?=\.)"): "picture-{}",
    re.compile(r"\b([0-9a-f]{8})(?=-\d+\")"): "9f1c2a7{}",
    re.compile(r"\b(20\d\d-[A-Z]{6})\b"): "2026-KQXWT{}",
    re.compile(r"\b([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\b"): (
        "00000000-0000-4000-8000-{:012}"
    ),
}

Answers = dict[str, Any]


def answers() -> dict[Path, Answers]:
    """Return what belongs in each file of examples. Needs the demonstration, and writes in it."""
    from django.test.utils import override_settings

    from cms.urls import api_v2

    found: dict[Path, Answers] = {}
    with override_settings(ALLOWED_HOSTS=[HOST], WAGTAILADMIN_BASE_URL=f"https://{HOST}"):
        _prepare()
        tokens = {**_tokens(), "long": LONG}
        for name, endpoint in endpoints().items():
            found.setdefault(endpoint.examples_file(), {})[name] = {
                path: _examples(path, {**asked, "too_long": _too_long(name, path)}, tokens)
                for path, asked in QUESTIONS[name].items()
            }
        applications = api_v2._endpoints["applications"]
        found[applications.examples_file()] = {"applications": {"": _sent()}}
    return found


def endpoints() -> dict[str, Any]:
    """Return the endpoints that are read, by the names that their examples go by."""
    from cms.urls import api_v2
    from participants.api.openapi.schemas import INDEX, OpenAPIViewSet

    every = {**api_v2._endpoints, INDEX: OpenAPIViewSet}
    return {name: endpoint for name, endpoint in every.items() if name in QUESTIONS}


def written(found: Answers) -> str:
    """Return the text of a file."""
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _prepare() -> None:
    """Give the site a neutral host, and what the demonstration lacks.

    That is a document, a redirect that leads away from the site, and a log.
    """
    from django.core.files.base import ContentFile
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.documents import get_document_model
    from wagtail.models import Site

    from alliance_pages.models import StandardPage
    from cms.delivery.changes.dependencies import registered
    from cms.delivery.changes.last_known import begin

    Site.objects.update(hostname=HOST, port=443)
    # No test that has run before may have taken the name of the file.
    document = get_document_model().objects.create(
        title="Charter of the Alliance", file=ContentFile(b"%PDF-1.7", name="examples-charter.pdf")
    )
    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    link = f'<a linktype="document" id="{document.pk}">{document.title}</a>'
    page.body = [*page.body.raw_data, {"type": "paragraph", "value": f"<p>{link}</p>"}]
    page.save_revision().publish()
    Redirect.add_redirect("/en/handbook/", "https://handbook.example.org/", is_permanent=True)
    begin(registered())


def _tokens() -> dict[str, str]:
    """Return the tokens of an editor who has begun a participant and is changing a page."""
    from django.contrib.auth import get_user_model
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    from alliance_pages.models import StandardPage
    from participants.models import FrontendPreview, Participant

    editor = get_user_model().objects.create_superuser("preview")
    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    page.introduction = "What somebody has typed, and not saved."
    found = {}
    for name, draft in (("page", page), ("begun", Participant(country="GR", slug="begun"))):
        preview = FrontendPreview.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(draft),
            object_id=draft.pk or "",
            language="en",
            title=name,
            content=draft.serializable_data(),
            password=editor.get_session_auth_hash(),
            saved_at=timezone.now(),
        )
        found[name] = preview.token
    return found


def _too_long(name: str, path: str) -> str:
    """Return an address below the API that is longer than any may be."""
    begins = "" if name == "index" else f"{name}/"
    return f"{begins}{path.format(id=1)}?{{long}}"


def _examples(path: str, asked: Mapping[str, str], tokens: Mapping[str, str]) -> Answers:
    """Return the answers at a path by status and name."""
    found: dict[str, Answers] = {}
    for name, address in asked.items():
        with_tokens = f"{API}{address}".format(**tokens)
        status, example = _example(with_tokens, is_followed="{id}" in path)
        for token in tokens.values():
            example["summary"] = example["summary"].replace(token, "…")
        found.setdefault(str(status), {})[name] = example
    return dict(sorted(found.items()))


def _example(address: str, *, is_followed: bool) -> tuple[int, Answers]:
    from django.test import Client

    client = Client(headers={"host": HOST})
    response = client.get(address, secure=True)
    if is_followed and "Location" in response:
        address = response["Location"].removeprefix(f"https://{HOST}")
        response = client.get(address, secure=True)
    return response.status_code, _shown(f"GET {unquote(address)}", response)


def _sent() -> Answers:
    """Return the answers to applications by status and name."""
    from django.test import Client

    found: dict[str, Answers] = {}
    for name, said, response in sendings(Client(headers={"host": HOST}).post):
        summary = f"POST {SENT_TO}: {said}"
        found.setdefault(str(response.status_code), {})[name] = _shown(summary, response)
    return dict(sorted(found.items()))


def _shown(summary: str, response: Any) -> Answers:
    body = _settled(b"".join(response).decode())
    value = cut(json.loads(body)) if "json" in response["Content-Type"] else body
    return {"summary": summary, "value": value}


def _settled(body: str) -> str:
    """Return an answer without what differs from one load of the demonstration to the next."""
    from django.utils import timezone

    # Counts hold for a day of UTC, which is another one for an hour or two around midnight.
    days = {timezone.localdate(), timezone.now().date()}
    body = TIME.sub(f"{TODAY}T09:30:00Z", body)
    for form, day in product(('"{:%Y-%m-%d}"', "{0.day} {0:%B %Y}"), days):
        body = body.replace(form.format(day), form.format(TODAY))
    for pattern, stand_in in BY_CHANCE.items():
        body = pattern.sub(_numbered(stand_in), body)
    return body


def _numbered(stand_in: str) -> Callable[[re.Match[str]], str]:
    """Return what puts the same in the place of the same, by the order in which it comes first."""
    numbers: dict[str, int] = {}
    return lambda found: stand_in.format(numbers.setdefault(found[1], len(numbers) + 1))


def cut(value: Any, name: str = "") -> Any:
    """Return a value with its long lists cut. name: of the member that it is."""
    if isinstance(value, list):
        return [cut(item) for item in value[:MOST_ITEMS]]
    if name == FILES:
        return ", ".join(value.split(", ")[:MOST_ITEMS])
    if not isinstance(value, dict):
        return value
    if name == LABELS:
        return {code: dict([*texts.items()][:MOST_ITEMS]) for code, texts in value.items()}
    return {member: cut(inner, member) for member, inner in value.items()}


def main() -> None:
    """Load the demonstration into a database in memory, ask it, and write the files."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings

    # Refusals are asked for, and what cannot be kept.
    for name in ("django.request", "participants.api.applications"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        call_command("load_demo", migrate=True, stdout=StringIO())
        for file, found in answers().items():
            file.write_text(written(found), encoding="utf-8")


if __name__ == "__main__":
    main()
