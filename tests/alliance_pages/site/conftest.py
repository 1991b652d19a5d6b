"""Pages that move, and what a visitor and a frontend are told at an address."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils.http import url_has_allowed_host_and_scheme

from alliance_pages.models import JoinPage, NewsIndexPage, ParticipantIndexPage, StandardPage
from tests.factories import make_article, make_page, make_participant


@dataclass(frozen=True)
class Told:
    """What there is at an address: the end of the way there, or nothing.

    location: path or URL; is_permanent: None where the address itself is answered.
    """

    location: str
    is_permanent: bool | None = None


@pytest.fixture
def visit(client: Client) -> Callable[[str], Told | None]:
    """Return a function that goes to an address as a browser does."""

    def go(path: str, **headers: str) -> Told | None:
        location, is_permanent = path, None
        for _hop in range(4):
            response = client.get(location, headers=headers)
            if response.status_code == 200:
                return Told(location, is_permanent)
            if response.status_code not in {301, 302}:
                return None
            is_permanent = is_permanent is not False and response.status_code == 301
            location = response["Location"]
            if not url_has_allowed_host_and_scheme(location, None):
                return Told(location, is_permanent)
        raise AssertionError(f"{path} leads round in circles")

    return go


@pytest.fixture
def find(client: Client) -> Callable[[str], Told | None]:
    """Return a function that asks `pages/find/` for an address."""

    def ask(path: str) -> Told | None:
        response = client.get("/api/v2/pages/find/", {"html_path": path})
        if response.status_code == 404:
            assert response.json()["message"]
            return None
        answer = response.json()
        if answer["detail_url"]:
            assert response.status_code == 302
            assert response["Location"] == answer["detail_url"]
            assert client.get(answer["detail_url"]).status_code == 200
        redirect = answer["redirect"]
        if redirect is None:
            return Told(path)
        if answer["detail_url"] is None:
            assert response["Location"] == redirect["location"]
            assert response.status_code == (301 if redirect["is_permanent"] else 302)
        location = redirect["location"].removeprefix("http://localhost")
        return Told(location, redirect["is_permanent"])

    return ask


@pytest.fixture
def published(django_capture_on_commit_callbacks) -> Callable[..., None]:
    """Return a function that publishes a page with other values, as an editor does."""

    def publish(page, **values):
        page = type(page).objects.get(pk=page.pk)
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


@pytest.fixture
def moved(django_capture_on_commit_callbacks) -> Callable[..., None]:
    """Return a function that moves a page below another."""

    def move(page, target):
        with django_capture_on_commit_callbacks(execute=True):
            type(page).objects.get(pk=page.pk).move(target, pos="last-child")

    return move


@pytest.fixture
def bilingual(home, french_home, news_index, participant_index):
    """Return pages in both languages by name, with the participants "megara" and "hódmező"."""
    make_participant("megara")
    make_participant("hódmező")
    pages = {
        "news": news_index,
        "participants": participant_index,
        "article": make_article(news_index, "Megara joins", legacy_number=149),
        "join": make_page(JoinPage, home, title="Join"),
        "about": make_page(StandardPage, home, title="About us", slug="about"),
    }
    for name, model, title in (
        ("news", NewsIndexPage, "Actualités"),
        ("participants", ParticipantIndexPage, "Les participants"),
        ("join", JoinPage, "Adhérer"),
    ):
        key = pages[name].translation_key
        pages[f"{name}-fr"] = make_page(model, french_home, title=title, translation_key=key)
    return pages
