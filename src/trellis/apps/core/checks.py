"""System checks: mistakes in the code or the installation that `manage.py check` should name."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from trellis.apps.core.base import AllianceOwned, AllianceQuerySet


@register(Tags.models)
def alliance_rows_are_scoped(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A model of an alliance's rows must not bring a manager that forgets the alliance."""
    return [
        Error(
            f"{model.__name__}.{manager.name} does not ask for an alliance.",
            hint="Build it from trellis.apps.core.base.AllianceQuerySet.",
            obj=model,
            id="trellis.E001",
        )
        for model in apps.get_models()
        if issubclass(model, AllianceOwned)
        for manager in model._meta.managers
        if not isinstance(manager.get_queryset(), AllianceQuerySet)
    ]


@register(Tags.security, deploy=True)
def mail_goes_somewhere(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Invitations and sign-in codes need a mail server."""
    if settings.EMAIL_HOST:
        return []
    return [
        checks.Warning(
            f"E-mail is written to files in {settings.EMAIL_FILE_PATH}: nobody gets invitations or codes.",
            hint="Set TRELLIS_SMTP_HOST, TRELLIS_SMTP_USER and TRELLIS_SMTP_PASSWORD.",
            id="trellis.W001",
        )
    ]
