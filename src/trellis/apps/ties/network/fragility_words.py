"""What the network would lose without somebody, and how much hangs on the backbone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.core.ui.sentences import Sentence, joined, sentence
from trellis.apps.ties.network import cards
from trellis.apps.ties.network.links import links_of
from trellis.apps.ties.network.words import most

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading


def headline(reading: Reading) -> list[Sentence]:
    """How many hold parts together that would fall apart, and who most."""
    if not reading.whole["pairs"]:
        return [sentence(_("There are no ties that could break."))]
    found = reading.document["fragility"]
    holding = [row for row, is_one in enumerate(found["articulation"]) if is_one]
    if not holding:
        return [
            sentence(
                _("No single partner's leaving would tear the network apart: every tie has another way.")
            )
        ]
    row = most(found["lost_pairs"])
    card = cards.make(reading, value=exact(len(holding)), label=_("Partners whose leaving tears it apart"))
    said = [
        sentence(
            ngettext(
                "{count} partner holds together what would fall apart without it.",
                "{count} partners hold together what would fall apart without them.",
                len(holding),
            ),
            {"count": card},
            count=exact(len(holding)),
        )
    ]
    if row is not None:
        said.append(
            sentence(
                _(
                    "Most would break without {name}: {lost} pairs of others could no longer reach each "
                    "other."
                ),
                links={"name": links_of(reading).organization(reading.entries[row])},
                name=reading.names[row],
                lost=exact(found["lost_pairs"][row]),
            )
        )
    return said


def backbone(reading: Reading) -> list[str]:
    """How much hangs on the backbone, so that it can let go where it should."""
    found = reading.document["fragility"]
    on = found["dependence"]
    if on is None:
        return [
            _(
                "Nobody in this network is marked as the backbone organization. Mark it among the partners "
                "to see how much hangs on it."
            )
        ]
    names = joined(reading.named(found["backbone"]))
    said = []
    if on["ties_share"] is not None:
        said.append(
            _("%(names)s is in %(share)s of all ties.") % {"names": names, "share": percent(on["ties_share"])}
        )
    if on["lost_share"]:
        said.append(
            _(
                "Without it %(lost)s of %(pairs)s pairs of others that reach each other now could not "
                "(%(share)s), and the network would be in %(parts)s parts."
            )
            % {
                "lost": exact(on["lost_pairs"]),
                "pairs": exact(on["pairs"]),
                "share": percent(on["lost_share"]),
                "parts": exact(on["components_after"]),
            }
        )
    else:
        said.append(_("Without it everybody else who can reach each other now still could."))
    if on["stranded"]:
        said.append(
            _("Without any partner would be: %(names)s. Introduce them to somebody else.")
            % {"names": joined(reading.named(on["stranded"]), most=8)}
        )
    return said
