"""Levels, agreement and sectors in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trellis.apps.partners import sectors

if TYPE_CHECKING:
    from trellis.apps.readiness.banks import Item
    from trellis.apps.readiness.results import ItemResult, Record, Results

AGREE, DIFFER = 0.7, 0.3


def level(item: Item, value: float) -> str:
    """A level in the words of its scale: "Working", "between Beginning and Working"."""
    if value == int(value):
        return str(item.level(int(value)).label)
    ends = {"low": item.level(int(value)).label, "high": item.level(int(value) + 1).label}
    return _("between %(low)s and %(high)s") % ends


def agreement(value: float) -> str:
    """How far people agree, in words; of what stands behind them, see docs/methods/readiness.md."""
    if value >= AGREE:
        return _("most agree")
    return _("people differ") if value >= DIFFER else _("far apart")


def sector(code: str) -> str:
    """What a sector is called."""
    return str(sectors.label(code)) if code else _("No sector given")


def record(found: Record) -> str:
    """What Trellis knows, in the reader's language."""
    if not found.is_kept:
        return _("Trellis does not keep this yet.")
    return found.sentence.get(get_language() or "en") or found.sentence["en"]


def answers(count: int) -> str:
    """How many answered."""
    return ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}


def people(count: int, *, is_over: bool = True) -> str:
    """How many took part, or do so far."""
    if not is_over:
        said = ngettext("%(count)d person has begun", "%(count)d people have begun", count)
        return said % {"count": count}
    return ngettext("%(count)d person answered", "%(count)d people answered", count) % {"count": count}


def headline(results: Results, respondents: int) -> list[str]:
    """The answer first: how many answered, what is weakest, where people are furthest apart."""
    said = [f"{people(respondents)}."]
    if not results.shown:
        return said
    if weakest := results.weakest:
        names = _listed([str(each.item.short).rstrip("?.") for each in weakest])
        said.append(_("Weakest: %(items)s.") % {"items": names})
    else:
        said.append(_("Nothing is in the lower half of its scale."))
    apart = [each for each in results.shown if each.agreement is not None and each.agreement < DIFFER]
    if apart:
        said.append(
            ngettext(
                "On %(count)d question people are far apart: talk about it first.",
                "On %(count)d questions people are far apart: talk about these first.",
                len(apart),
            )
            % {"count": len(apart)}
        )
    return said


def sentence(each: ItemResult) -> str:
    """One item's result in a sentence; for one without, why there is none."""
    if each.level is None:
        return _("Too few answers to show (%(count)d).") % {"count": each.answered}
    assert each.agreement is not None
    return _("%(level)s; %(agreement)s (%(answers)s).") % {
        "level": level(each.item, each.level),
        "agreement": agreement(each.agreement),
        "answers": answers(each.answered),
    }


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s; and %(last)s") % {"first": "; ".join(names[:-1]), "last": names[-1]}
