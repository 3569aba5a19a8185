"""Settings of the site. What differs between installations comes from the environment (docs/reference)."""

import os
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from trellis.site.environment import PACKAGE, flag, secret_key, var_directory, whole_number, words

VAR = var_directory()
SECRET_KEY = secret_key(VAR)
DEBUG = flag("TRELLIS_DEBUG", False)

LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = words("TRELLIS_HOSTS", LOCAL_HOSTS)

# Everything is HTTPS-only unless the site answers to this machine alone, or the operator says otherwise.
HTTPS = flag("TRELLIS_HTTPS", not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS))
BEHIND_PROXY = flag("TRELLIS_PROXY", False)

INSTALLED_APPS = [
    "trellis.apps.core",
    "trellis.apps.accounts",
    "trellis.apps.alliances",
    "trellis.apps.findings",
    "trellis.apps.organizations",
    "trellis.apps.programs",
    "trellis.apps.partners",
    "trellis.apps.readiness",
    "trellis.apps.ties",
    "trellis.apps.landscape",
    "trellis.apps.opportunity",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "trellis.site.apps.TrellisAdminConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trellis.site.middleware.PreferredLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trellis.site.middleware.NotAllowedPageMiddleware",
]

ROOT_URLCONF = "trellis.site.urls"
WSGI_APPLICATION = "trellis.site.wsgi.application"
ASGI_APPLICATION = "trellis.site.asgi.application"

TEMPLATE_LOADERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "OPTIONS": {
            "loaders": (
                TEMPLATE_LOADERS if DEBUG else [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)]
            ),
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "trellis.apps.core.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trellis.site.navigation.frame",
            ],
        },
    }
]

# Database ---------------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'trellis.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction starts, so that two writers wait for each other
    # instead of one failing half way. WAL lets readers read meanwhile.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in attempts are counted here, and must be counted together for all processes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Accounts ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "alliances:landing"

ACCOUNT_ADAPTER = "trellis.apps.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {"signup": "trellis.apps.accounts.forms.SignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "alliances:landing"
ACCOUNT_USER_DISPLAY = "trellis.apps.accounts.adapters.display_name"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Trellis"

# OpenID Connect of a school district or university: on when its server is named.
OIDC_SERVER = os.environ.get("TRELLIS_OIDC_SERVER", "")
SOCIALACCOUNT_ADAPTER = "trellis.apps.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("TRELLIS_OIDC_NAME", "your institution"),
                "client_id": os.environ.get("TRELLIS_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("TRELLIS_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

# Security ---------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "trellis.site.errors.form_expired"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A browser follows the sign-in form to the identity provider only if that is named here.
_OIDC_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))] if OIDC_SERVER else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF, *_OIDC_ORIGIN],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Languages, time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
FORMAT_MODULE_PATH = ["trellis.site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TRELLIS_TIME_ZONE", "America/Chicago")

# Static files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# A folder of collected files is served where an operator made one; the files of the package need none.
STATIC_ROOT = VAR / "static" if (VAR / "static").is_dir() else None
STATICFILES_DIRS = [PACKAGE / "site" / "static"]
# Vite puts a hash of the content in the names, so that its files may be cached for good.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# E-mail: SMTP where its host is named, else into files, else (debug) onto the console -------------------

EMAIL_HOST = os.environ.get("TRELLIS_SMTP_HOST", "")
EMAIL_PORT = whole_number("TRELLIS_SMTP_PORT", 587)
EMAIL_HOST_USER = os.environ.get("TRELLIS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TRELLIS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("TRELLIS_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
    if DEBUG
    else "django.core.mail.backends.filebased.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("TRELLIS_MAIL_FROM", "Trellis <trellis@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Elsewhere ----------------------------------------------------------------------------------------------

# Asked only when staff want sites located by their addresses.
GEOCODER_URL = os.environ.get("TRELLIS_GEOCODER_URL", "https://geocoding.geo.census.gov/geocoder")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TRELLIS_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Django mails errors to administrators by itself; here they go where the other lines go.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
