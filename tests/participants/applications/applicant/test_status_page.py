"""The pages behind the links: confirm, follow, answer, withdraw."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from participants.applications import transitions as steps
from participants.applications.mails import CONFIRMATION, LIFETIMES, STATUS, path_to
from participants.applications.submission.rates import ANSWERS, NEW_LINKS
from participants.models import ApplicationState
from tests.factories import make_admin, make_application, make_participant
from tests.participants.applications.submission.filled import letter

pytestmark = pytest.mark.django_db


def path(application, purpose=STATUS, end="", language="en") -> str:
    with translation.override(language):
        return f"{path_to(application, purpose)}{end}"


def shown(client, application, **options) -> str:
    response = client.get(path(application, **options))
    assert response.status_code == 200
    return response.content.decode()


def current(html: str) -> list[str]:
    return re.findall(r'aria-current="step">\s*<span>([^<]*)', html)


@pytest.fixture
def officer(db):
    return make_admin()


def test_opening_the_first_link_confirms_nothing_and_a_click_does(client, mailoutbox):
    application = make_application(is_confirmed=False)
    link = path(application, CONFIRMATION)
    assert "One click is still missing" in client.get(link).content.decode()
    client.head(link)
    application.refresh_from_db()
    assert application.confirmed_at is None
    response = client.post(link)
    assert response.status_code == 303
    application.refresh_from_db()
    assert application.state == ApplicationState.RECEIVED
    assert "Megara" in client.get(response["Location"]).content.decode()
    assert mailoutbox[0].to == [application.contact_email]


def test_used_link_still_leads_to_the_application(client, mailoutbox):
    application = make_application()
    link = path(application, CONFIRMATION)
    assert "confirmed already" in client.get(link).content.decode()
    assert client.post(link).status_code == 303
    assert mailoutbox == []


def test_old_first_link_says_what_to_do(client):
    application = make_application(is_confirmed=False)
    link = path(application, CONFIRMATION)
    with time_machine.travel(timezone.now() + LIFETIMES[CONFIRMATION] + timedelta(hours=1)):
        for answer in (client.get(link), client.post(link)):
            assert answer.status_code == 410
            assert "This link has expired" in answer.content.decode()
    application.refresh_from_db()
    assert application.confirmed_at is None


@pytest.mark.parametrize("purpose", [CONFIRMATION, STATUS])
def test_unknown_and_deleted_look_the_same(client, purpose):
    application = make_application()
    link = path(application, purpose)
    application.delete()
    changed = re.sub(r".(?=/$)", "x", path(make_application(), purpose))
    answers = [client.get(address) for address in (link, changed)]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [
        answer.content.decode().replace(address, "")
        for answer, address in zip(answers, (link, changed), strict=True)
    ]
    assert "This link opens nothing" in bodies[0]
    other = [re.sub(r'href="/(en|fr)/application/[^"]*"', "", body) for body in bodies]
    assert other[0] == other[1]


def test_links_open_only_what_they_are_for(client):
    application = make_application(is_confirmed=False)
    status, confirmation = path(application), path(application, CONFIRMATION)
    swapped = confirmation.replace("/confirm/", "/")
    assert client.get(swapped).status_code == 404
    assert client.post(status.replace("/application/", "/application/confirm/")).status_code == 404
    application.link_secret = "another"
    application.save()
    assert client.get(status).status_code == 404


def test_pages_are_kept_and_told_nowhere(client):
    application = make_application()
    for link in (path(application), path(application, end="withdraw/"), "/en/application/x/"):
        response = client.get(link)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


def test_page_tells_the_state_and_little_else(client, officer):
    application = make_application(letter=None)
    steps.note(application, "They owe us a call", user=officer)
    html = shown(client, application)
    assert application.reference in html
    assert "Megara, Greece" in html
    assert "Eleni Contact" in html
    assert "has not arrived yet" in html
    assert current(html) == ["Received"]
    for private in (
        application.contact_email,
        application.contact_phone,
        "They owe us a call",
        "Schinas",
        "Stamoulis",
        "1800",
    ):
        assert private not in html


def test_question_is_shown_and_answered(client, officer, mailoutbox):
    application = steps.ask(make_application(), "Who <b>counted</b>?", user=officer)
    html = shown(client, application)
    assert current(html) == ["We have asked a question"]
    assert "Who &lt;b&gt;counted&lt;/b&gt;?" in html
    response = client.post(path(application), {"text": "The social service.", "letter": letter()})
    assert response.status_code == 303
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW
    assert application.messages.last().text == "The social service."
    assert application.letter.name.endswith(".png")
    html = client.get(response["Location"]).content.decode()
    assert "what you sent has arrived" in html
    assert current(html) == ["In review"]
    assert "Who &lt;b&gt;" not in html


def test_same_answer_twice_is_kept_once(client, mailoutbox, officer):
    application = steps.ask(make_application(), "Who?", user=officer)
    mailoutbox.clear()
    for _ in range(2):
        assert client.post(path(application), {"text": "The service."}).status_code == 303
    assert application.messages.filter(kind="answer").count() == 1
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": " "}, "Write an answer, or choose a letter."),
        ({"text": "x" * 5_001}, "at most 5000"),
        ({"text": "a\x00b"}, "Null characters"),
        ({"text": "x", "letter": letter("a.pdf", b"<html>")}, "PDF, JPEG or PNG"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told_beside_it(client, sent, told):
    application = make_application()
    html = client.post(path(application), sent).content.decode()
    assert told in html
    assert "Nothing has been sent yet" in html
    assert not application.messages.exists()


def test_answers_are_limited(client):
    application = make_application()
    for number in range(ANSWERS.limit):
        client.post(path(application), {"text": f"Answer {number}"})
    response = client.post(path(application), {"text": "One more"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "One more</textarea>" in response.content.decode()
    assert application.messages.count() == ANSWERS.limit


def test_withdrawing_is_asked_once_more_and_removes_personal_data(client):
    application = make_application()
    link = path(application, end="withdraw/")
    assert "Withdraw the application?" in client.get(link).content.decode()
    application.refresh_from_db()
    assert application.state == ApplicationState.RECEIVED
    response = client.post(link)
    assert response.status_code == 303
    html = client.get(response["Location"]).content.decode()
    assert "The application was withdrawn" in html
    assert current(html) == ["Withdrawn"]
    assert "Eleni Contact" not in html
    assert "<textarea" not in html
    application.refresh_from_db()
    assert (application.contact_email, application.letter.name) == ("", "")
    assert client.get(link).status_code == 303


def test_refusal_gives_its_reason_until_personal_data_are_removed(client, officer):
    application = steps.decline(make_application(), "Not an authority & no town.", user=officer)
    html = shown(client, application)
    assert "Not an authority &amp; no town." in html
    assert current(html) == ["Declined"]
    response = client.post(path(application), {"text": "But why?"})
    assert response.status_code == 409
    assert not application.messages.exists()


def test_acceptance_leads_to_the_profile_once_it_is_public(client, participant_index):
    participant = make_participant("megara", is_public=False)
    application = make_application(
        state=ApplicationState.ACCEPTED, decided_at=timezone.now(), participant=participant
    )
    html = shown(client, application)
    assert current(html) == ["Accepted"]
    assert "/participants/megara/" not in html
    participant.get_latest_revision().publish()
    assert "/participants/megara/" in shown(client, application)


def test_expired_link_sends_a_new_one_and_shows_nothing(client, mailoutbox):
    application = make_application()
    link = path(application)
    with time_machine.travel(timezone.now() + LIFETIMES[STATUS] + timedelta(hours=1)):
        response = client.get(link)
        assert response.status_code == 410
        html = response.content.decode()
        assert "Megara" not in html
        assert application.reference not in html
        assert client.post(link, {"text": "x"}).status_code == 410
        assert client.post(f"{link}withdraw/").status_code == 410
        response = client.post(f"{link}new-link/")
        assert response.status_code == 303
        assert "Look into your mailbox" in client.get(response["Location"]).content.decode()
        [mail] = mailoutbox
        assert mail.to == [application.contact_email]
        new = mail.body.split("http://localhost")[1].split()[0]
        assert client.get(new).status_code == 200
        for _ in range(NEW_LINKS.limit):
            response = client.post(f"{link}new-link/")
        assert response.status_code == 429
        assert len(mailoutbox) == NEW_LINKS.limit
    assert client.get(f"{link}new-link/").status_code == 405


def test_every_language_has_the_page_at_the_same_place(client):
    application = make_application()
    html = shown(client, application)
    french = path(application, language="fr").split("/")[3].split(":")[0]
    href = re.search(r'href="(/fr/application/[^"]+)" hreflang="fr"', html)[1]
    assert french in href
    assert client.get(href).status_code == 200
