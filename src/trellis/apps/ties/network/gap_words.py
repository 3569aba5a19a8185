"""Which sectors hardly meet, in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.core.ui.sentences import Sentence, joined, sentence
from trellis.apps.ties.network import cards

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading


def headline(reading: Reading) -> list[Sentence]:
    """How many pairs of sectors have a gap, and who is missing."""
    gaps = [pair for pair in reading.document["pairs"] if pair["gap"]]
    missing = [reading.sector_label(code) for code in reading.document["missing"]]
    said = []
    if gaps:
        card = cards.make(
            reading,
            value=exact(len(gaps)),
            label=_("Pairs of sectors that hardly meet"),
            method=_("Adjusted Pearson residuals under −2: a sign, not a test."),
        )
        said.append(
            sentence(
                ngettext(
                    "{count} pair of sectors works together far less than chance would have it.",
                    "{count} pairs of sectors work together far less than chance would have it.",
                    len(gaps),
                ),
                {"count": card},
                count=exact(len(gaps)),
            )
        )
    elif reading.whole["pairs"]:
        said.append(sentence(_("No two sectors work together far less than chance would have it.")))
    else:
        said.append(sentence(_("There are no ties to compare yet.")))
    if missing:
        said.append(sentence(_("Nobody is from: {sectors}."), sectors=joined(missing, most=20)))
    return said
