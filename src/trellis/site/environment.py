"""Reads the settings that an operator gives through the environment."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def flag(name: str, default: bool) -> bool:
    """The switch `name`: 1/true/yes/on or 0/false/no/off; anything else is refused."""
    text = os.environ.get(name)
    if text is None:
        return default
    word = text.strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={text!r} is not a switch: use 1 or 0.")


def whole_number(name: str, default: int) -> int:
    """The whole number `name`."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={text!r} is not a whole number.") from None


def words(name: str, default: list[str]) -> list[str]:
    """The comma-separated list `name`."""
    text = os.environ.get(name)
    if text is None:
        return default
    return [word.strip() for word in text.split(",") if word.strip()]


def var_directory() -> Path:
    """Where the site writes: TRELLIS_VAR, else var/ of the checkout, else the user's data folder."""
    stated = os.environ.get("TRELLIS_VAR")
    if stated:
        return Path(stated).expanduser().resolve()
    if (CHECKOUT / "manage.py").exists():
        return CHECKOUT / "var"
    return Path.home() / ".local" / "share" / "trellis"


def secret_key(var: Path) -> str:
    """TRELLIS_SECRET_KEY, else a key made once and kept in `var` for this user only."""
    stated = os.environ.get("TRELLIS_SECRET_KEY")
    if stated:
        return stated
    path = var / "secret_key"
    try:
        # Made complete under another name and then linked, so that of several processes starting at once
        # one key wins and none is read half written.
        if not path.exists():
            var.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = var / f".secret_key.{os.getpid()}"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(64))
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key can't be kept in {path} ({error.strerror}). "
            "Set TRELLIS_SECRET_KEY, or set TRELLIS_VAR to a folder that can be written."
        ) from error
