"""Closes surveys of ties whose time is over, and reminds who hasn't finished; for a timer, once a day."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from trellis.apps.alliances.models import Alliance
from trellis.apps.ties import queries
from trellis.apps.ties.models import Wave
from trellis.apps.ties.services import mailing, waves


class Command(BaseCommand):
    help = "Close surveys of ties that are over, and remind by mail who hasn't finished. Run it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--address",
            default="",
            help="where the site answers, such as https://trellis.example.org; else from TRELLIS_HOSTS",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = options["address"].rstrip("/") or _site()
        for alliance in Alliance.objects.filter(is_demonstration=False):
            if closed := waves.close_due(alliance=alliance):
                self.stdout.write(f"{alliance.slug}: closed {closed} surveys")
            for wave in queries.waves_of(alliance).filter(status=Wave.Status.OPEN):
                count = mailing.due(wave, reminder=True).count()
                if count and mailing.start_mailing(wave=wave, by=None, site=site, reminder=True):
                    self.stdout.write(f"{alliance.slug}: reminding {count} people of {wave.name}")


def _site() -> str:
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")), "")
    if not host or host in settings.LOCAL_HOSTS:
        raise CommandError(
            "Links in the mails need the site's address: set TRELLIS_HOSTS, "
            "or give it with --address https://trellis.example.org."
        )
    return f"{'https' if settings.HTTPS else 'http'}://{host}"
