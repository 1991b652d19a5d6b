"""The mail server that EMAIL_URL names."""

import sys
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for the mail server.

    What cannot be read ends the program: an exception would show parts of it, the password
    among them.
    """
    try:
        return environ.Env.email_url_config(url)
    except (ImproperlyConfigured, ValueError):
        sys.exit(
            "EMAIL_URL cannot be read: write it as smtp+tls://user:password@host:587, with "
            "%2F for a slash in the password and the like."
        )
