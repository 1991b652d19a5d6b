"""Settings of `make demo`: production's server and DEBUG off, on this machine over plain HTTP."""

from cms.settings.base import *  # noqa: F403  each environment only differs from base
from cms.settings.base import DATA_DIR
from cms.settings.environment import load_or_create_secret_key

SECRET_KEY = load_or_create_secret_key(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
DELIVERY_IN_PROCESS = True
