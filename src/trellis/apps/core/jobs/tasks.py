"""Runs a job in a worker."""

import logging
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from trellis.apps.core.jobs import services
from trellis.apps.core.jobs.handlers import Cancelled, JobContext, JobFailedError, handler_of
from trellis.apps.core.jobs.models import Job, JobState

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 10.0


@task()
def run_job(job_id: int) -> None:
    """Does the job with this number, unless it was cancelled or somebody else does it."""
    row = Job.objects.across_alliances().filter(pk=job_id)
    now = timezone.now()
    claimed = row.filter(state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        worker=services.this_worker(),
        started_at=now,
        heartbeat_at=now,
        progress=0.0,
        message="",
        error="",
    )
    if not claimed:
        return
    job = row.select_related("alliance", "created_by").get()
    running = row.filter(state=JobState.RUNNING, attempts=job.attempts)
    try:
        with Heartbeat(job):
            result = handler_of(job.kind)(JobContext(job))
    except Cancelled:
        running.update(state=JobState.CANCELLED, finished_at=timezone.now())
    except JobFailedError as error:
        running.update(state=JobState.FAILED, finished_at=timezone.now(), error=str(error))
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.kind)
        running.update(
            state=JobState.FAILED,
            finished_at=timezone.now(),
            error=_(
                "Something unforeseen went wrong. The server's log has the details, under job %(number)d."
            )
            % {"number": job.pk},
        )
    except BaseException:
        # The worker is being stopped: whoever runs next takes the job up again.
        with transaction.atomic():
            services.requeue(running, job)
        raise
    else:
        running.update(state=JobState.DONE, progress=1.0, finished_at=timezone.now(), result=result)


class Heartbeat:
    """Gives a sign of life while a handler computes without saying anything."""

    def __init__(self, job: Job) -> None:
        self._row = Job.objects.across_alliances().filter(pk=job.pk, attempts=job.attempts)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(HEARTBEAT_SECONDS):
                # A long write of the job itself can hold SQLite's only lock; the next beat gets through.
                with suppress(OperationalError):
                    self._row.update(heartbeat_at=timezone.now())
        finally:
            connection.close()
