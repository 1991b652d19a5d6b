"""Settings for working on the software: debug pages, plain HTTP, nothing to prepare."""

from cms.settings.base import *  # noqa: F403  each environment only differs from base

DEBUG = True
SECRET_KEY = "insecure-key-for-development-only-never-for-production"  # noqa: S105  says what it is
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A template that was changed is seen at once.
DELIVERY_STORE_BYTES = 0
# Receivers of webhooks run on this machine too.
DELIVERY_ALLOW_PRIVATE_TARGETS = True
DELIVERY_IN_PROCESS = True
