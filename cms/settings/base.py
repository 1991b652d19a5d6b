"""Settings that are safe for production; dev, test and production only differ from them.

Every environment variable is read in this module or in `production`, and stands in the
README's table.
"""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from cms.settings.environment import database_settings, env, mail_settings, named_sender
from cms.settings.security import *  # noqa: F403  the other half of these settings

BASE_DIR = Path(__file__).resolve().parents[2]

DATA_DIR = str(env.folder("DATA_DIR", default=BASE_DIR / "var"))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
WAGTAILADMIN_BASE_URL = (env.str("BASE_URL", default="") or "http://localhost:8000").rstrip("/")
# Where the API is, if not at the host of the sites: these can be those of frontends.
WAGTAILAPI_BASE_URL = env.str("API_BASE_URL", default="").rstrip("/") or None
# Where frontends show what editors work on, by site and language; none unless set.
FRONTEND_PREVIEW_URL = env.addresses("FRONTEND_PREVIEW_URL")
# Whether the sites are read over HTTPS, so that what is written without a request says so.
SITES_ARE_HTTPS = WAGTAILADMIN_BASE_URL.startswith("https://")

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
    "axes",
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
    "cms.middleware.response_headers.SecurityHeadersMiddleware",
    "cms.middleware.request_limits.CanonicalHostMiddleware",
    "cms.access.middleware.TokenLimitMiddleware",
    "cms.delivery.monitoring.views.MonitoringMiddleware",
    "cms.delivery.monitoring.logs.RequestLogMiddleware",
    "cms.delivery.monitoring.views.TimingMiddleware",
    "cms.delivery.response_cache.cacheability.PublicAnswerMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "alliance_pages.dependencies.answers.CacheTagMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.api_v3.middleware.ProblemDocumentsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.response_headers.ContentCodingMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.response_headers.EveryOriginMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "cms.middleware.request_limits.ReadableAddressMiddleware",
    "cms.middleware.request_limits.LargestBodyMiddleware",
    "cms.api_v3.middleware.TokenOnlyMiddleware",
    "cms.api_v3.middleware.WholeRequestsMiddleware",
    "cms.api_v3.entity_tags.EntityTagMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alliance_pages.site.middleware.PageLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.middleware.response_headers.AdminPolicyMiddleware",
    "cms.access.middleware.AdminUserMiddleware",
    "cms.access.middleware.PasswordLimitMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.middleware.concurrent_writes.ConcurrentWriteMiddleware",
    "alliance_pages.site.middleware.RedirectMiddleware",
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
DATABASES = {"default": database_settings(DATABASE_URL)}
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
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        # Django's own, in which no request waits for a server that has stopped answering.
        DATABASES["default"]["ENGINE"] = "cms.delivery.postgresql"
    DATABASES["default"]["OPTIONS"] = {
        # A server that does not even refuse a connection holds nobody up for long. Seconds.
        "connect_timeout": 3,
        # One whose machine or network is gone is missed within a minute, by commands as well.
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
        **DATABASES["default"].get("OPTIONS", {}),
    }

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

ORGANISATION = "European Alliance of Cities and Regions for Roma Inclusion"
WAGTAIL_SITE_NAME = "Alliance CMS"
WAGTAILIMAGES_IMAGE_MODEL = "participants.CreditedImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "participants.admin.image_form.CompleteImageForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "participants.registry.search_backend"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = True
TAGGIT_CASE_INSENSITIVE = True
# The editor's browser and the server talk to nobody else.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A translation is published by a person, never as an untranslated copy.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# The frame follows whoever types after a pause of so long, in milliseconds.
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 50
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"

# Delivery

# What a worker may keep of finished answers, in bytes; 0 keeps none.
DELIVERY_STORE_BYTES = env.natural("DELIVERY_STORE_BYTES", default=64_000_000, most=10**12)
# Whether a web worker also tells others of changes, where no `manage.py deliver` runs.
DELIVERY_IN_PROCESS = env.flag("DELIVERY_IN_PROCESS", default=False)
# Which refuse what they do not know; API v3 answers in its own form, and is passed by.
DELIVERY_STRICT_PATHS = ("/api/v2/", "/embed/")
DELIVERY_PASS_BY = (
    *("/admin/", "/documents/", MEDIA_URL, STATIC_URL),
    *("/api/v2/preview/", "/api/v2/search/suggestions/", "/api/v3/"),
    # Written after the change that it tells.
    "/api/v2/changes/",
)
# Beside what Wagtail and Django keep to themselves; all else is public and changes its version.
DELIVERY_PRIVATE_MODELS = [
    "alliance_pages.AnnouncementTemplate",
    "participants.Application",
    "participants.ApplicationDraft",
    "participants.ApplicationMeasure",
    "participants.ApplicationMessage",
    "participants.FrontendPreview",
    "participants.HeldLetter",
    "participants.ImportRecord",
    "participants.ImportedRow",
    "participants.IssuedNumber",
    "participants.RegistryState",
    "participants.SendingRate",
    "participants.TagName",
    "participants.ThemeName",
]

# Worked out from the object that a column points at: a change of it is none of the object.
DELIVERY_DERIVED_MODELS = {"alliance_pages.PageWords": "page"}

# Whether webhooks may lead into private networks and over plain HTTP; never in production.
DELIVERY_ALLOW_PRIVATE_TARGETS = env.flag("DELIVERY_ALLOW_PRIVATE_TARGETS", default=False)
DELIVERY_MONITORING_TOKEN = env.str("MONITORING_TOKEN", default="")
DELIVERY_FOLDERS = [PARTICIPANTS_PRIVATE_ROOT]
DELIVERY_READINESS_CHECKS = ["cms.views.registry_search"]
if DELIVERY_MONITORING_TOKEN:
    # prometheus-client looks here while it is imported; all processes must name the same folder.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = (
        env.str("PROMETHEUS_MULTIPROC_DIR", default="") or f"{DATA_DIR}/metrics"
    )

# Senders, mail and log

# How many proxies stand in front and add to X-Forwarded-For; the limits of sending count by it.
PARTICIPANTS_TRUSTED_PROXIES = env.natural("TRUSTED_PROXIES", default=0, most=20)
# After the decision on an application. Days.
PARTICIPANTS_KEEP_PERSONAL_DATA_DAYS = env.natural(
    "KEEP_PERSONAL_DATA_DAYS", default=730, most=36_500
)
EMAIL_CONFIG = mail_settings(env.str("EMAIL_URL", default="") or "consolemail://")
vars().update(EMAIL_CONFIG)
# Nobody waits for the mail server: mails are queued, and the deliverer hands them on.
EMAIL_BACKEND = "cms.delivery.mail.backend.QueueBackend"
DELIVERY_EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = named_sender(
    env.str("FROM_EMAIL", default="alliance@localhost"), name=ORGANISATION
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "cms.delivery.monitoring.logs.SecretPathFilter"}},
    "loggers": {
        name: {"filters": ["secrets"]} for name in ("django.request", "django.security.csrf")
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", default="WARNING")},
}
