"""A wave that closes, or is imported, has its network computed: nobody has to think of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from trellis.apps.ties import queries as tie_queries
from trellis.apps.ties.models import Wave
from trellis.apps.ties.network import services


@receiver(post_save, sender=Wave, dispatch_uid="ties.compute_closed_wave")
def compute_closed_wave(
    sender: type[Wave], instance: Wave, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """Start computing once the wave is closed for good: not before its answers are in too."""
    has_closed = created or (update_fields is not None and "status" in update_fields)
    if instance.status == Wave.Status.CLOSED and has_closed:
        transaction.on_commit(partial(_start, instance))


def _start(wave: Wave) -> None:
    found = tie_queries.wave(wave.alliance, wave.pk)
    if found is None:
        return
    try:
        services.start(wave=found, by=None)
    except ValidationError:
        return  # too few answered: its page says so
