"""Evidence cards of a network's figures: where each comes from, how it was made, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trellis.apps.core.evidence import kinds
from trellis.apps.core.ui.evidence_card import CardSource, EvidenceCard

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading


def make(reading: Reading, *, value: str, label: str, method: str = "", sure: str = "") -> EvidenceCard:
    """The card of a figure of a wave's network."""
    evidence = reading.evidence
    kind = kinds.of(evidence)
    return EvidenceCard(
        value=value,
        label=f"{label}, {reading.wave.name}",
        sources=tuple(
            CardSource(
                publisher=str(row.get("publisher", "")),
                title=str(row.get("title", "")),
                vintage=str(row.get("vintage", "")),
            )
            for row in evidence.inputs[:1]
        ),
        method=method or _("Two are tied if either named the other."),
        sure=sure or " ".join(kind.how_sure(evidence)),
        computed_at=evidence.computed_at,
        version=f"{evidence.method} {evidence.method_version}",
        left_out=tuple(kind.leaves_out(evidence)),
        url=evidence.get_absolute_url(),
    )
