"""Long work of the pipeline: hiding what is small takes seconds to a minute for a state."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.alliances.models import Region
from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.landscape.pipeline import evidence, queries
from trellis.sources.errors import SourceError


@handles(queries.COMPUTE_KIND)
def compute_pipeline(context: JobContext) -> dict[str, Any]:
    """Compute a region's pipeline and keep it as evidence."""
    alliance = context.alliance
    region = Region.objects.for_alliance(alliance).filter(pk=context.parameters["region"]).first()
    if region is None:
        raise JobFailedError(_("The region was removed meanwhile."))
    saying = (_("Counting students…"), _("Hiding what is small…"), _("Writing it down…"))
    try:
        evidence.compute_and_keep(
            alliance=alliance,
            region=region,
            settings=queries.settings_of(alliance, region),
            by=context.job.created_by,
            progress=lambda done, of: context.progress(done, of, saying[min(done, len(saying) - 1)]),
        )
    except (SourceError, evidence.NoStates) as error:
        raise JobFailedError(str(error)) from error
    where = reverse("landscape:pipeline", kwargs={"alliance": alliance.slug})
    return {"url": where if region.is_home else f"{where}?region={region.slug}"}
