"""Starts asking partners whether their profiles are still true; for a timer, once a day."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trellis.apps.alliances.models import Alliance
from trellis.apps.partners import asking
from trellis.apps.partners.services import confirmations
from trellis.apps.partners.services import settings as partner_settings


class Command(BaseCommand):
    help = "Ask partners by mail whether their profiles are still true, where that is due. Run it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--address",
            default="",
            help="where the site answers, such as https://trellis.example.org; else from TRELLIS_HOSTS",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = options["address"].rstrip("/") or _site()
        for alliance in Alliance.objects.filter(is_demonstration=False):
            limits = partner_settings.of(alliance)
            count = asking.due(alliance, limits, timezone.localdate()).count()
            if count and confirmations.start_asking(alliance=alliance, by=None, site=site):
                self.stdout.write(f"{alliance.slug}: asking about {count} partners")


def _site() -> str:
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")), "")
    if not host or host in settings.LOCAL_HOSTS:
        raise CommandError(
            "Links in the mails need the site's address: set TRELLIS_HOSTS, "
            "or give it with --address https://trellis.example.org."
        )
    return f"{'https' if settings.HTTPS else 'http'}://{host}"
