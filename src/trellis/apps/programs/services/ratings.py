"""Adds and removes quality ratings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from trellis.apps.core.audit import services as audit
from trellis.apps.programs.models import Program, QualityRating

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User


def add(
    *,
    program: Program,
    by: User,
    framework: str,
    score: Decimal,
    best_score: Decimal,
    rated_by: str,
    rated_on: date,
) -> QualityRating:
    """Adds what somebody found when they rated a program."""
    with transaction.atomic():
        rating = QualityRating.objects.create(
            alliance=program.alliance,
            program=program,
            framework=framework,
            score=score,
            best_score=best_score,
            rated_by=rated_by,
            rated_on=rated_on,
        )
        changes = {framework: {"before": None, "after": f"{score} / {best_score}"}}
        audit.record(by=by, alliance=program.alliance, action="rating.added", target=program, changes=changes)
    return rating


def remove(*, rating: QualityRating, by: User) -> None:
    """Removes a rating."""
    with transaction.atomic():
        changes = {rating.framework: {"before": f"{rating.score} / {rating.best_score}", "after": None}}
        audit.record(
            by=by, alliance=rating.alliance, action="rating.removed", target=rating.program, changes=changes
        )
        rating.delete()
