"""The tables of waves: how they stand, who is asked, what an import would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.partners.sectors import Sector
from trellis.apps.ties import queries, words
from trellis.apps.ties.importing.plan import Action, EdgeRow, NodeRow, Plan

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.ties.models import Respondent, Wave


def waves_table(alliance: Alliance, rows: Sequence[Any]) -> DataTable:
    """Rows of `queries.with_response`."""

    def address(row: Wave) -> str:
        return reverse("ties:wave", kwargs={"alliance": alliance.slug, "pk": row.pk})

    columns = (
        Column("name", _("Wave"), href=address),
        Column("state", _("State"), value=words.state, choices=True),
        Column("kind", _("Who is tied"), value=lambda row: str(row.get_kind_display()), choices=True),
        Column("opens_on", _("Date"), value=words.when, sortable=False),
        Column("listed", _("On the list"), "number"),
        Column("finished", _("Have answered"), "number", value=_finished),
        Column("rate", _("Response rate"), "percent", value=_rate),
    )
    return DataTable(key="waves", caption=_("Survey waves and imported networks"), columns=columns, rows=rows)


def _finished(row: Any) -> int | None:
    return None if row.is_imported or row.is_draft else int(row.finished)


def _rate(row: Any) -> float | None:
    return None if row.is_imported or row.is_draft or not row.asked else row.finished / row.asked


def asked_table(wave: Wave) -> DataTable:
    """Who is asked, and how far they are; not what they say."""
    columns = (
        Column("entry", _("For"), value=lambda row: row.entry.name),
        Column("who", _("Who"), value=lambda row: row.name or row.email),
        Column("sector", _("Sector"), value=lambda row: row.entry.sector_label, choices=True),
        Column("mail", _("Mail"), value=_mail, choices=True),
        Column("state", pgettext("what people said", "Answers"), value=_state, choices=True),
    )
    return DataTable(
        key="asked",
        caption=_("Who is asked"),
        columns=columns,
        rows=list(queries.respondents(wave)),
        empty=_("Nobody is asked yet."),
    )


def _mail(row: Respondent) -> str:
    if row.reminded_at:
        return _("reminded")
    return _("sent") if row.sent_at else _("not yet")


def _state(row: Respondent) -> str:
    if row.finished_at:
        return _("finished")
    return _("begun") if row.started_at else _("nothing yet")


def node_table(plan: Plan) -> DataTable:
    """What would become of each row of the organizations' file."""
    columns = (
        Column("row", _("Row"), "number"),
        Column("id", _("Id")),
        Column("name", _("Name")),
        Column("sector", _("Sector"), value=_sector),
        Column("action", _("What happens"), value=_action, choices=True, tone=_tone),
        Column("why", _("Why"), value=_why),
    )
    return DataTable(
        key="nodes",
        caption=_("Every row of the organizations"),
        columns=columns,
        rows=_rejected_first(plan.nodes),
    )


def edge_table(plan: Plan) -> DataTable:
    """What would become of each row of the ties' file."""
    columns = (
        Column("row", _("Row"), "number"),
        Column("source", _("From")),
        Column("target", _("To")),
        Column("frequency", _("How often, 1 to 4"), "number", value=lambda row: row.frequency or None),
        Column("action", _("What happens"), value=_action, choices=True, tone=_tone),
        Column("why", _("Why"), value=_why),
    )
    return DataTable(
        key="edges", caption=_("Every row of the ties"), columns=columns, rows=_rejected_first(plan.edges)
    )


def _rejected_first(rows: Sequence[NodeRow | EdgeRow]) -> list[NodeRow | EdgeRow]:
    return sorted(rows, key=lambda row: row.action is not Action.REJECT)


def _sector(row: NodeRow) -> str:
    return str(Sector(row.sector).label) if row.sector else row.own_sector


def _action(row: NodeRow | EdgeRow) -> str:
    return {
        Action.ADD: _("added"),
        Action.CHANGE: _("changed"),
        Action.UNCHANGED: _("unchanged"),
        Action.REJECT: _("rejected"),
    }[row.action]


def _tone(row: NodeRow | EdgeRow) -> str:
    return {Action.REJECT: "short", Action.CHANGE: "surplus"}.get(row.action, "")


def _why(row: NodeRow | EdgeRow) -> str:
    if row.problem is None:
        return ""
    if not row.problem.column:
        return row.problem.why
    return _("Column %(column)s: %(why)s") % {"column": row.problem.column, "why": row.problem.why}
