"""The mails of an application, each in the language of whoever reads it, and the links in them.

They go through Django's mail backend, in the transaction of the step that they tell of: a backend
that queues them in the database, as the project's does, sends each one that was committed.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from participants.models import Application, ApplicationState, Participant

CONFIRMATION = "confirmation"
STATUS = "status"
LIFETIMES = {CONFIRMATION: timedelta(days=14), STATUS: timedelta(days=60)}
URL_NAMES = {CONFIRMATION: "participants_application_confirm", STATUS: "participants_application"}


class LinkError(Exception):
    """Says that a link opens nothing: it was changed, or what it led to is gone."""


@dataclass(frozen=True)
class OpenedLink:
    """The application that a link leads to; an expired link only lets its owner ask for another."""

    application: Application
    is_expired: bool


def link_to(application: Application, purpose: str) -> str:
    """Return the full URL for the contact person, in the language of the application."""
    with override(application.language):
        return f"{site_root()}{path_to(application, purpose)}"


def path_to(application: Application, purpose: str) -> str:
    """Return the path of a link, good from now on, in the active language."""
    token = signing.dumps([application.pk, application.link_secret], salt=_salt(purpose))
    return reverse(URL_NAMES[purpose], args=[token])


def open_link(token: str, purpose: str) -> OpenedLink:
    """Return the application of a link. Raises LinkError."""
    try:
        key, secret = signing.loads(token, salt=_salt(purpose))
    except (signing.BadSignature, ValueError) as error:
        raise LinkError from error
    application = Application.objects.filter(pk=key).first()
    if application is None or not constant_time_compare(application.link_secret, secret):
        raise LinkError
    try:
        signing.loads(token, salt=_salt(purpose), max_age=LIFETIMES[purpose])
    except signing.SignatureExpired:
        return OpenedLink(application, is_expired=True)
    return OpenedLink(application, is_expired=False)


def _salt(purpose: str) -> str:
    return f"participants.applications.{purpose}"


def site_root() -> str:
    """Return where the site begins, such as "https://alliance.example.org", or nothing."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    return site.root_url if site else ""


FOLDER = "participants/email"
# RFC 3834: nothing that answers by itself, such as a notice of absence, answers these.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
INSPECT_URL_NAME = "participants_application_modeladmin_inspect"


def ask_for_confirmation(application: Application) -> None:
    """Ask whoever has the e-mail address whether the application is theirs."""
    link = link_to(application, CONFIRMATION)
    to_applicant(application, "confirmation", link=link, days=LIFETIMES[CONFIRMATION].days)


def officers() -> Any:
    """Return the active users who may decide on applications."""
    policy = ModelPermissionPolicy(Application)
    return policy.users_with_permission("decide").filter(is_active=True)


def to_applicant(application: Application, name: str, **context: Any) -> None:
    """Send the contact person, if there still is one, a mail by the name of its template."""
    if not application.contact_email:
        return
    context.setdefault("link", link_to(application, STATUS))
    context.setdefault("days", LIFETIMES[STATUS].days)
    _send(
        application.contact_email, application.language, f"applicant_{name}", application, context
    )


def to_office(application: Application, name: str) -> None:
    """Send all officers a mail by the name of its template."""
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


def welcome(instance: Participant, **signal: Any) -> None:
    """Write to the contact person of a participant that is published for the first time."""
    waiting = Application.objects.filter(
        participant=instance, state=ApplicationState.ACCEPTED, welcomed_at=None
    )
    for application in waiting:
        # Whoever changes the row sends the mail, however many publish at once.
        if waiting.filter(pk=application.pk).update(welcomed_at=timezone.now()):
            with override(application.language):
                address = urljoin(site_root(), instance.get_absolute_url() or "")
            to_applicant(application, "welcome", address=address)
