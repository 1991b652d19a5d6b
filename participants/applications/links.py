"""Links that let an applicant in: signed, expiring, and good for one application only."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override
from wagtail.models import Site

from participants.models import Application

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
