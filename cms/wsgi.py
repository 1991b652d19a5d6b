"""The WSGI entry point of the server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

_django = get_wsgi_application()

from cms.delivery.monitoring.metrics import remove_leftovers  # noqa: E402
from cms.delivery.outbox.worker import start_in_process  # noqa: E402
from cms.delivery.response_cache.wsgi import ResponseCache  # noqa: E402  needs the settings

application = ResponseCache(_django)
# Called by `cms.server` once, in the first of its workers.
begin = remove_leftovers

# The addresses and all behind them are loaded now, and not while the first visitor waits.
get_resolver().url_patterns  # noqa: B018  reading it loads it

if settings.DATABASES["default"]["ENGINE"] == "cms.delivery.postgresql":
    from cms.delivery.postgresql.base import DatabaseWrapper

    DatabaseWrapper.is_listening = True

if settings.DELIVERY_IN_PROCESS:
    start_in_process()
