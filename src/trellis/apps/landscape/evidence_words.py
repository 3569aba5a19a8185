"""What the landscape's evidence says of itself on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.evidence.kinds import EvidenceKind
from trellis.apps.core.ui.figures import exact
from trellis.apps.landscape.evidence import KIND
from trellis.apps.landscape.notes import note_text
from trellis.apps.landscape.services import SCENARIO_KIND

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence


def _how_sure(evidence: Evidence) -> list[str]:
    document = evidence.result
    said = []
    if document["openings_low"] is not None:
        said.append(
            _("Openings are between %(low)s and %(high)s a year (90 %% interval): employment is a survey's.")
            % {"low": exact(document["openings_low"]), "high": exact(document["openings_high"])}
        )
    if document["unfilled_floor"] is not None:
        said.append(
            _(
                "Openings that no graduate could fill are a lower bound: choices other than the best make "
                "more."
            )
        )
    imprecise = sum(row["imprecise"] for row in document["occupations"])
    if imprecise:
        said.append(
            _("Occupations measured too loosely to act on by themselves: %(n)s.") % {"n": exact(imprecise)}
        )
    return said


def _leaves_out(evidence: Evidence) -> list[str]:
    return [note_text(note["code"], note["values"], translation) for note in evidence.result["notes"]]


def _page(evidence: Evidence) -> str | None:
    key = _region_key(evidence)
    if key is None:
        return None
    address = reverse("landscape:overview", kwargs={"alliance": evidence.alliance.slug})
    return f"{address}?region={key}&evidence={evidence.pk}"


def _region_key(evidence: Evidence) -> str | None:
    """Return what the query string calls the region; None for one that the alliance no longer has."""
    from trellis.apps.alliances.models import Region

    kind, _colon, value = evidence.subject.partition(":")
    if kind == "area":
        return value
    if kind == "region" and value.isdigit():
        region = Region.objects.for_alliance(evidence.alliance).filter(pk=int(value)).first()
        return region.slug if region else None
    return None


def _scenario_sure(evidence: Evidence) -> list[str]:
    return [_("Everything but the change is as it was: employment, openings and all other programs.")]


def _scenario_page(evidence: Evidence) -> str | None:
    key = _region_key(evidence)
    return key and what_if_address(evidence, key)


def what_if_address(evidence: Evidence, region: str) -> str:
    """Return the what-if page with this scenario filled in."""
    from urllib.parse import urlencode

    change: dict[str, Any] = evidence.result["change"]
    if "program" in change:
        values = {"program": change["program"], "more": round(change["completers"])}
    else:
        values = {"cip": change["cip"], "rank": change["rank"], "graduates": round(change["completers"])}
    asked = {name: evidence.parameters[name] for name in ("field", "definition", "split")}
    retention = round(evidence.parameters["retention"] * 100)
    query = urlencode({"region": region, **asked, "retention": retention, **values})
    return f"{reverse('landscape:what_if', kwargs={'alliance': evidence.alliance.slug})}?{query}"


KINDS: Final = (
    EvidenceKind(
        kind=KIND,
        label=gettext_lazy("Landscape"),
        how=gettext_lazy(
            "Employment times the yearly rate of openings gives the openings; each program's graduates are "
            "split over "
            "the occupations they can enter; a best-case flow of graduates to openings gives those nobody "
            "could fill."
        ),
        how_sure=_how_sure,
        leaves_out=_leaves_out,
        page=_page,
    ),
    EvidenceKind(
        kind=SCENARIO_KIND,
        label=gettext_lazy("What-if"),
        how=gettext_lazy(
            "The region is computed again with the changed graduates, and compared with how it is."
        ),
        how_sure=_scenario_sure,
        page=_scenario_page,
        is_kept_by_hand=True,
    ),
)
