"""What the pipeline's evidence says of itself on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.alliances.models import Region
from trellis.apps.core.evidence.kinds import EvidenceKind
from trellis.apps.core.store import store
from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.landscape.models import PipelineSettings
from trellis.apps.landscape.pipeline import prose, queries
from trellis.apps.landscape.pipeline.asked import KIND
from trellis.apps.landscape.pipeline.words import name

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence


def _how_sure(evidence: Evidence) -> list[str]:
    if evidence.result["grade8_from"] == "membership":
        return [_("Schools count their students themselves; nobody samples.")]
    return [_("Schools count their students themselves, but eighth-graders are estimated from enrollment.")]


def _leaves_out(evidence: Evidence) -> list[str]:
    return prose.left_out(evidence.result)


def _page(evidence: Evidence) -> str | None:
    """Return the region's page where it shows this evidence: it shows the newest alone."""
    region = _region(evidence)
    if region is None:
        return None
    newest = queries.newest(evidence.alliance, region)
    if newest is None or newest.pk != evidence.pk:
        return None
    where = reverse("landscape:pipeline", kwargs={"alliance": evidence.alliance.slug})
    return where if region.is_home else f"{where}?region={region.slug}"


def _region(evidence: Evidence) -> Region | None:
    number = evidence.subject.removeprefix("region:")
    if not number.isdigit():
        return None
    return Region.objects.for_alliance(evidence.alliance).filter(pk=int(number)).first()


def _asked(evidence: Evidence) -> list[tuple[str, str]]:
    asked = evidence.parameters
    said = [
        (_("States"), ", ".join(asked["states"])),
        (_("Districts"), str(PipelineSettings.Extent(asked["extent"]).label)),
        (_("Hidden"), _("fewer than %(n)s students") % {"n": exact(asked["threshold"])}),
        (_("Target for algebra I by grade 8"), percent(asked["target"] / 100)),
        (_("School year"), asked["vintage"]),
    ]
    if "counties" in asked:
        names = {county.fips: f"{county.name}, {county.state}" for county in store().counties()}
        said.insert(2, (_("Counties"), "; ".join(names.get(code, code) for code in asked["counties"])))
    if "districts" in asked:
        names = {row["key"]: name(row["name"]) for row in evidence.result["districts"]}
        said.insert(2, (_("Chosen"), "; ".join(names.get(code, code) for code in asked["districts"])))
    return [(label, value) for label, value in said if value]


KIND_WORDS: Final = EvidenceKind(
    kind=KIND,
    label=gettext_lazy("K-12 pipeline"),
    how=gettext_lazy(
        "What schools report of themselves is summed by district, region and state. Numbers of few students "
        "are hidden, and so many others with them that nobody can work them out."
    ),
    how_sure=_how_sure,
    leaves_out=_leaves_out,
    page=_page,
    asked=_asked,
)
