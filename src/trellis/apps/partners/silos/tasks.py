"""Long work of the silo finder: comparing hundreds of partners and thousands of programs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from trellis.apps.core.jobs.handlers import JobContext, handles
from trellis.apps.partners.silos import evidence, services


@handles(services.LOOK_KIND)
def look_for_silos(context: JobContext) -> dict[str, Any]:
    """Compare all, and keep what was found; the same profiles give the same evidence, however often."""
    evidence.look_and_keep(alliance=context.alliance, by=context.job.created_by, progress=context.progress)
    return {"url": reverse("silos:list", kwargs={"alliance": context.alliance.slug})}
