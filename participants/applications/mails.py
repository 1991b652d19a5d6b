"""The mails of an application, each in the language of whoever reads it.

They go through Django's mail backend, in the transaction of the step that they tell of: a backend
that queues them in the database, as the project's does, sends each one that was committed.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies import ModelPermissionPolicy

from participants.applications.links import CONFIRMATION, LIFETIMES, STATUS, link_to
from participants.models import Application

FOLDER = "participants/email"
# RFC 3834: nothing that answers by itself, such as a notice of absence, answers these.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
INSPECT_URL_NAME = "participants_application_modeladmin_inspect"


def ask_for_confirmation(application: Application) -> None:
    """Ask whoever has the e-mail address whether the application is theirs."""
    link = link_to(application, CONFIRMATION)
    _to_applicant(application, "confirmation", link=link, days=LIFETIMES[CONFIRMATION].days)


def send_receipt(application: Application) -> None:
    """Say that the application has arrived, and where it can be followed."""
    _to_applicant(application, "receipt")


def send_question(application: Application, question: str) -> None:
    """Pass on a question of the office."""
    _to_applicant(application, "question", question=question)


def send_refusal(application: Application) -> None:
    """Say that the application was declined, and why."""
    _to_applicant(application, "refusal")


def send_welcome(application: Application, address: str) -> None:
    """Say that the authority takes part, once everybody can see it. address: of its profile."""
    _to_applicant(application, "welcome", address=address)


def send_new_link(application: Application) -> None:
    """Send a link that opens again."""
    _to_applicant(application, "new_link")


def notify_office_of_arrival(application: Application) -> None:
    """Tell the office that an application waits."""
    _to_office(application, "arrival")


def notify_office_of_answer(application: Application) -> None:
    """Tell the office that the applicant has written."""
    _to_office(application, "answer")


def notify_office_of_withdrawal(application: Application) -> None:
    """Tell the office that the applicant no longer asks to join."""
    _to_office(application, "withdrawal")


def officers() -> Any:
    """Return the active users who may decide on applications."""
    policy = ModelPermissionPolicy(Application)
    return policy.users_with_permission("decide").filter(is_active=True)


def _to_applicant(application: Application, name: str, **context: Any) -> None:
    if not application.contact_email:
        return
    context.setdefault("link", link_to(application, STATUS))
    context.setdefault("days", LIFETIMES[STATUS].days)
    _send(
        application.contact_email, application.language, f"applicant_{name}", application, context
    )


def _to_office(application: Application, name: str) -> None:
    path = reverse(INSPECT_URL_NAME, args=[application.pk])
    context = {"link": f"{get_admin_base_url() or ''}{path}"}
    for officer in officers().exclude(email="").select_related("wagtail_userprofile"):
        profile = getattr(officer, "wagtail_userprofile", None)
        language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
        _send(officer.email, language, f"office_{name}", application, context)


def _send(
    address: str, language: str, name: str, application: Application, context: dict[str, Any]
) -> None:
    """Send one mail. The first line of its template is the subject."""
    with override(language):
        text = render_to_string(f"{FOLDER}/{name}.txt", {**context, "application": application})
    subject, _, body = text.strip().partition("\n")
    # A name that came with a line break would begin a header of its own.
    EmailMessage(
        " ".join(subject.split()), body.lstrip("\n"), to=[address], headers=AUTOMATIC
    ).send()
