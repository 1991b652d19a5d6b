"""Settings that are safe for production; dev, test and production only differ from them.

Every environment variable is read in this module or in `production`, and stands in the
README's table.
"""

import os
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from cms.settings.mail import mail_settings

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

DATA_DIR = env.path("DATA_DIR", default=str(BASE_DIR / "var"))()
Path(DATA_DIR).mkdir(parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "cms",
    "cms.delivery",
    "alliance_pages",
    "participants",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "ninja",
    "corsheaders",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "cms.delivery.monitoring.MonitoringMiddleware",
    "cms.delivery.logs.RequestLogMiddleware",
    "cms.delivery.timing.TimingMiddleware",
    "cms.delivery.front.verdict.PublicAnswerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.OpenAPIMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "cms.middleware.NullCharacterMiddleware",
    "cms.middleware.LargestBodyMiddleware",
    "cms.middleware.TokenOnlyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.PageLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.AdminPolicyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database

DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR}/db.sqlite3"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL), and a writer asks for its lock at the beginning
    # (IMMEDIATE), because a transaction that reads first and writes later fails under load.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Whoever waits longer than this for another writer is told to come again, and holds no
        # thread meanwhile. Seconds.
        "timeout": 5,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA optimize=0x10002;"
        ),
    }

else:
    # A server that does not even refuse a connection holds nobody up for long.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("fr", _("French"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = Path(DATA_DIR) / "static"
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(DATA_DIR) / "media"
PARTICIPANTS_PRIVATE_ROOT = Path(DATA_DIR) / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Wagtail

WAGTAIL_SITE_NAME = "Alliance CMS"
WAGTAILIMAGES_IMAGE_MODEL = "participants.CreditedImage"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = True
# The editor's browser and the server talk to nobody else.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A translation is published by a person, never as an untranslated copy.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"

# Delivery

# What a worker may keep of finished answers, in bytes; 0 keeps none.
DELIVERY_STORE_BYTES = env.int("DELIVERY_STORE_BYTES", default=64_000_000)
# Whether a web worker also tells others of changes, where no `manage.py deliver` runs.
DELIVERY_IN_PROCESS = env.bool("DELIVERY_IN_PROCESS", default=False)
DELIVERY_PASS_BY = ("/admin/", "/documents/", MEDIA_URL, STATIC_URL, "/api/v3/")
# Beside what Wagtail and Django keep to themselves; all else is public and changes its version.
DELIVERY_PRIVATE_MODELS = [
    "alliance_pages.AnnouncementTemplate",
    "participants.Application",
    "participants.ApplicationDraft",
    "participants.ApplicationMeasure",
    "participants.ApplicationMessage",
    "participants.HeldLetter",
    "participants.IssuedNumber",
    "participants.RegistryState",
    "participants.SendingRate",
]

# Whether webhooks may lead into private networks and over plain HTTP; never in production.
DELIVERY_ALLOW_PRIVATE_TARGETS = env.bool("DELIVERY_ALLOW_PRIVATE_TARGETS", default=False)
DELIVERY_MONITORING_TOKEN = env.str("MONITORING_TOKEN", default="")
DELIVERY_FOLDERS = [PARTICIPANTS_PRIVATE_ROOT]
DELIVERY_READINESS_CHECKS = ["cms.readiness.registry_search"]
if DELIVERY_MONITORING_TOKEN:
    # prometheus-client looks here while it is imported; all processes must name the same folder.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = (
        env.str("PROMETHEUS_MULTIPROC_DIR", default="") or f"{DATA_DIR}/metrics"
    )

# The public API answers any origin and knows no cookies; applications to join are posted to it.
CORS_URLS_REGEX = r"^/api/v2/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = ["Accept", "Content-Type", "Idempotency-Key"]
CORS_EXPOSE_HEADERS = ["Retry-After"]

# Security

# How many proxies stand in front and add to X-Forwarded-For; the limits of sending count by it.
PARTICIPANTS_TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# After the decision on an application. Days.
PARTICIPANTS_KEEP_PERSONAL_DATA_DAYS = env.int("KEEP_PERSONAL_DATA_DAYS", default=730)
DEFAULT_EXCEPTION_REPORTER = "cms.error_reports.PrivateExceptionReporter"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
# Wagtail's editor shows previews in a frame of the same origin, where Django would advise DENY.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"

EMAIL_CONFIG = mail_settings(env.str("EMAIL_URL", default="") or "consolemail://")
vars().update(EMAIL_CONFIG)
# Nobody waits for the mail server: mails are queued, and the deliverer hands them on.
EMAIL_BACKEND = "cms.delivery.mail.backend.QueueBackend"
DELIVERY_EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default="alliance@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "cms.delivery.logs.SecretPathFilter"}},
    "loggers": {
        name: {"filters": ["secrets"]} for name in ("django.request", "django.security.csrf")
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
