"""The mail server that EMAIL_URL names."""

import sys
from email.utils import formataddr, parseaddr
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


def named_sender(sender: str, *, name: str) -> str:
    """Return the sender with a display name: its own, or else the one given.

    sender: "alliance@example.org", or with a name of its own as "Alliance <alliance@example.org>".
    """
    own_name, address = parseaddr(sender)
    return sender if own_name or "@" not in address else formataddr((name, address))
