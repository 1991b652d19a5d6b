"""What a token opens, and each reason for which it opens nothing."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from alliance_pages.models import CountryPage, NewsArticlePage, StandardPage
from participants.api.previewing import drafts
from participants.models import FrontendPreview, Participant
from participants.models.frontend_preview import LIFETIME, forget_old_previews
from tests.cms.preview.tokens import FRONTEND, preview, token_for
from tests.factories import build_participant, make_article, make_image, make_page, make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frontend(settings):
    settings.FRONTEND_PREVIEW_URL = {"": FRONTEND}


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create_user("edda", password="four-words-in-a-row")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def about(home):
    return make_page(StandardPage, home, title="About", slug="about", introduction="Published")


@pytest.fixture
def token(editor, about):
    about.introduction = "Typed, and not saved"
    return token_for(editor, about)


def test_token_opens_what_stands_in_the_editor(client, token, about):
    response = client.get("/api/v2/preview/", {"token": token})
    told = response.json()
    assert told["introduction"] == "Typed, and not saved"
    assert client.get(f"/api/v2/pages/{about.pk}/").json()["introduction"] == "Published"
    saved = FrontendPreview.objects.get()
    assert told["preview"] == {
        "of": {"type": "alliance_pages.StandardPage", "id": about.pk, "locale": "en", "live": True},
        "saved_at": saved.saved_at.isoformat().replace("+00:00", "Z"),
        "editor_url": f"http://localhost:8000/admin/pages/{about.pk}/edit/",
        "fields": told["preview"]["fields"],
    }
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in response


def test_panel_redirects_to_the_frontend_and_tells_it_no_referrer(admin_client, about):
    address = f"/admin/pages/{about.pk}/edit/preview/"
    form = {"title": "About", "slug": "about", "introduction": "Typed", "body-count": "0"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    assert admin_client.post(address, form).json()["is_valid"]
    response = admin_client.get(f"{address}?mode=frontend-en&in_preview_panel=true")
    assert response.status_code == 302
    location = response["Location"]
    assert location.startswith("https://front.example.org/en/preview?from=cms&token=")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    status, told = preview(Client(), location.partition("token=")[2].replace("%3A", ":"))
    assert (status, told["introduction"]) == (200, "Typed")
    # One row for whoever goes on typing, and the newest state for all tokens of it.
    admin_client.post(address, form | {"introduction": "Typed on"})
    admin_client.get(f"{address}?mode=frontend-en")
    assert FrontendPreview.objects.count() == 1
    policy = admin_client.get(f"/admin/pages/{about.pk}/edit/")["Content-Security-Policy"]
    assert "frame-src 'self'" in policy


def test_without_the_setting_nothing_is_offered(settings, editor, about):
    settings.FRONTEND_PREVIEW_URL = {}
    assert about.preview_modes == [("", "Default")]
    participant = make_participant("megara")
    assert [name for name, _label in participant.preview_modes] == ["en", "fr"]
    settings.FRONTEND_PREVIEW_URL = {"fr": "https://fr.example.org/", "elsewhere.org": FRONTEND}
    assert about.preview_modes == [("", "Default")]
    modes = participant.preview_modes
    assert [name for name, _label in modes] == ["en", "fr", "frontend-fr"]
    settings.FRONTEND_PREVIEW_URL = {"localhost/en": "https://en.example.org/"}
    assert [name for name, _label in about.preview_modes] == ["", "frontend-en"]


def refused(client, token, status, words, **parameters):
    found, told = preview(client, token, **parameters)
    assert found == status, told
    assert list(told) == ["message"]
    assert words in told["message"]


def test_bad_tokens_are_refused(client, token, monkeypatch):
    key = FrontendPreview.objects.get().key.hex
    for bad in ("x", f"{token}x", "é" * 600, f"{key}:1x:{token[-43:]}", key):
        refused(client, bad, 403, "token: is none of this site.")
    foreign = signing.TimestampSigner(salt="participants.applications").sign(key)
    refused(client, foreign, 403, "token: is none of this site.")
    refused(client, signing.TimestampSigner(key="another").sign(key), 403, "token: is none")
    refused(client, "é" * 3000, 414, "too long")
    for bad in ("", None):
        query = {} if bad is None else {"token": bad}
        response = client.get("/api/v2/preview/", query)
        assert response.status_code == 400
        assert response.json()["message"].startswith("token: must be given")
        assert response["Cache-Control"] == "private, no-store"
    later = signing.time.time() + LIFETIME.total_seconds() + 5
    monkeypatch.setattr(signing.time, "time", lambda: later)
    refused(client, token, 403, "token: has expired")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("token={token}&token={token}", "token: given more than once"),
        ("token={token}%00", "token: must not contain null characters"),
        ("token={token}&fields=title", "unknown query parameter: fields"),
        ("token={token}&links=short", "links:"),
        ("token={token}&locale=xx", "locale:"),
        ("token={token}&locale=fr", "locale: a page has one language"),
        ("token={token}&at=", "at:"),
        ("token={token}&at=2014-13-01", "at:"),
        ("token={token}&at=2014-12-05", "at: must be today or a day to come"),
        ("token={token}&at=9999-12-31", "at: is too far away"),
        ("token={token}&at=2099-01-01%00", "at: must not contain null characters"),
    ],
)
def test_malformed_parameters_are_named(client, token, query, words):
    response = client.get(f"/api/v2/preview/?{query.format(token=token)}")
    assert response.status_code == 400
    assert response.json()["message"].startswith(words)


def test_token_ends_with_the_right_to_edit(client, token, editor, about):
    assert preview(client, token)[0] == 200
    editor.groups.clear()
    refused(client, token, 403, "may not enter the admin")
    editor.groups.add(Group.objects.get(name="Accession officers"))
    refused(client, token, 403, "token: its editor may not edit this any more.")
    editor.groups.set([Group.objects.get(name="Editors")])
    assert preview(client, token)[0] == 200
    editor.is_active = False
    editor.save()
    refused(client, token, 403, "may not enter the admin")


def test_token_ends_with_the_password_and_the_session(client, token, editor, about):
    browser = Client()
    browser.force_login(editor)
    assert preview(client, token)[0] == 200
    browser.post("/admin/logout/")
    refused(client, token, 403, "token: has been revoked")
    token = token_for(editor, about)
    editor.set_password("other-words-in-a-row")
    editor.save()
    refused(client, token, 403, "token: its editor has a new password")


def test_token_of_what_is_deleted_or_private_opens_nothing(client, token, editor, about):
    restriction = PageViewRestriction.objects.create(
        page=about.get_parent(), restriction_type="login"
    )
    refused(client, token, 403, "token: this is private")
    restriction.delete()
    assert preview(client, token)[0] == 200
    about.delete()
    refused(client, token, 404, "token: what it was for has been deleted.")


def test_page_below_a_draft_is_shown_and_a_deleted_parent_is_told(client, editor, home):
    section = make_page(StandardPage, home, title="Section", slug="section", live=False)
    draft = StandardPage(title="Below", slug="below", locale=home.locale)
    draft.path, draft.depth = f"{section.path}0001", section.depth + 1
    token = token_for(editor, draft)
    status, told = preview(client, token)
    assert (status, told["title"], told["meta"]["parent"]) == (200, "Below", None)
    section.delete()
    refused(client, token, 404, "token: the page above has been deleted.")


def test_draft_that_stands_against_another_is_not_shown(client, editor):
    number = make_participant("megara", number=5)
    draft = build_participant("other", number=5)
    refused(client, token_for(editor, draft), 409, "token: it lacks something")
    number.delete()
    # The number has been issued, but is nobody's.
    assert preview(client, token_for(editor, draft))[0] == 200


def test_draft_is_shown_as_soon_as_it_has_what_is_always_told(client, editor, news_index):
    article = NewsArticlePage(title="Begun", slug="begun", locale=news_index.locale)
    article.path, article.depth = f"{news_index.path}0001", news_index.depth + 1
    # What keeps it from being published does not keep it from being shown.
    article.lead_image = make_image("Without rights", author="", licence="")
    status, told = preview(client, token_for(editor, article))
    assert (status, told["date"], told["introduction"]) == (200, None, "")
    assert told["lead_image"]["credit"]["author"] == ""
    country = CountryPage(title="Greece", slug="greece", locale=news_index.locale)
    country.path, country.depth = f"{news_index.path}0002", news_index.depth + 1
    refused(client, token_for(editor, country), 409, "it cannot be shown before it has: country.")
    place = Participant(country="GR", slug="new")
    refused(client, token_for(editor, place), 409, "it has: kind, a text in the main language.")


def test_day_to_come_shows_what_is_scheduled(client, editor, about):
    about.save_revision().publish()
    about.refresh_from_db()
    day = timezone.localdate() + timedelta(days=10)
    token = token_for(editor, about)
    assert preview(client, token, at=day)[1]["introduction"] == "Published"
    about.introduction = "Scheduled"
    about.go_live_at = timezone.now() + timedelta(days=5)
    about.save_revision().publish()
    about.introduction, about.go_live_at = "A newer draft", None
    about.save_revision()
    token = token_for(editor, about)
    assert preview(client, token)[1]["introduction"] == "A newer draft"
    told = preview(client, token, at=day)[1]
    assert told["introduction"] == "Scheduled"
    assert told["meta"]["last_published_at"] == told["preview"]["saved_at"]
    today = timezone.localdate()
    assert preview(client, token, at=today)[1]["introduction"] == "Published"


def test_day_on_which_nothing_is_public_is_not_found(client, editor, home, about):
    draft = make_page(StandardPage, home, title="Draft", slug="draft", live=False)
    day = timezone.localdate() + timedelta(days=10)
    refused(client, token_for(editor, draft), 404, "at: nothing of it will be public", at=day)
    StandardPage.objects.filter(pk=about.pk).update(expire_at=timezone.now() + timedelta(days=3))
    about.refresh_from_db()
    token = token_for(editor, about)
    assert preview(client, token, at=timezone.localdate())[0] == 200
    refused(client, token, 404, "at: nothing of it will be public", at=day)
    new = Participant(kind="city", country="GR", slug="new")
    refused(client, token_for(editor, new), 404, "at: nothing of it will be public", at=day)


def test_participant_is_shown_in_the_language_of_the_preview_or_another(client, editor):
    participant = make_participant("megara", texts={"en": "Megara", "fr": "Mégare"})
    token = token_for(editor, participant, "fr")
    assert preview(client, token)[1]["name"] == "Mégare"
    told = preview(client, token, locale="en", links="relative")[1]
    assert (told["name"], told["preview"]["of"]["locale"]) == ("Megara", "en")


def test_fields_lead_to_their_places_in_the_editor(client, editor, news_index):
    participant = make_participant("megara")
    article = make_article(
        news_index,
        participants=[make_participant("draft", is_public=False), participant],
        body=json.dumps([{"type": "heading", "value": "One", "id": "b1"}]),
    )
    told = preview(client, token_for(editor, article))[1]["preview"]
    fields = {name: url.removeprefix(told["editor_url"]) for name, url in told["fields"].items()}
    assert fields["title"] == "#:w:contentpath=title"
    assert fields["meta.slug"] == "#:w:contentpath=slug"
    assert fields["body.0"] == "#:w:contentpath=body.b1"
    assert fields["related_participants.0"] == "#inline_child_related_participants-1-panel-section"
    told = preview(client, token_for(editor, participant))[1]["preview"]
    assert told["fields"]["name"].endswith("#inline_child_texts-0-panel-section")
    assert told["fields"]["position"].endswith("#:w:contentpath=latitude")
    assert told["fields"]["events.0"].endswith("#inline_child_events-0-panel-section")


def test_old_links_are_removed(client, token, editor, about):
    assert forget_old_previews() == 0
    FrontendPreview.objects.update(saved_at=timezone.now() - LIFETIME - timedelta(minutes=1))
    assert forget_old_previews() == 1


def test_answer_takes_a_fixed_number_of_queries(client, editor, about, at_most):
    token = token_for(editor, about)
    participant = token_for(editor, make_participant("megara"))
    preview(client, token)
    with at_most(60):
        preview(client, token)
    with at_most(60):
        preview(client, participant)


def test_token_stands_in_no_log(client, token, caplog):
    client.get("/api/v2/preview/", {"token": token})
    client.get("/api/v2/preview/", {"token": f"{token}x"})
    assert token not in caplog.text


def test_link_to_a_new_page_opens_no_other_new_one(client, editor, news_index):
    tokens = []
    for number, title in enumerate(("One", "Two")):
        article = NewsArticlePage(title=title, slug=title.lower(), locale=news_index.locale)
        article.path, article.depth = f"{news_index.path}000{number + 1}", news_index.depth + 1
        tokens.append(token_for(editor, article))
    refused(client, tokens[0], 403, "has been revoked")
    assert preview(client, tokens[1])[1]["title"] == "Two"
    assert FrontendPreview.objects.count() == 1


def test_one_preview_is_made_at_a_time(client, token, monkeypatch):
    monkeypatch.setattr(drafts, "PATIENCE", 0.05)
    with drafts.one_at_a_time():
        response = client.get("/api/v2/preview/", {"token": token})
    assert response.status_code == 503
    assert response["Retry-After"] == "1"
    assert preview(client, token)[0] == 200


def test_first_publication_is_told_as_exactly_as_to_everybody(client, token, about):
    moment = timezone.now().replace(microsecond=690_943)
    StandardPage.objects.filter(pk=about.pk).update(first_published_at=moment)
    public = client.get(f"/api/v2/pages/{about.pk}/").json()["meta"]["first_published_at"]
    assert preview(client, token)[1]["meta"]["first_published_at"] == public
