"""Settings for the tests: fast hashing, files in a temporary folder, no secrets."""

import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403  each environment only differs from base

SECRET_KEY = "only-for-tests-" * 4
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_FILES = Path(tempfile.mkdtemp(prefix="alliance-cms-tests-"))
MEDIA_ROOT = _FILES / "media"
STATIC_ROOT = _FILES / "static"
PARTICIPANTS_PRIVATE_ROOT = _FILES / "private"
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
