"""Keeps results of methods."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from trellis.apps.core.evidence import queries
from trellis.apps.core.evidence.content import canonical, sha256
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import directory

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance


def keep(
    *,
    alliance: "Alliance",
    kind: str,
    subject: str,
    title: str,
    method: str,
    method_version: str,
    parameters: dict[str, Any],
    inputs: Sequence[dict[str, Any]],
    result: Any,
    summary: str = "",
    by: "User | None" = None,
    computed_at: datetime | None = None,
) -> Evidence:
    """Keeps a result; where the newest answer to the same question is the same, returns that one.

    `inputs` are the sources read: dicts with `publisher`, `title`, `vintage`, and where known `url`,
    `licence`, `retrieved`, `rows`, `origin`. Leave times of computing out of `result`: they would make every
    result a new one.
    """
    question = {
        "kind": kind,
        "subject": subject,
        "method": method,
        "parameters": parameters,
    }
    answer = canonical(result)
    question_hash = sha256(canonical(question))
    content_hash = sha256(
        canonical(
            {
                **question,
                "method_version": method_version,
                "inputs": list(inputs),
                "result": sha256(answer),
            }
        )
    )
    with transaction.atomic():
        # Two workers that finish the same question at once must not both keep it.
        directory().lock(alliance)
        newest = queries.newest_answer(alliance, question_hash)
        if newest is not None and newest.content_hash == content_hash:
            return newest
        return Evidence.objects.create(
            alliance=alliance,
            kind=kind,
            subject=subject,
            title=title,
            summary=summary,
            method=method,
            method_version=method_version,
            parameters=parameters,
            inputs=list(inputs),
            result_zlib=zlib.compress(answer, 6),
            result_bytes=len(answer),
            question_hash=question_hash,
            content_hash=content_hash,
            computed_at=computed_at or timezone.now(),
            computed_by=by,
        )
