"""Reads of a landscape: the one that was asked for, and what is looked up in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trellis.apps.landscape import evidence as landscapes
from trellis.apps.landscape.links import Links
from trellis.apps.landscape.regions import Gazetteer, Place

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.landscape.asked import LandscapeRequest

Document = dict[str, Any]
Row = dict[str, Any]


class NoSuchEvidence(LookupError):
    """The alliance has no landscape of that number."""


@dataclass(frozen=True)
class Reading:
    """A landscape as it is kept, of which region it is, and how it was asked for."""

    place: Place
    asked: LandscapeRequest
    evidence: Evidence
    document: Document
    is_public: bool = False

    @property
    def evidence_url(self) -> str:
        """The address of all the evidence; "" for the public, who can't open it."""
        return "" if self.is_public else self.evidence.get_absolute_url()

    def method_url(self, step: str) -> str:
        """Return the address of a step of the method in words; the public reads it on the overview."""
        links = Links(self.evidence.alliance.slug, self.asked, self.is_public)
        return f"{links.page('overview' if self.is_public else 'sources')}#method-{step}"

    @property
    def known(self) -> bool:
        """Whether it is known which colleges' graduates count."""
        return self.document["supply_expected"] is not None

    @property
    def is_earlier(self) -> bool:
        """Whether this is a landscape kept before, asked for by its number."""
        return bool(self.asked.evidence)

    @cached_property
    def occupations(self) -> dict[str, Row]:
        """The field's occupations by SOC code, the shortest first."""
        return {row["soc"]: row for row in self.document["occupations"]}

    @cached_property
    def programs(self) -> dict[str, Row]:
        """The programs by id."""
        return {row["id"]: row for row in self.document["programs"]}

    @cached_property
    def recommendations(self) -> dict[str, Row]:
        """What to do, by key, in order of rank."""
        return {row["key"]: row for row in self.document["recommendations"]}

    def bottlenecks_of(self, soc: str) -> list[Row]:
        """Return the bottleneck groups that an occupation belongs to."""
        return [group for group in self.document["bottlenecks"] if soc in group["occupations"]]

    def recommendations_for(self, soc: str) -> list[Row]:
        """Return what to do about one occupation's shortage, in order of rank."""
        return [row for row in self.document["recommendations"] if soc in row["occupations"]]

    def feeders(self, soc: str) -> list[Row]:
        """Return the programs that lead to an occupation, most expected graduates first, with their share."""
        rows = [
            {**self.programs[feeder["program"]], **feeder}
            for feeder in self.occupations[soc]["feeders"]
            if feeder["program"] in self.programs
        ]
        return sorted(rows, key=lambda row: -(row["expected"] or 0))


def read(
    *,
    alliance: Alliance,
    asked: LandscapeRequest,
    by: User | None = None,
    gazetteer: Gazetteer,
    is_public: bool = False,
) -> Reading:
    """Return the landscape asked for, made and kept now if nobody asked before.

    Raises NoSuchRegion, NoHomeRegion, NoSuchEvidence, and RegionError or SourceError for a region that can't
    be computed.
    """
    place = gazetteer.find(asked.region)
    asked = replace(asked, region=place.key)
    if asked.evidence:
        kept = landscapes.earlier(alliance, asked.evidence)
        if kept is None or kept.subject != place.subject:
            raise NoSuchEvidence(asked.evidence)
        asked = _as_kept(asked, kept.result)
    else:
        kept = landscapes.current(alliance=alliance, place=place, parameters=asked.parameters, by=by)
    kept.alliance = alliance  # known already: saves a query for its address
    return Reading(place, asked, kept, landscapes.document_of(kept), is_public)


def _as_kept(asked: LandscapeRequest, document: Document) -> LandscapeRequest:
    """Return the request with what an earlier landscape was computed with, so that the controls say so."""
    return replace(
        asked,
        field=document["field"],
        definition=document["definition"],
        split=document["split"],
        retention=round(document["retention"] * 100),
    )
