"""Settings and addresses of the product with wagtail-mcp in it, as its documentation adds it."""

import os
import sys

# Behind what the product itself has installed.
sys.path.append(os.environ["CLIENTS"])

from django.urls import include, path

from cms.settings.demo import *  # noqa: F403
from cms.settings.demo import INSTALLED_APPS, MIDDLEWARE  # noqa: F401

ROOT_URLCONF = "served_with_mcp"
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail_mcp"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


def __getattr__(name):
    # The addresses of the product want the settings, of which this module is the source.
    if name == "urlpatterns":
        from cms.urls import urlpatterns

        return [path("mcp/", include("wagtail_mcp.urls")), *urlpatterns]
    raise AttributeError(name)
