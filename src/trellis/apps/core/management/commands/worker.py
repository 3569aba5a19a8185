"""Runs jobs, and takes up those whose worker died."""

import logging
import threading
from typing import Any

from django.db import DatabaseError, connection
from django_tasks_db.management.commands import db_worker

from trellis.apps.core.jobs import services

logger = logging.getLogger(__name__)

RECOVER_EVERY_SECONDS = 30.0


class Command(db_worker.Command):
    help = "Run jobs; start as many of these as there is work for."

    def handle(self, *args: Any, **options: Any) -> None:
        self._recover()
        stop = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(stop,), name="recover", daemon=True)
        watcher.start()
        try:
            super().handle(*args, **options)
        finally:
            stop.set()
            watcher.join()

    def _watch(self, stop: threading.Event) -> None:
        try:
            while not stop.wait(RECOVER_EVERY_SECONDS):
                self._recover()
        finally:
            connection.close()

    def _recover(self) -> None:
        try:
            for job in services.recover():
                logger.warning("Job %s (%s) had lost its worker", job.pk, job.kind)
        except DatabaseError:
            logger.exception("Could not look for jobs that lost their worker; trying again later")
