"""Reading the environment: what cannot be read ends the program with one sentence.

No sentence repeats a value, since it may be a secret that was put into the wrong variable.
"""

import errno
import json
import secrets
import sys
import warnings
from email.utils import formataddr, parseaddr
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"true", "on", "yes", "y", "1"})
FALSE = frozenset({"false", "off", "no", "n", "0", ""})
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class Environment(environ.Env):
    """The environment variables, each read strictly: a typing error is no `false`, and no crash."""

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes or no."""
        text = self.str(name, default=str(default)).strip().lower()
        if text not in TRUE | FALSE:
            sys.exit(f"{name} cannot be read: write true or false.")
        return text in TRUE

    def natural(self, name: str, *, default: int, most: int) -> int:
        """Return a whole number from 0 to `most`."""
        text = self.str(name, default="").strip() or str(default)
        if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most):
            sys.exit(f"{name} cannot be read: write a whole number from 0 to {most}.")
        return int(text)

    def names(self, name: str) -> list[str]:
        """Return what is separated by commas, without the space around it."""
        return [part for text in self.str(name, default="").split(",") if (part := text.strip())]

    def log_level(self, name: str, *, default: str) -> str:
        """Return one of Python's log levels."""
        level = self.str(name, default="").strip().upper() or default
        if level not in LOG_LEVELS:
            sys.exit(f"{name} cannot be read: write {', '.join(LOG_LEVELS[:-1])} or CRITICAL.")
        return level

    def addresses(self, name: str) -> dict[str, str]:
        """Return one address, or several by what they are for; the one has the key ""."""
        text = self.str(name, default="").strip()
        if not text.startswith("{"):
            return {"": text} if text else {}
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict) or not all(
            isinstance(address, str) for address in found.values()
        ):
            sys.exit(
                f'{name} cannot be read: write an address, or JSON such as {{"fr": "https://…"}}.'
            )
        return found

    def folder(self, name: str, *, default: Path) -> Path:
        """Return a folder in which files can be made; it is made if it is missing."""
        folder = Path(self.str(name, default="") or default)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Asked for by trying: permissions alone say nothing of a disk that is read-only.
            TemporaryFile(dir=folder).close()
        except OSError as error:
            # What has been published can be read from a full disk too.
            if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                sys.exit(f"{name} cannot be used: no files can be made there ({error.strerror}).")
        return folder


env = Environment()


def database_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for a database."""
    try:
        with warnings.catch_warnings(action="ignore"):
            found = environ.Env.db_url_config(url)
    except (ImproperlyConfigured, KeyError, ValueError):
        found = {}
    if not found.get("ENGINE"):
        sys.exit(
            "DATABASE_URL cannot be read: write it as sqlite:////folder/db.sqlite3 or "
            "postgres://user:password@host:5432/name, with %2F for a slash in the password."
        )
    return found


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for the mail server."""
    try:
        return environ.Env.email_url_config(url)
    except (ImproperlyConfigured, KeyError, ValueError):
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


def load_or_create_secret_key(folder: str | Path) -> str:
    """Return the key kept in the folder, making it on the first call.

    The file is readable by its owner only.
    """
    path = Path(folder) / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
