"""What the list of introductions shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.partners import sectors
from trellis.apps.ties.introductions import words
from trellis.apps.ties.models import Introduction

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

PARTS: Final = {
    "need_offer": gettext_lazy("One needs what the other offers"),
    "focus": gettext_lazy("What both work on"),
    "reach": gettext_lazy("Where and for whom both work"),
    "sector_gap": gettext_lazy("How little their sectors meet"),
    "constraint_fall": gettext_lazy("How far it frees them"),
}
Status = Introduction.Status
SHOWN: Final = 12
"""So many suggestions are shown at first: what two people can do in a month."""


@dataclass(frozen=True, slots=True)
class Card:
    """One introduction in the list."""

    row: Introduction
    one_sector: str
    other_sector: str
    reasons: tuple[str, ...]
    through: str
    standing: str


def card(row: Introduction, names: dict[int, str]) -> Card:
    """An introduction with its reasons."""
    return Card(
        row=row,
        one_sector=str(sectors.label(row.one.sector)),
        other_sector=str(sectors.label(row.other.sector)),
        reasons=tuple(words.reasons(row)),
        through=words.through(row, names),
        standing=standing(row),
    )


def headline(rows: list[Introduction]) -> str:
    """How many are suggested, under way and made."""
    count = {status: sum(1 for row in rows if row.status == status) for status in Status.values}
    suggested, open_ = count[Status.SUGGESTED], count[Status.ACCEPTED] + count[Status.SENT]
    if not rows:
        return _("Nobody has been suggested yet.")
    said = [
        ngettext(
            "%(count)s introduction is worth making now.",
            "%(count)s introductions are worth making now.",
            suggested,
        )
        % {"count": exact(suggested)}
        if suggested
        else _("There is nothing new to suggest.")
    ]
    if open_:
        said.append(
            ngettext("%(count)s is under way.", "%(count)s are under way.", open_) % {"count": exact(open_)}
        )
    if count[Status.MADE]:
        said.append(
            ngettext(
                "%(count)s led to working together.",
                "%(count)s led to working together.",
                count[Status.MADE],
            )
            % {"count": exact(count[Status.MADE])}
        )
    return " ".join(said)


def standing(row: Introduction) -> str:
    """How an introduction stands: "Introduced on May 3; not tied yet in Spring 2026"."""
    if row.status == Status.DECLINED:
        return _("Declined: %(reason)s") % {"reason": row.decline_reason}
    if row.status == Status.MADE:
        return _("Made: they work together in %(wave)s.") % {"wave": row.checked_in or ""}
    if row.status == Status.ACCEPTED:
        return _("Accepted. The mail has not been sent.")
    if row.status == Status.SENT:
        said = _("Introduced on %(day)s.") % {
            "day": date_format(row.other_sent_at, "DATE_FORMAT") if row.other_sent_at else ""
        }
        if row.checked_in:
            said += " " + _("Not working together yet in %(wave)s.") % {"wave": row.checked_in}
        return said
    return ""


def parts(row: Introduction) -> list[tuple[str, str]]:
    """The parts of the score, by label."""
    return [(str(label), percent(row.parts[key])) for key, label in PARTS.items() if key in row.parts]


def table(alliance: Alliance, rows: list[Introduction]) -> DataTable | None:
    """What came of earlier introductions; None where there are none."""
    if not rows:
        return None
    return DataTable(
        key="earlier",
        caption=_("What came of earlier ones"),
        columns=(
            Column(
                "pair",
                _("Who"),
                value=str,
                href=lambda row: reverse("network:introduction", args=[alliance.slug, row.pk]),
            ),
            Column("status", _("What came of it"), value=lambda row: row.get_status_display(), choices=True),
            Column("why", _("More"), value=standing, sortable=False),
            Column("by", _("Decided by"), value=lambda row: str(row.decided_by or "")),
        ),
        rows=rows,
        page_size=20,
    )
