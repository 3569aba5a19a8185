"""What a network shows, in sentences: its picture, what stands out, how many answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact, percent
from trellis.apps.core.ui.sentences import Sentence, joined, sentence
from trellis.apps.ties.network import cards
from trellis.apps.ties.network.filters import Shown, in_words
from trellis.apps.ties.network.links import links_of

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading

FEW_ANSWERED: Final = 0.7
"""Below this share of answers a page warns of the ties that are missing."""


def headline(reading: Reading) -> list[Sentence]:
    """The answer first: how many work together, and how many with nobody."""
    whole = reading.whole
    pairs = cards.make(reading, value=exact(whole["pairs"]), label=_("Pairs that work together"))
    found = [
        sentence(
            _("{n} partners are in this network, and {pairs} pairs of them work together."),
            {"pairs": pairs},
            n=exact(whole["n"]),
            pairs=exact(whole["pairs"]),
        )
    ]
    if whole["isolates"]:
        found.append(
            sentence(
                ngettext(
                    "{count} of them works with nobody else here.",
                    "{count} of them work with nobody else here.",
                    whole["isolates"],
                ),
                count=exact(whole["isolates"]),
            )
        )
    return found


def caveat(reading: Reading) -> str:
    """What the response rate means for all that is shown; "" where nobody was asked here."""
    whole = reading.whole
    if whole["invited"] is None:
        return _("This network was imported: how many were asked, and how many answered, is not known here.")
    if not whole["invited"]:
        return ""
    said = _("%(answered)s of %(invited)s answered (%(rate)s).") % {
        "answered": exact(whole["answered"]),
        "invited": exact(whole["invited"]),
        "rate": percent(whole["response_rate"]),
    }
    if whole["response_rate"] < FEW_ANSWERED:
        more = _(
            "With so few answers many ties are missing: read what is here, and conclude little from what "
            "isn't."
        )
    else:
        more = _("Who didn't answer is tied only through what others said.")
    return f"{said} {more}"


def picture(reading: Reading, shown: Shown) -> str:
    """What the picture shows, for those who can't see it."""
    names = [
        _("%(name)s (%(count)s)") % {"name": reading.names[row], "count": exact(shown.degree[row])}
        for row in shown.most_tied[:3]
    ]
    said = [
        _("Shown are %(n)s partners; %(ties)s pairs of them %(together)s.")
        % {"n": exact(len(shown.rows)), "ties": exact(len(shown.ties)), "together": in_words(shown.filter)}
    ]
    if names:
        said.append(_("Most ties: %(names)s.") % {"names": joined(names)})
    alone = len(shown.rows) - len(shown.most_tied)
    if alone and shown.ties:
        said.append(
            ngettext("%(count)s is shown without a tie.", "%(count)s are shown without a tie.", alone)
            % {"count": exact(alone)}
        )
    return " ".join(said)


def findings(reading: Reading) -> list[Sentence]:
    """Three things that stand out: who holds it together, what breaks, which sectors hardly meet."""
    return [found for found in (_holds(reading), _breaks(reading), _apart(reading)) if found]


def most(values: list[Any]) -> int | None:
    """The row with the largest value above zero; None where there is none."""
    known = [(value, -row) for row, value in enumerate(values) if value]
    return -max(known)[1] if known else None


def _holds(reading: Reading) -> Sentence | None:
    row = most(reading.organizations["betweenness"])
    if row is None:
        return None
    share = percent(reading.organizations["betweenness"][row])
    return sentence(
        _("{name} holds most together: of the shortest ways between two others, {share} lead through it."),
        {"share": cards.make(reading, value=share, label=_("Betweenness of %s") % reading.names[row])},
        links={"name": links_of(reading).organization(reading.entries[row])},
        name=reading.names[row],
        share=share,
    )


def _breaks(reading: Reading) -> Sentence | None:
    if not reading.whole["pairs"]:
        return None
    lost = reading.document["fragility"]["lost_pairs"]
    row = most(lost)
    if row is None:
        return sentence(_("No single partner's leaving would tear the network apart."))
    card = cards.make(reading, value=exact(lost[row]), label=_("Pairs that would lose each other"))
    return sentence(
        ngettext(
            "If {name} left, {count} pair of others could no longer reach each other.",
            "If {name} left, {count} pairs of others could no longer reach each other.",
            lost[row],
        ),
        {"count": card},
        links={"name": links_of(reading).organization(reading.entries[row])},
        name=reading.names[row],
        count=exact(lost[row]),
    )


def _apart(reading: Reading) -> Sentence | None:
    gaps = [pair for pair in reading.document["pairs"] if pair["gap"]]
    missing = reading.document["missing"]
    if gaps:
        return gap(reading, gaps[0])
    if missing:
        return sentence(
            _("Nobody is from: {sectors}."), sectors=joined([reading.sector_label(code) for code in missing])
        )
    return None


def gap(reading: Reading, pair: dict[str, Any]) -> Sentence:
    """Two sectors that hardly meet, or one whose members hardly meet each other."""
    one, other = (reading.sector_label(code) for code in pair["sectors"])
    observed = exact(pair["observed"])
    card = cards.make(
        reading,
        value=observed,
        label=_("Pairs between %(one)s and %(other)s that work together") % {"one": one, "other": other},
        method=_("Compared with what there would be if ties fell on pairs of partners at random."),
    )
    if one == other:
        template = _(
            "{one}: partners of this sector hardly work with each other: {observed} of {possible} pairs, "
            "where about {expected} would be expected."
        )
    else:
        template = _(
            "{one} and {other} hardly meet: {observed} of {possible} pairs work together, where about "
            "{expected} would be expected."
        )
    return sentence(
        template,
        {"observed": card},
        one=one,
        other=other,
        observed=observed,
        possible=exact(pair["possible"]),
        expected=about(pair["expected"]),
    )
