"""What each kind of job does. The app that owns a kind registers its handler."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from trellis.apps.core.jobs.models import Job

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

# Progress is written at most this often: a write costs more than most steps do.
WRITE_EVERY_SECONDS = 0.5


class Cancelled(Exception):
    """Somebody asked for the job to stop. Let it pass through."""


class JobFailedError(Exception):
    """The job can't be done; the message is for the person who started it."""


@dataclass(slots=True)
class JobContext:
    """What a handler gets: its job, and the way to say how far it is."""

    job: Job
    _written_at: float = field(default=float("-inf"))

    @property
    def alliance(self) -> "Alliance":
        return self.job.alliance

    @property
    def parameters(self) -> dict[str, Any]:
        """What the job was started with."""
        return dict(self.job.parameters)

    def progress(self, done: float, total: float, message: str = "") -> None:
        """Says that `done` of `total` is done, and what is being done; raises Cancelled if asked to stop.

        Cheap enough for a tight loop. Not inside a transaction: nobody would see it until that ends.
        """
        now = time.monotonic()
        if now - self._written_at < WRITE_EVERY_SECONDS and done < total:
            return
        self._written_at = now
        share = min(max(done / total, 0.0), 1.0) if total else 0.0
        row = Job.objects.across_alliances().filter(pk=self.job.pk)
        row.update(progress=share, message=message[:300], heartbeat_at=timezone.now())
        if row.filter(cancel_requested=True).exists():
            raise Cancelled


Handler = Callable[[JobContext], dict[str, Any] | None]
_HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Registers what jobs of `kind` do. What it returns becomes the job's result ("url": where to look).

    It may be run again from the start after a crash, so it must not mind having been half done.
    """

    def decorate(handler: Handler) -> Handler:
        _HANDLERS[kind] = handler
        return handler

    return decorate


def handler_of(kind: str) -> Handler:
    """The function that does jobs of `kind`."""
    try:
        return _HANDLERS[kind]
    except KeyError:
        raise JobFailedError(f"Nothing here knows how to do jobs of the kind “{kind}”.") from None
