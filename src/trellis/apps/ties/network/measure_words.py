"""The measures of a whole network: what each is called, what its value means, how it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.ui.figures import exact, number, percent, signed
from trellis.apps.core.ui.sentences import joined

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.ties.network.reading import Reading

LITTLE, MUCH = 0.2, 0.5  # of a centralization
CHANCE: Final = 0.05
SMALLEST: Final = 0.001


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its value, the change since the wave before ("" without one), what it means."""

    key: str
    label: str
    value: str
    before: str
    change: str
    meaning: str


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str  # in the document's `whole`
    label: str | Promise
    changed: str  # in its `changes`
    decimals: int
    meaning: Callable[[Reading], str]
    is_share: bool = False


def measures(reading: Reading) -> list[Measure]:
    """All measures of the whole, in the order in which a reader asks."""
    changes = reading.document["changes"]
    found = []
    for kind in _KINDS:
        value = reading.document["inside"]["index"] if kind.key == "index" else reading.whole[kind.key]
        before = changes["earlier"].get(kind.changed) if changes else None
        change = changes["change"].get(kind.changed) if changes else None
        found.append(
            Measure(
                key=kind.key,
                label=str(kind.label),
                value=_figure(value, kind),
                before=_figure(before, kind) if number(before) is not None else "",
                change=_change(change, kind),
                meaning=kind.meaning(reading) if number(value) is not None else _too_small(),
            )
        )
    return found


def changed(reading: Reading) -> str:
    """How the network moved on since the wave before; "" where there was none."""
    changes = reading.document["changes"]
    if not changes:
        return ""
    said = _("Ties since the wave before: %(new)s new, %(gone)s gone, %(kept)s kept.") % {
        "new": exact(changes["new"]),
        "gone": exact(changes["gone"]),
        "kept": exact(changes["kept"]),
    }
    came = []
    if changes["joined"]:
        came.append(_("%(count)s joined") % {"count": exact(changes["joined"])})
    if changes["left"]:
        came.append(_("%(count)s left") % {"count": exact(changes["left"])})
    return f"{said} {_('Of the partners %s.') % joined(came)}" if came else said


def inside(reading: Reading) -> str:
    """Whether ties lead out of the sectors, against chance."""
    found = reading.document["inside"]
    if found["index"] is None:
        return _("Without ties nothing can be said about sectors.")
    figures = {
        "index": signed(found["index"], 2),
        "expected": signed(found["expected"], 2),
        "low": signed(found["low"], 2),
        "high": signed(found["high"], 2),
    }
    said = _(
        "The E-I index is %(index)s, where −1 is all ties inside sectors and 1 all ties across. Dealt out by "
        "chance it would be about %(expected)s, and mostly between %(low)s and %(high)s."
    )
    return f"{verdict(found['index'], found['expected'], found['p'])} {said % figures} {p_value(found['p'])}"


def verdict(index: float | None, expected: float | None, p: float | None) -> str:
    """Whether ties cross sectors more or less than chance would have it."""
    if index is None or expected is None or p is None:
        return _("Nothing can be said: there are no ties.")
    if p >= CHANCE:
        return _("Ties cross sectors about as often as chance would have it.")
    if index > expected:
        return _("Ties cross sectors more often than chance would have it.")
    return _("Ties stay inside sectors more often than chance would have it.")


def p_value(p: float | None) -> str:
    """How often chance alone comes as far: "p = 0.03"."""
    if p is None:
        return ""
    return _("p < 0.001.") if p < SMALLEST else _("p = %(p)s.") % {"p": exact(p, 3)}


def small(p: float | None) -> str:
    """A p in a table: "0.031", "< 0.001"."""
    return f"<\N{NO-BREAK SPACE}{exact(SMALLEST, 3)}" if p is not None and p < SMALLEST else exact(p, 3)


def _figure(value: Any, kind: _Kind) -> str:
    return percent(value, kind.decimals) if kind.is_share else exact(value, kind.decimals)


def _change(change: float | None, kind: _Kind) -> str:
    if change is None:
        return ""
    if not kind.is_share:
        return signed(change, kind.decimals)
    return _("%(points)s points") % {"points": signed(change * 100, 1)}


def _too_small() -> str:
    return _("It has no meaning here: there are too few partners, or no ties.")


def _density(reading: Reading) -> str:
    return _("Of every 1,000 ties that could have been named, %(count)s were.") % {
        "count": exact(reading.whole["density"] * 1000)
    }


def _pairs(reading: Reading) -> str:
    whole = reading.whole
    each = 2 * whole["pairs"] / whole["n"] if whole["n"] else 0
    return _("Each works with %(count)s others on average.") % {"count": exact(each, 1)}


def _reciprocity(reading: Reading) -> str:
    return _("So many of the ties were named by both sides. Who didn't answer can't return a tie.")


def _spread(reading: Reading) -> str:
    return _by_size(
        reading.whole["degree_centralization"],
        _("Partners are spread widely: nobody has far more of them than the rest."),
        _("A few have many more partners than the rest."),
        _("Much hangs on one: it works with most of the others, who hardly work with each other."),
    )


def _ways(reading: Reading) -> str:
    return _by_size(
        reading.whole["betweenness_centralization"],
        _("News and help find many ways around."),
        _("Many ways lead through a few: ask whether they can carry it."),
        _("Most ways lead through one: without it others would hardly reach each other."),
    )


def _parts(reading: Reading) -> str:
    whole = reading.whole
    if whole["components"] == 1:
        return _("Everybody can reach everybody, if need be through others.")
    return _("The network falls into %(count)s parts; the largest holds %(share)s of the partners.") % {
        "count": exact(whole["components"]),
        "share": percent(whole["largest_share"]),
    }


def _steps(reading: Reading) -> str:
    return _("From one partner to another it takes about %(steps)s steps, and %(most)s at most.") % {
        "steps": exact(reading.whole["average_path"], 1),
        "most": exact(reading.whole["diameter"]),
    }


def _core(reading: Reading) -> str:
    return _(
        "At the core is a group in which everybody works with at least %(count)s of the others in it."
    ) % {"count": exact(reading.whole["k_core_max"])}


def _across(reading: Reading) -> str:
    found = reading.document["inside"]
    return f"{verdict(found['index'], found['expected'], found['p'])} {p_value(found['p'])}"


def _by_size(value: float, low: str, middle: str, high: str) -> str:
    if value < LITTLE:
        return low
    return middle if value < MUCH else high


_KINDS: Final = (
    _Kind("pairs", gettext_lazy("Pairs that work together"), "tied_pairs", 0, _pairs),
    _Kind("density", gettext_lazy("Density"), "density", 1, _density, is_share=True),
    _Kind("reciprocity", gettext_lazy("Named by both sides"), "reciprocity", 0, _reciprocity, is_share=True),
    _Kind(
        "degree_centralization",
        gettext_lazy("Centralization of partners"),
        "degree_centralization",
        2,
        _spread,
    ),
    _Kind(
        "betweenness_centralization",
        gettext_lazy("Centralization of ways"),
        "betweenness_centralization",
        2,
        _ways,
    ),
    _Kind("index", gettext_lazy("E-I index"), "external_internal", 2, _across),
    _Kind("components", gettext_lazy("Parts"), "components", 0, _parts),
    _Kind("average_path", gettext_lazy("Steps from one to another"), "average_path", 2, _steps),
    _Kind("k_core_max", gettext_lazy("Deepest core"), "k_core_max", 0, _core),
)
