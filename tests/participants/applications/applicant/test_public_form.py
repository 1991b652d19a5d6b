"""The form on the site: what a visitor sees and keeps, and what a program is told."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from alliance_pages.models import JoinPage
from participants.applications.applicant.form_state import SHOWN_AT, TRAP, signed_time
from participants.applications.submission.rates import SENT_FROM_ADDRESS, TRIED_FROM_ADDRESS
from participants.models import Application, HeldLetter
from tests.factories import make_page
from tests.participants.applications.submission.filled import ANSWERS, filled, letter, measure
from tests.participants.applications.submission.letter_files import jpeg

pytestmark = pytest.mark.django_db

FORM = "/en/join/form/"


@pytest.fixture(autouse=True)
def join(home: Page) -> Page:
    return make_page(JoinPage, home, title="Join", slug="join")


def hidden(html: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    return found[1] if found else ""


def shown_values(html: str) -> str:
    """Return what stands in the form, without the markup around it."""
    return html[html.index('<form class="application"') :]


def problems(html: str) -> list[str]:
    part = html[html.index('id="problems"') :] if 'id="problems"' in html else ""
    return re.findall(r'<a href="#([^"]+)">', part[: part.find("</div>")])


def test_form_is_shown_to_nobody_else(client):
    response = client.get(FORM)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    assert response.cookies["csrftoken"]
    html = response.content.decode()
    assert "Step 6 of 6:" in html
    assert html.count('id="measure-') == 3
    assert "Not sent yet" not in html


def test_complete_form_is_taken_in_and_leads_on(client, mailoutbox):
    response = client.post(FORM, filled([measure()]) | {"letter": letter()})
    assert (response.status_code, response["Location"]) == (303, "/en/join/sent/")
    assert response["Cache-Control"] == "no-store"
    application = Application.objects.get()
    assert application.letter.name.endswith(".png")
    assert application.measures.get().title == "Support centre"
    assert "Check your e-mail" in client.get(response["Location"]).content.decode()
    assert len(mailoutbox) == 1


def test_every_answer_is_kept_when_one_is_wrong(client):
    sent = filled([measure(title="Mediators <b>")], contact_email="nowhere", website="x y")
    html = client.post(FORM, sent).content.decode()
    assert problems(html) == ["id_website", "id_contact_email"]
    assert "Not sent yet" in html
    assert Application.objects.count() == 0
    form = shown_values(html)
    for name, value in (ANSWERS | {"contact_email": "nowhere", "website": "x y"}).items():
        if name not in {"address", "has_consented"}:
            assert f'value="{value}"' in form, name
    assert "191 00 Megara" in form
    assert "Mediators &lt;b&gt;" in form
    assert re.search(r'name="has_consented"[^>]* checked', form)
    assert re.search(r'name="contact_email"[^>]* aria-invalid="true"', form)
    assert 'aria-describedby="id_contact_email_helptext id_contact_email_error"' in form
    assert 'id="id_contact_email_error"' in form
    assert hidden(html, "sending_key") == sent["sending_key"]


def test_letter_is_kept_when_an_answer_is_wrong(client):
    wrong = filled(contact_email="nowhere") | {"letter": letter()}
    html = client.post(FORM, wrong).content.decode()
    assert "Your letter (PNG, " in html
    token = hidden(html, "held_letter")
    html = client.post(FORM, filled(region="", website="x y", held_letter=token)).content.decode()
    assert hidden(html, "held_letter") == token
    assert client.post(FORM, filled(held_letter=token)).status_code == 303
    assert Application.objects.get().letter.open().read().startswith(b"\x89PNG")
    assert not HeldLetter.objects.exists()


def test_another_letter_takes_the_place_of_the_kept_one(client):
    html = client.post(FORM, filled(kind="") | {"letter": letter()}).content.decode()
    first = hidden(html, "held_letter")
    again = filled(kind="", held_letter=first) | {"letter": letter("photo.jpg", jpeg())}
    token = hidden(client.post(FORM, again).content.decode(), "held_letter")
    assert token != first
    assert HeldLetter.objects.count() == 1
    client.post(FORM, filled(held_letter=token))
    assert Application.objects.get().letter.name.endswith(".jpg")


def test_kept_letter_that_is_gone_is_asked_for_again(client):
    html = client.post(FORM, filled(held_letter="gone")).content.decode()
    assert problems(html) == ["id_letter"]
    assert hidden(html, "held_letter") == ""


def test_wrong_letter_is_told_at_its_field(client):
    wrong = letter("letter.pdf", b"<html>not a letter")
    html = client.post(FORM, filled() | {"letter": wrong}).content.decode()
    assert problems(html) == ["id_letter"]
    assert "PDF, JPEG or PNG" in html


def test_adding_a_measure_checks_and_saves_nothing(client):
    sent = filled([measure()], contact_email="nowhere", add_measure="1") | {"letter": letter()}
    html = client.post(FORM, sent).content.decode()
    assert html.count('id="measure-') == 4
    assert problems(html) == []
    assert "Not sent yet" not in html
    assert 'value="nowhere"' in html
    assert 'value="Support centre"' in html
    assert "Your letter (PNG, " in html
    assert Application.objects.count() == 0


def test_measures_are_added_up_to_twenty(client):
    html = client.post(FORM, filled(rows=19, add_measure="1")).content.decode()
    assert html.count('id="measure-') == 20
    assert 'name="add_measure"' not in html
    html = client.post(FORM, filled(rows=20, add_measure="1")).content.decode()
    assert html.count('id="measure-') == 20


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({TRAP: "http://spam.example"}, "A field that people do not see"),
        ({SHOWN_AT: "made-up"}, "open for more than a day"),
        ({SHOWN_AT: None}, "open for more than a day"),
    ],
)
def test_programs_are_told_politely_and_people_can_send_again(client, changes, told):
    html = client.post(FORM, filled(**changes) | {"letter": letter()}).content.decode()
    assert told in html
    assert Application.objects.count() == 0
    assert 'value="Stamoulis Grigorios"' in html
    assert "spam.example" not in html
    assert "Your letter (PNG, " in html
    assert hidden(html, "shown_at") != changes.get(SHOWN_AT, "")


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (timedelta(seconds=1), "within seconds"),
        (timedelta(seconds=4), None),
        (timedelta(hours=23), None),
        (timedelta(hours=25), "more than a day"),
        (timedelta(days=-1), "within seconds"),
    ],
)
def test_form_has_its_time(client, age, told):
    response = client.post(FORM, filled(**{SHOWN_AT: signed_time(timezone.now() - age)}))
    if told is None:
        assert response.status_code == 303
    else:
        assert told in response.content.decode()
        assert Application.objects.count() == 0


def test_reloading_makes_no_second_application(client, mailoutbox):
    sent = filled([measure()])
    for _ in range(2):
        assert client.post(FORM, sent | {"letter": letter()}).status_code == 303
    assert Application.objects.count() == len(mailoutbox) == 1


def test_double_click_with_a_kept_letter_makes_one_application(client):
    html = client.post(FORM, filled(kind="") | {"letter": letter()}).content.decode()
    token = hidden(html, "held_letter")
    for _ in range(2):
        assert client.post(FORM, filled(held_letter=token)).status_code == 303
    assert Application.objects.count() == 1


def test_other_answers_under_the_same_key_are_an_application_only_if_sent_again(client):
    client.post(FORM, filled())
    html = client.post(FORM, filled(region="Elsewhere")).content.decode()
    assert "You have already sent this form" in html
    key = hidden(html, "sending_key")
    assert client.post(FORM, filled(region="Elsewhere", sending_key=key)).status_code == 303
    assert Application.objects.count() == 2


def test_too_many_are_told_when_to_come_again_and_keep_their_answers(client):
    for place in range(SENT_FROM_ADDRESS.limit):
        changes = {"contact_email": f"a{place}@example.org", "sending_key": f"key-{place}"}
        assert client.post(FORM, filled(**changes)).status_code == 303
    response = client.post(FORM, filled(sending_key="one-more") | {"letter": letter()})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    html = response.content.decode()
    assert 'value="Stamoulis Grigorios"' in html
    assert "Your letter (PNG, " in html


def test_tries_are_limited_before_anything_is_read(client):
    wrong = filled(kind="", **{SHOWN_AT: "x"})
    for _ in range(TRIED_FROM_ADDRESS.limit):
        assert client.post(FORM, wrong).status_code == 200
    response = client.post(FORM, filled())
    assert response.status_code == 429
    assert 'value="Stamoulis Grigorios"' in response.content.decode()


def test_form_without_the_cookie_is_refused_in_both_languages():
    response = Client(enforce_csrf_checks=True).post(FORM, filled())
    assert response.status_code == 403
    assert "Please go back" in response.content.decode()
    assert "Veuillez revenir en arrière" in response.content.decode()


def test_too_large_a_text_is_refused_in_both_languages(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    response = client.post(FORM, filled(address="x" * 60_000))
    assert response.status_code == 400
    assert "Please go back" in response.content.decode()


def test_other_methods_are_not_allowed(client):
    for method in (client.put, client.delete, client.patch):
        assert method(FORM).status_code == 405


def test_queries_do_not_grow_with_the_rows(client, django_assert_max_num_queries):
    for rows in (3, 18):
        with django_assert_max_num_queries(25):
            client.post(FORM, filled(rows=rows, add_measure="1"))


def test_huge_file_is_refused_before_it_is_stored(client, settings):
    settings.FILE_UPLOAD_HANDLERS = ["tests.participants.applications.submission.filled.NoUploads"]
    huge = letter("letter.pdf", b"%PDF-" + b"x" * (12 * 1024 * 1024))
    response = client.post(FORM, filled() | {"letter": huge})
    assert response.status_code == 400
    assert "choose a smaller file" in response.content.decode()


def test_letter_beyond_its_limit_costs_no_answer(client):
    large = letter("letter.pdf", b"%PDF-" + b"x" * (11 * 1024 * 1024))
    html = client.post(FORM, filled() | {"letter": large}).content.decode()
    assert problems(html) == ["id_letter"]
    assert "larger than 10 MB" in html
    assert 'value="Stamoulis Grigorios"' in html
