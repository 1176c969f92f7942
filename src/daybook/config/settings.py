"""Settings: everything comes from the environment, each with a working default for one machine.

Every `DAYBOOK_*` name read here is described in docs/settings.md; a test holds the two together.
"""

from pathlib import Path

import dj_database_url

from daybook.config.environment import flag, home, secret, text, words
from daybook.config.logs import configuration

HOME = home()
DEMO = flag("DAYBOOK_DEMO")
DEBUG = False
SECRET_KEY = secret("DAYBOOK_SECRET_KEY", HOME)
FIELD_KEY = secret("DAYBOOK_FIELD_KEY", HOME)
ALLOWED_HOSTS = words("DAYBOOK_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = words("DAYBOOK_ORIGINS", "")
FORCE_CODE = text("DAYBOOK_FORCE_CODE", "99")
FORCE_NAME = text("DAYBOOK_FORCE_NAME", "Demonstration Police")
FORCE_BOUNDARY = text("DAYBOOK_FORCE_BOUNDARY")
BASEMAP = text("DAYBOOK_BASEMAP")
SYSTEMS_FILE = text("DAYBOOK_SYSTEMS_FILE")
SYSTEMS_FOLDER = text("DAYBOOK_SYSTEMS_FOLDER")
NATS_URL = text("DAYBOOK_NATS_URL")
NATS_STREAM = text("DAYBOOK_NATS_STREAM", "DAYBOOK")
NATS_DAYS = float(text("DAYBOOK_NATS_DAYS", "7"))
BOOK_ORIGIN = text("DAYBOOK_BOOK_ORIGIN", "daybook.example/book")

INSTALLED_APPS = [
    "daybook.web",
    "daybook.book",
    "daybook.access",
    "daybook.records",
    "daybook.custody",
    "daybook.nominals",
    "daybook.legacy",
    "daybook.forecast",
    "daybook.estate",
    "daybook.oversight",
    "daybook.config",
    "daybook.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "daybook.web.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "daybook.access.middleware.GuardMiddleware",
]

ROOT_URLCONF = "daybook.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "daybook.access.context.caller",
                "daybook.web.context.installation",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME / 'daybook.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_cache"},
}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["daybook.access.backends.SignOnBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "daybook.access.session_store"
SESSION_COOKIE_NAME = "daybook_session"
SESSION_COOKIE_AGE = int(text("DAYBOOK_SESSION_HOURS", "12")) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
DESK_LOCK_MINUTES = int(text("DAYBOOK_DESK_LOCK_MINUTES", "10"))
CLEAN_DAYS = int(text("DAYBOOK_CLEAN_DAYS", "14"))

ACCOUNT_FORMS = {"login": "daybook.access.forms.SignOnForm"}
ACCOUNT_ADAPTER = "daybook.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(text("DAYBOOK_PROXIES", "0"))
USERSESSIONS_ADAPTER = "daybook.access.adapter.SessionsAdapter"
MFA_ADAPTER = "daybook.access.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
MFA_TOTP_ISSUER = "Daybook"
MFA_TOTP_TOLERANCE = 1

# The force's own identity provider: its discovery address, our name there and the claim with the collar number.
OIDC_NAME = text("DAYBOOK_OIDC_NAME")
OIDC_CLAIM = text("DAYBOOK_OIDC_CLAIM", "preferred_username")
SOCIALACCOUNT_ADAPTER = "daybook.access.adapter.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "force",
                "name": OIDC_NAME,
                "client_id": text("DAYBOOK_OIDC_CLIENT_ID"),
                "secret": text("DAYBOOK_OIDC_SECRET"),
                "settings": {"server_url": text("DAYBOOK_OIDC_URL")},
            }
        ]
        if OIDC_NAME
        else [],
    }
}

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/London"
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
ATTACHMENTS = Path(text("DAYBOOK_ATTACHMENTS", str(HOME / "attachments")))

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
HTTPS = flag("DAYBOOK_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

METRICS_TOKEN = text("DAYBOOK_METRICS_TOKEN")
LOGGING = configuration(text("DAYBOOK_LOG_LEVEL", "WARNING"))
