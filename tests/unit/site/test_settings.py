"""Settings come from the environment, are safe without any, and refuse what they don't understand."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NAMES = [
    "DEBUG", "HTTPS", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "EMAIL_BACKEND", "CONTENT_SECURITY_POLICY", "SOCIALACCOUNT_PROVIDERS", "ALLAUTH_TRUSTED_PROXY_COUNT",
]  # fmt: skip
SHOW = f"""
import json
from trellis.site import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}
    | {{"engine": settings.DATABASES["default"]["ENGINE"], "key": settings.SECRET_KEY}}, default=str))
"""


def run(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("TRELLIS_") and name != "DATABASE_URL"
    }
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**clean, "TRELLIS_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def settings(var: Path, **environment: str) -> dict[str, Any]:
    ended = run(var, **environment)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_on_this_machine_alone_nothing_needs_to_be_set(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found["DEBUG"] is False
    assert found["HTTPS"] is False
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert found["engine"] == "django.db.backends.sqlite3"


def test_the_secret_key_is_made_once_and_for_this_user_only(tmp_path: Path) -> None:
    first, second = settings(tmp_path), settings(tmp_path)
    assert first["key"] == second["key"]
    assert len(first["key"]) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert settings(tmp_path, TRELLIS_SECRET_KEY="given")["key"] == "given"


def test_a_site_with_a_name_is_https_only(tmp_path: Path) -> None:
    found = settings(tmp_path, TRELLIS_HOSTS="stem.example.org", TRELLIS_PROXY="1")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_nothing_inline_and_nothing_from_elsewhere_runs(tmp_path: Path) -> None:
    policy = settings(tmp_path)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["default-src"] == ["'none'"]


def test_openid_connect_is_on_where_its_server_is_named(tmp_path: Path) -> None:
    off = settings(tmp_path)
    on = settings(
        tmp_path, TRELLIS_OIDC_SERVER="https://id.example.edu/realms/a", TRELLIS_OIDC_CLIENT_ID="trellis"
    )
    assert off["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"] == []
    (app,) = on["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert app["client_id"] == "trellis"
    assert "https://id.example.edu" in on["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]


@pytest.mark.parametrize(
    ("environment", "backend"),
    [
        ({}, "filebased"),
        ({"TRELLIS_DEBUG": "1"}, "console"),
        ({"TRELLIS_SMTP_HOST": "mail.example.org"}, "smtp"),
    ],
)
def test_mail_goes_where_it_can(environment: dict[str, str], backend: str, tmp_path: Path) -> None:
    assert backend in settings(tmp_path, **environment)["EMAIL_BACKEND"]


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"TRELLIS_DEBUG": "maybe"}, "TRELLIS_DEBUG='maybe' is not a switch: use 1 or 0."),
        ({"TRELLIS_SMTP_PORT": "x"}, "TRELLIS_SMTP_PORT='x' is not a whole number."),
    ],
)
def test_what_is_not_understood_is_refused(environment: dict[str, str], message: str, tmp_path: Path) -> None:
    ended = run(tmp_path, **environment)
    assert ended.returncode != 0
    assert message in ended.stderr


def test_postgresql_is_chosen_by_its_url(tmp_path: Path) -> None:
    found = settings(tmp_path, DATABASE_URL="postgres://trellis@db.example.org/trellis")
    assert found["engine"] == "django.db.backends.postgresql"


def test_reading_the_settings_makes_no_folder(tmp_path: Path) -> None:
    settings(tmp_path, TRELLIS_SECRET_KEY="given")
    assert list(tmp_path.iterdir()) == []
