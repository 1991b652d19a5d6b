"""The ways in which an endpoint is served: the product, warm and cold, and the controls."""

import secrets
from enum import StrEnum
from pathlib import Path

from cms.bench.answers import ANSWERS_VARIABLE
from cms.bench.data import environment
from cms.bench.servers import Application

STORE_BYTES = 64_000_000

DJANGO = "cms.bench.controls.django:application"


class Way(StrEnum):
    """Who answers, or what is asked."""

    WARM = "warm"
    UNCHANGED = "304"
    COLD = "cold"
    VIEW = "bare Django view"
    CALLABLE = "bare WSGI callable"
    STOCK = "stock"


def product(data: Path, *, store_bytes: int = STORE_BYTES) -> Application:
    """Return the product with the settings of production; without a store it is cold."""
    return Application(
        "cms.wsgi:application",
        {
            **environment(data),
            "ALLOWED_HOSTS": "localhost",
            # Nothing is mailed; without them production does not start.
            "BASE_URL": "https://bench.example",
            "EMAIL_URL": "smtp://mail.bench.example:25",
            "FROM_EMAIL": "bench@bench.example",
            "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
            "DELIVERY_STORE_BYTES": str(store_bytes),
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "LOG_LEVEL": "WARNING",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SECURE_SSL_REDIRECT": "false",
        },
    )


def stock(data: Path) -> Application:
    """Return Wagtail as it comes, on the same database."""
    settings = {"DJANGO_SETTINGS_MODULE": "cms.bench.controls.stock"}
    return Application(DJANGO, {**environment(data), **settings})


def bare_view(answers: Path) -> Application:
    """Return a Django that does nothing but give the saved answers."""
    settings = {"DJANGO_SETTINGS_MODULE": "cms.bench.controls.view"}
    return Application(DJANGO, {ANSWERS_VARIABLE: str(answers), **settings})


def bare_callable(answers: Path) -> Application:
    """Return a WSGI callable that does nothing but give the saved answers."""
    return Application("cms.bench.controls.callable:application", {ANSWERS_VARIABLE: str(answers)})
