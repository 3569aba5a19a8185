"""Partners that seem to be there twice, for people to decide about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trellis.apps.partners import queries
from trellis.apps.partners.importing.existing import load
from trellis.apps.partners.importing.messages import why
from trellis.apps.partners.likeness import pairs
from trellis.apps.partners.models import DifferentPartners, Partner, PartnerMerge

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Pair:
    """Two partners that seem to be the same organization, the older first, and why."""

    first: Partner
    second: Partner
    why: str


def found(alliance: Alliance) -> list[Pair]:
    """The alliance's likely duplicates, the likeliest first: eight queries."""
    entries = [entry for entry in load(alliance).entries.values() if entry.partner]
    partners = {row.pk: row for row in queries.partners_of(alliance)}
    by_ref = {entry.ref: partners[entry.partner] for entry in entries if entry.partner}
    different = set(DifferentPartners.objects.for_alliance(alliance).values_list("first_id", "second_id"))
    listed = []
    for likeness in pairs([entry.as_known() for entry in entries]):
        first, second = sorted(
            (by_ref[likeness.first.ref], by_ref[likeness.second.ref]), key=lambda partner: partner.pk
        )
        if (first.pk, second.pk) not in different:
            listed.append(Pair(first, second, why(likeness.why)))
    return listed


def merges(alliance: Alliance) -> QuerySet[PartnerMerge]:
    """What was put together, newest first."""
    rows: QuerySet[PartnerMerge] = PartnerMerge.objects.for_alliance(alliance)
    return rows.select_related("merged_by", "kept__organization", "alliance")


def merge_of(alliance: Alliance, pk: int) -> PartnerMerge | None:
    """One merge of the alliance."""
    return merges(alliance).filter(pk=pk).first()
