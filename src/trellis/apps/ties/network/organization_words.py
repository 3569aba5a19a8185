"""What the network says of one organization, in words that it would recognize."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.core.ui.sentences import Sentence, joined, sentence
from trellis.apps.ties.network import cards
from trellis.methods.ties import CONNECTS_ONLY, MIXED_ONLY

if TYPE_CHECKING:
    from trellis.apps.ties.network.reading import Reading

LOOSE, TIGHT = 0.3, 0.6  # of Burt's constraint
HALF: Final = 0.5

ROLES: Final = {
    "coordinator": gettext_lazy("Coordinator: it stands between two of its own sector."),
    "itinerant": gettext_lazy("Go-between: it stands between two of one other sector."),
    "gateway": gettext_lazy("Gateway: it stands between its own sector and another."),
    "liaison": gettext_lazy("Liaison: it stands between two sectors and is in neither."),
}
PARTS: Final = {
    "reliability": gettext_lazy("Does what it says"),
    "mission": gettext_lazy("Stands behind what we share"),
    "openness": gettext_lazy("Is open to discussion"),
    "power": gettext_lazy("Has power and influence here"),
    "involvement": gettext_lazy("Is involved in the alliance"),
    "resources": gettext_lazy("Contributes resources"),
}
DISAGREE: Final = {
    MIXED_ONLY: gettext_lazy("Mixed partners, who don't need it to meet"),
    CONNECTS_ONLY: gettext_lazy("Connects what would be apart, within few sectors"),
    0: "",
}


def headline(reading: Reading, row: int) -> list[Sentence]:
    """With whom it works, and how others see it."""
    name, rows = reading.names[row], reading.neighbors[row]
    if not rows:
        return [sentence(_("{name} works with nobody else in this network."), name=name), score(reading, row)]
    sectors = {reading.sectors[other] for other in rows}
    card = cards.make(reading, value=exact(len(rows)), label=_("Partners of %s") % name)
    first = sentence(
        ngettext("{name} works with {count} partner", "{name} works with {count} partners", len(rows))
        + ngettext(" from {sectors} sector.", " from {sectors} sectors.", len(sectors)),
        {"count": card},
        name=name,
        count=exact(len(rows)),
        sectors=exact(len(sectors)),
    )
    return [first, score(reading, row)]


def score(reading: Reading, row: int) -> Sentence:
    """How much others trust it and value it, where enough of them said so."""
    scores = reading.document["scores"]
    trust, value = scores["trust"][row], scores["value"][row]
    fewest = reading.evidence.parameters["fewest_raters"]
    if trust is None and value is None:
        return sentence(
            _("Fewer than {fewest} others rated it on everything, so no score is shown."),
            fewest=exact(fewest),
        )
    method = _("PARTNER's scores: the mean of what at least %(fewest)s others gave, from 1 to 4.") % {
        "fewest": exact(fewest)
    }
    made = {
        key: cards.make(reading, value=exact(figure, 1), label=label, method=method)
        for key, figure, label in (("trust", trust, _("Trust")), ("value", value, _("Value")))
        if figure is not None
    }
    if value is None:
        return sentence(_("Others give it {trust} of 4 for trust."), made, trust=made["trust"].value)
    if trust is None:
        return sentence(_("Others see its value at {value} of 4."), made, value=made["value"].value)
    return sentence(
        _("Others give it {trust} of 4 for trust and see its value at {value} of 4."),
        made,
        trust=made["trust"].value,
        value=made["value"].value,
    )


def parts(reading: Reading, row: int) -> list[tuple[str, str]]:
    """The parts of its scores that enough others rated, by label."""
    given = reading.document["scores"]["parts"]
    return [
        (str(label), exact(given[key][row], 1)) for key, label in PARTS.items() if given[key][row] is not None
    ]


def roles(reading: Reading, row: int) -> list[tuple[str, str]]:
    """(what it does, how often) of the roles it has, most often first."""
    counts = {key: values[row] for key, values in reading.organizations["roles"].items() if values[row]}
    return [
        (
            str(ROLES[key]),
            ngettext("%(count)s pair", "%(count)s pairs", count) % {"count": exact(count)},
        )
        for key, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def standing(reading: Reading, row: int) -> list[str]:
    """How free it is between its partners, and how deep in the core."""
    measures = reading.organizations
    constraint = measures["constraint"][row]
    said = []
    if constraint is not None:
        if constraint < LOOSE:
            meaning = _("It has many partners who don't know each other: news reaches it from many sides.")
        elif constraint < TIGHT:
            meaning = _("Some of its partners know each other, others don't.")
        else:
            meaning = _("It depends on few partners, or on ones who all know each other.")
        said.append(
            f"{meaning} {_('Constraint %(c)s, effective size %(size)s.')}"
            % {"c": exact(constraint, 2), "size": exact(measures["effective_size"][row], 1)}
        )
    share = measures["betweenness"][row]
    if share:
        said.append(
            _("Of the shortest ways between two others, %(share)s lead through it.")
            % {"share": percent(share, 1)}
        )
    return said


def bridging(reading: Reading, row: int) -> list[str]:
    """Both readings of bridging, and bonding."""
    found = reading.document["bridging"]
    internal, external, bonding = (found[key][row] for key in ("internal", "external", "bonding"))
    if internal is None:
        return [_("With fewer than two partners it bridges nothing.")]
    said = [
        _("How mixed: two of its partners are from different sectors in %(share)s of cases.")
        % {"share": percent(internal)},
        _(
            "How connecting: %(share)s of the pairs of its partners would neither know each other nor share "
            "another partner without it."
        )
        % {"share": percent(external)},
    ]
    if bonding is not None:
        said.append(
            _("Bonding: of the pairs of its partners in its own sector, %(share)s work together.")
            % {"share": percent(bonding)}
        )
    if found["disagree"][row]:
        said.append(f"{DISAGREE[found['disagree'][row]]}.")
    return said


def leaving(reading: Reading, row: int) -> str:
    """What falls apart if it leaves."""
    found = reading.document["fragility"]
    lost, name = found["lost_pairs"][row], reading.names[row]
    if not reading.neighbors[row]:
        return _("If %(name)s left, nobody would lose a partner.") % {"name": name}
    alone = [other for other in reading.neighbors[row] if len(reading.neighbors[other]) == 1]
    if not lost and not alone:
        return _("If %(name)s left, everybody else could still reach each other.") % {"name": name}
    said = []
    if lost:
        said.append(
            ngettext(
                "If %(name)s left, %(count)s pair of others could no longer reach each other, and the "
                "network would be in %(parts)s parts.",
                "If %(name)s left, %(count)s pairs of others could no longer reach each other, and the "
                "network would be in %(parts)s parts.",
                lost,
            )
            % {"name": name, "count": exact(lost), "parts": exact(found["components_after"][row])}
        )
    if alone:
        said.append(
            ngettext(
                "%(names)s would have no partner left.", "%(names)s would have no partner left.", len(alone)
            )
            % {"names": joined(reading.named(alone))}
        )
    return " ".join(said)
