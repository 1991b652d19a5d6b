"""Settings for serving the public; they refuse to start half-configured."""

import logging
import sys
from collections.abc import Iterator

from cms.settings import safety
from cms.settings.base import *  # noqa: F403  each environment only differs from base
from cms.settings.base import (
    ALLOWED_HOSTS,
    CSRF_TRUSTED_ORIGINS,
    DATABASES,
    DELIVERY_ALLOW_PRIVATE_TARGETS,
    DELIVERY_MONITORING_TOKEN,
    EMAIL_CONFIG,
    FRONTEND_PREVIEW_URL,
    LOGGING,
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    SITES_ARE_HTTPS,
)
from cms.settings.environment import env

DEBUG = env.flag("DEBUG", default=False)
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
LOG_LEVEL = env.log_level("LOG_LEVEL", default="INFO")
PARTICIPANTS_TRUSTED_PROXIES = env.natural("TRUSTED_PROXIES", default=int(BEHIND_PROXY), most=20)


def _faults() -> Iterator[str | None]:
    """Yield a sentence for each variable that is missing or unsafe, and None for those in order."""
    if DEBUG:
        yield "DEBUG is on: unset it, it shows the inside of the software to everybody."
    if SECRET_KEY:
        yield safety.key_fault("SECRET_KEY", SECRET_KEY)
    else:
        yield "SECRET_KEY is missing: set it to at least 50 random characters."
    for key in SECRET_KEY_FALLBACKS:
        yield safety.key_fault("One of SECRET_KEY_FALLBACKS", key)
    yield from safety.host_faults("ALLOWED_HOSTS", ALLOWED_HOSTS)
    yield from safety.origin_faults("CSRF_TRUSTED_ORIGINS", CSRF_TRUSTED_ORIGINS)
    yield safety.address_fault("BASE_URL", env.str("BASE_URL", default="").rstrip("/"))
    if api_address := env.str("API_BASE_URL", default=""):
        yield safety.address_fault("API_BASE_URL", api_address.rstrip("/"))
    yield from safety.frontend_faults("FRONTEND_PREVIEW_URL", FRONTEND_PREVIEW_URL)
    if env.str("DATABASE_URL", default=""):
        yield safety.database_fault("DATABASE_URL", DATABASES["default"])
    else:
        yield "DATABASE_URL is missing: name the database that holds the content."
    if env.str("EMAIL_URL", default=""):
        yield safety.mail_fault("EMAIL_URL", EMAIL_CONFIG)
    else:
        yield "EMAIL_URL is missing: name the mail server."
    yield safety.sender_fault("FROM_EMAIL", env.str("FROM_EMAIL", default=""))
    yield safety.token_fault("MONITORING_TOKEN", DELIVERY_MONITORING_TOKEN)
    if DELIVERY_ALLOW_PRIVATE_TARGETS:
        yield "DELIVERY_ALLOW_PRIVATE_TARGETS is on: it lets editors reach into your network."
    if LOG_LEVEL == "DEBUG":
        yield "LOG_LEVEL is DEBUG: it writes statements and personal data to the log."
    if BEHIND_PROXY and not PARTICIPANTS_TRUSTED_PROXIES:
        yield "TRUSTED_PROXIES is 0 behind a proxy: all visitors would count as one sender."


if faults := list(dict.fromkeys(filter(None, _faults()))):
    sys.exit("\n".join(["The settings are not safe for production:", *faults]))

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SITES_ARE_HTTPS = SITES_ARE_HTTPS or SECURE_SSL_REDIRECT
if BEHIND_PROXY:
    DELIVERY_TRUST_REQUEST_ID = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.natural("HSTS_SECONDS", default=31_536_000, most=2**31 - 1)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# One JSON object per line, warnings of Python and libraries included.
logging.captureWarnings(True)
LOGGING = {
    **LOGGING,
    "formatters": {"line": {"()": "cms.delivery.monitoring.logs.JsonFormatter"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
