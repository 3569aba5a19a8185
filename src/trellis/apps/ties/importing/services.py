"""Uploads, applies and undoes a network brought along in files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.partners.models import Partner
from trellis.apps.ties.importing import applying, columns, plan, tables
from trellis.apps.ties.models import Answer, RosterEntry, TieImport, Wave

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

File = tuple[str, bytes]
"""A file's name and content."""


def upload(
    *,
    alliance: Alliance,
    by: User | None,
    name: str,
    nodes: File,
    edges: File,
    held_on: date | None = None,
    kind: str = Wave.Kind.ORGANIZATIONS,
    into: Wave | None = None,
) -> TieImport:
    """Keeps two tables with the columns guessed; nothing of the network changes yet.

    Raises programs' ImportRefused with what is wrong with a file.
    """
    node_table = tables.table(nodes[1], nodes[0], most=tables.MOST_NODES)
    edge_table = tables.table(edges[1], edges[0], most=tables.MOST_EDGES)
    made = TieImport(
        alliance=alliance,
        name=into.name if into else name,
        held_on=into.opens_on if into else held_on,
        kind=into.kind if into else kind,
        into=into,
        nodes_name=nodes[0][:200],
        edges_name=edges[0][:200],
        nodes=node_table,
        edges=edge_table,
        node_columns=columns.guess(node_table["headings"], columns.NODE_FIELDS),
        edge_columns=columns.guess(edge_table["headings"], columns.EDGE_FIELDS),
        uploaded_by=by,
    )
    made.clean_fields(exclude=["alliance", "into", "uploaded_by"])
    made.save(force_insert=True)
    return made


def match_columns(
    *, found: TieImport, node_columns: dict[str, str], edge_columns: dict[str, str]
) -> TieImport:
    """Says which column is what; raises ValidationError where one that is needed has none."""
    with transaction.atomic():
        row = _waiting(found)
        for chosen, fields, headings in (
            (node_columns, columns.NODE_FIELDS, row.nodes["headings"]),
            (edge_columns, columns.EDGE_FIELDS, row.edges["headings"]),
        ):
            if wrong := set(chosen.values()) - {"", *headings}:
                raise ValidationError(_("There is no column %(name)s.") % {"name": sorted(wrong)[0]})
            for field in columns.missing(chosen, fields):
                raise ValidationError(_("Choose the column that holds: %(what)s.") % {"what": field.label})
        row.node_columns = {key: heading for key, heading in node_columns.items() if heading}
        row.edge_columns = {key: heading for key, heading in edge_columns.items() if heading}
        row.save(update_fields=["node_columns", "edge_columns", "changed_at"])
    return row


def planned(found: TieImport) -> plan.Plan:
    """What applying it would do now: three queries, five where it adds to a wave."""
    return plan.plan(found, present(found))


def present(found: TieImport) -> plan.Present:
    """What is there already: the wave it adds to, and the names of the active partners."""
    partners = {
        name.casefold(): pk
        for pk, name in Partner.objects.for_alliance(found.alliance)
        .filter(status=Partner.Status.ACTIVE)
        .values_list("pk", "organization__name")
    }
    if found.into is None:
        return plan.Present(partners=partners)
    entries = RosterEntry.objects.for_alliance(found.alliance).filter(wave=found.into)
    nodes = {entry.external_id: (entry.name, entry.own_sector or entry.sector) for entry in entries}
    answers = Answer.objects.for_alliance(found.alliance).filter(respondent__wave=found.into)
    edges = {
        (source, target): (frequency, activity, ratings)
        for source, target, frequency, activity, ratings in answers.values_list(
            "respondent__entry__external_id", "about__external_id", "frequency", "activity", "ratings"
        )
    }
    return plan.Present(nodes, edges, partners)


def apply(*, found: TieImport, by: User | None) -> Wave:
    """Writes what the preview shows, in one transaction, as a closed wave."""
    with transaction.atomic():
        row = _waiting(found)
        if columns.missing(row.node_columns, columns.NODE_FIELDS) or columns.missing(
            row.edge_columns, columns.EDGE_FIELDS
        ):
            raise ValidationError(_("Say first which column is what."))
        what = planned(row)
        if not what.changes_anything:
            raise ValidationError(_("Nothing in it is new, so there is nothing to apply."))
        wave = row.into or applying.new_wave(row)
        row.journal = applying.write(row, wave, what)
        row.wave, row.status, row.applied_at = wave, TieImport.Status.APPLIED, timezone.now()
        row.nodes, row.edges = {}, {}  # files can hold ratings, and nothing reads them any more
        row.save()
        counts: dict[str, Any] = {
            "ties": what.count(plan.EDGES)["add"],
            "names": what.count(plan.NODES)["add"],
        }
        changes = {name: {"before": None, "after": count} for name, count in counts.items()}
        audit.record(by=by, alliance=row.alliance, action="tie_import.applied", target=row, changes=changes)
    return wave


def undo(*, found: TieImport, by: User | None) -> None:
    """Takes back all that applying it changed. Later imports into the same wave come first."""
    with transaction.atomic():
        row = _locked(found)
        if row.status != TieImport.Status.APPLIED:
            raise ValidationError(_("It isn't applied."))
        if row.wave is None:
            raise ValidationError(_("Its wave was removed, so there is nothing to take back."))
        later = TieImport.objects.for_alliance(row.alliance).filter(
            wave=row.wave, status=TieImport.Status.APPLIED, applied_at__gt=row.applied_at
        )
        if later.exists():
            raise ValidationError(_("Another import was added to it since. Take that back first."))
        applying.take_back(row)
        row.status, row.journal = TieImport.Status.UNDONE, {}
        row.save(update_fields=["status", "journal", "changed_at"])
        audit.record(by=by, alliance=row.alliance, action="tie_import.undone", target=row)


def discard(*, found: TieImport, by: User | None) -> None:
    """Removes an import that isn't applied, with its files."""
    with transaction.atomic():
        row = _locked(found)
        if row.status == TieImport.Status.APPLIED:
            raise ValidationError(_("It is applied. Take it back first."))
        audit.record(by=by, alliance=row.alliance, action="tie_import.discarded", target=row)
        row.delete()


def _waiting(found: TieImport) -> TieImport:
    row = _locked(found)
    if row.status != TieImport.Status.UPLOADED:
        raise ValidationError(_("It has been applied already."))
    return row


def _locked(found: TieImport) -> TieImport:
    rows = TieImport.objects.for_alliance(found.alliance).select_related("alliance", "into", "wave")
    row: TieImport = rows.select_for_update(of=("self",)).get(pk=found.pk)
    return row
