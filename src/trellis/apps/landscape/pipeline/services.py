"""Writes of the pipeline: its settings, having it computed, a stand on what it recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.jobs import services as jobs
from trellis.apps.findings.services import decide
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline import evidence, queries, recommending

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance, Region
    from trellis.apps.core.jobs.models import Job
    from trellis.apps.findings.models import Decision, Verdict
    from trellis.apps.landscape.pipeline.reading import Reading

SETTINGS = ("target", "threshold", "extent", "districts")


class NoCollection(LookupError):
    """No collection of schools is here to compute from."""


class NoSuchStep(LookupError):
    """The pipeline recommends nothing by that key."""


@transaction.atomic
def change_settings(*, alliance: Alliance, by: User, region: Region, **values: Any) -> PipelineSettings:
    """Keep how a region's pipeline is computed and judged; `values`: any of `SETTINGS`.

    Raises ValidationError where a value can't be.
    """
    settings = queries.settings_of(alliance, region)
    before = audit.state(settings, *SETTINGS)
    for name in SETTINGS:
        if name in values:
            setattr(settings, name, values[name])
    settings.full_clean(exclude=["alliance", "region"])
    changes = audit.difference(before, audit.state(settings, *SETTINGS))
    settings.save()
    if changes:
        audit.record(
            by=by, alliance=alliance, action="pipeline.settings_changed", target=settings, changes=changes
        )
    return settings


def start_computing(*, alliance: Alliance, by: User, region: Region) -> Job:
    """Start computing a region's pipeline, unless that is under way; raises NoCollection."""
    if not evidence.has_collection(region):
        raise NoCollection
    running = queries.under_way(alliance, region)
    if running is not None:
        return running
    return jobs.start(
        kind=queries.COMPUTE_KIND,
        title=_("K-12 pipeline: %(region)s") % {"region": region.name},
        alliance=alliance,
        by=by,
        region=region.pk,
    )


def answer_step(
    *, alliance: Alliance, by: User, reading: Reading, key: str, verdict: Verdict, reason: str = ""
) -> Decision:
    """Keep a stand on a recommendation, with the gap it answers.

    Raises NoSuchStep, and DecisionError where words are missing.
    """
    row = next((each for each in recommending.steps_of(reading) if each["key"] == key), None)
    if row is None:
        raise NoSuchStep(key)
    return decide(
        alliance=alliance,
        by=by,
        evidence=reading.evidence,
        subject=reading.region.evidence_subject,
        recommendation=recommending.content(reading, row),
        verdict=verdict,
        reason=reason,
        finding=(f"gap:{key}", recommending.finding(reading, row)),
    )
