"""Starts, cancels and recovers jobs."""

import os
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs.handlers import handler_of
from trellis.apps.core.jobs.models import Job, JobState

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

# A worker gives a sign of life every 10 seconds; after six missed ones it is taken for dead.
DEAD_AFTER = timedelta(seconds=60)
MAX_ATTEMPTS = 3


def start(*, kind: str, title: str, alliance: "Alliance", by: "User | None", **parameters: Any) -> Job:
    """Puts a job in the queue. `parameters` must be JSON; the handler of `kind` finds them in its context."""
    handler_of(kind)
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, title=title, alliance=alliance, created_by=by, parameters=parameters
        )
        audit.record(by=by, alliance=alliance, action="job.started", target=job)
        _enqueue(job)
    return job


def cancel(*, job: Job, by: "User") -> bool:
    """Stops a job: at once if it waits, at its next step if it runs. False if it had already ended."""
    with transaction.atomic():
        row = _row(job)
        if row.filter(state=JobState.QUEUED).update(
            state=JobState.CANCELLED, cancel_requested=True, finished_at=timezone.now()
        ) or row.filter(state=JobState.RUNNING, cancel_requested=False).update(cancel_requested=True):
            audit.record(by=by, alliance=job.alliance, action="job.cancelled", target=job)
            return True
    return False


def recover() -> list[Job]:
    """Puts jobs whose worker died back in the queue, and gives up on those that keep dying."""
    now = timezone.now()
    recovered = []
    for job in Job.objects.across_alliances().filter(state=JobState.RUNNING).select_related("alliance"):
        if not _is_dead(job):
            continue
        # Only the row as it was read: another worker may be recovering it too.
        as_read = _row(job).filter(
            state=JobState.RUNNING, attempts=job.attempts, heartbeat_at=job.heartbeat_at
        )
        with transaction.atomic():
            if job.cancel_requested:
                changed = as_read.update(state=JobState.CANCELLED, finished_at=now)
            elif job.attempts >= MAX_ATTEMPTS:
                changed = as_read.update(
                    state=JobState.FAILED,
                    finished_at=now,
                    error=_("It was interrupted %(count)d times, so it was not started again.")
                    % {"count": job.attempts},
                )
            else:
                changed = requeue(as_read, job)
        if changed:
            recovered.append(job)
    return recovered


def requeue(rows: "QuerySet[Job]", job: Job) -> int:
    """Puts an interrupted job back in the queue if it still is one of `rows`; how many it was."""
    changed = rows.update(
        state=JobState.QUEUED, worker="", message=_("Interrupted; it starts again by itself.")
    )
    if changed:
        _enqueue(job)
    return changed


def this_worker() -> str:
    """The name of this process among workers."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _enqueue(job: Job) -> None:
    # The queue is in the same database: the task is there exactly if the job's row is.
    from trellis.apps.core.jobs.tasks import run_job

    run_job.enqueue(job.pk)


def _row(job: Job) -> "QuerySet[Job]":
    return Job.objects.for_alliance(job.alliance).filter(pk=job.pk)


def _is_dead(job: Job) -> bool:
    if job.heartbeat_at is None or job.heartbeat_at < timezone.now() - DEAD_AFTER:
        return True
    host, _colon, process = job.worker.rpartition(":")
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
