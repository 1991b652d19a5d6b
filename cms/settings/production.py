"""Settings for serving the public; they refuse to start half-configured."""

import logging
import sys

from cms.settings.base import *  # noqa: F403  each environment only differs from base
from cms.settings.base import (
    ALLOWED_HOSTS,
    DELIVERY_MONITORING_TOKEN,
    LOGGING,
    SECRET_KEY,
    SITES_ARE_HTTPS,
    env,
)

MINIMUM_KEY_LENGTH = 50
MINIMUM_TOKEN_LENGTH = 20

DEBUG = env.bool("DEBUG", default=False)


def _faults() -> list[str]:
    faults = []
    if DEBUG:
        faults.append("DEBUG is on: unset it, it shows the inside of the software to everybody.")
    if not SECRET_KEY:
        faults.append("SECRET_KEY is missing: set it to at least 50 random characters.")
    elif "insecure" in SECRET_KEY or len(set(SECRET_KEY)) < 10:
        faults.append("SECRET_KEY is a default or a pattern: set it to random characters.")
    elif len(SECRET_KEY) < MINIMUM_KEY_LENGTH:
        faults.append("SECRET_KEY is too short: set it to at least 50 random characters.")
    if not ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS is empty: name the hosts that the site answers to.")
    elif any(host.strip() in {"*", "."} for host in ALLOWED_HOSTS):
        faults.append("ALLOWED_HOSTS allows every host: name the hosts that the site answers to.")
    if not env.str("DATABASE_URL", default=""):
        faults.append("DATABASE_URL is missing: name the database that holds the content.")
    if 0 < len(DELIVERY_MONITORING_TOKEN) < MINIMUM_TOKEN_LENGTH:
        faults.append("MONITORING_TOKEN is too short: set it to at least 20 random characters.")
    return faults


def _mail_faults() -> list[str]:
    faults = []
    if not env.str("EMAIL_URL", default=""):
        faults.append("EMAIL_URL is missing: name the mail server; consolemail:// is none.")
    if "@" not in env.str("FROM_EMAIL", default=""):
        faults.append("FROM_EMAIL is missing or no address: name the sender of the mails.")
    return faults


if faults := _faults() + _mail_faults():
    sys.exit("\n".join(["The settings are not safe for production:", *faults]))

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SITES_ARE_HTTPS = SITES_ARE_HTTPS or SECURE_SSL_REDIRECT
if env.bool("BEHIND_PROXY", default=False):
    DELIVERY_TRUST_REQUEST_ID = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    PARTICIPANTS_TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# One JSON object per line, warnings of Python and libraries included.
logging.captureWarnings(True)
LOGGING = {
    **LOGGING,
    "formatters": {"line": {"()": "cms.delivery.logs.JsonFormatter"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
