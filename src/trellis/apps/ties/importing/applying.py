"""Writes a plan into a wave, with a journal of what it did, and takes it back."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from trellis.apps.ties.importing.plan import Action, EdgeRow, NodeRow, Plan
from trellis.apps.ties.models import Answer, Respondent, RosterEntry, TieImport, Wave
from trellis.apps.ties.services.publishing import publish_ratings

BATCH: Final = 500
_ENTRY_FIELDS: Final = ("name", "sector", "own_sector", "partner_id")
_ANSWER_FIELDS: Final = ("frequency", "activity", "ratings")
Journal = dict[str, Any]


def new_wave(found: TieImport) -> Wave:
    """The closed wave that an import makes."""
    wave: Wave = Wave.objects.create(
        alliance=found.alliance,
        name=found.name,
        kind=found.kind,
        origin=Wave.Origin.IMPORT,
        status=Wave.Status.CLOSED,
        opens_on=found.held_on or timezone.localdate(),
        closed_at=timezone.now(),
    )
    return wave


def write(found: TieImport, wave: Wave, what: Plan) -> Journal:
    """Writes the rows that are added or changed; what it made and what was there before."""
    rows = RosterEntry.objects.for_alliance(found.alliance).filter(wave=wave)
    entries = {entry.external_id: entry for entry in rows}
    new_entries = [
        RosterEntry(alliance=found.alliance, wave=wave, external_id=node.id, **_entry(node))
        for node in what.nodes
        if node.action is Action.ADD
    ]
    RosterEntry.objects.bulk_create(new_entries, batch_size=BATCH)
    changed = {node.id: node for node in what.nodes if node.action is Action.CHANGE}
    changed_entries = _change_entries(wave, entries, changed)
    entries |= {entry.external_id: entry for entry in new_entries}
    return {
        "is_new": found.into_id is None,
        "entries": [entry.pk for entry in new_entries],
        "changed_entries": changed_entries,
        **_write_ties(found, wave, what, entries),
    }


def _entry(node: NodeRow) -> dict[str, Any]:
    return {
        "name": node.name,
        "sector": node.sector,
        "own_sector": node.own_sector,
        "partner_id": node.partner,
    }


def _changed_entry(node: NodeRow, entry: RosterEntry) -> dict[str, Any]:
    """What a row changes: never a sector or partner that it doesn't name, nor how staff mapped a sector."""
    values = _entry(node)
    if node.partner is None:
        del values["partner_id"]
    if not (node.sector or node.own_sector) or (node.own_sector and node.own_sector == entry.own_sector):
        del values["sector"], values["own_sector"]
    return values


def _change_entries(
    wave: Wave, entries: dict[str, RosterEntry], changed: dict[str, NodeRow]
) -> list[dict[str, Any]]:
    before = []
    for key, node in changed.items():
        entry = entries[key]
        before.append({"pk": entry.pk, **{name: getattr(entry, name) for name in _ENTRY_FIELDS}})
        for name, value in _changed_entry(node, entry).items():
            setattr(entry, name, value)
    RosterEntry.objects.for_alliance(wave.alliance).bulk_update(
        [entries[key] for key in changed], ["name", "sector", "own_sector", "partner"], batch_size=BATCH
    )
    return before


def _write_ties(found: TieImport, wave: Wave, what: Plan, entries: dict[str, RosterEntry]) -> dict[str, Any]:
    written = [edge for edge in what.edges if edge.action in (Action.ADD, Action.CHANGE)]
    rows = Respondent.objects.for_alliance(found.alliance).filter(wave=wave)
    speakers = {respondent.entry_id: respondent for respondent in rows}
    now = timezone.now()
    new_speakers = [
        Respondent(alliance=found.alliance, wave=wave, entry=entries[key], started_at=now, finished_at=now)
        for key in dict.fromkeys(edge.source for edge in written)
        if entries[key].pk not in speakers
    ]
    Respondent.objects.bulk_create(new_speakers, batch_size=BATCH)
    speakers |= {respondent.entry_id: respondent for respondent in new_speakers}
    new_answers = [
        Answer(
            alliance=found.alliance,
            respondent=speakers[entries[edge.source].pk],
            about=entries[edge.target],
            **_answer(edge),
        )
        for edge in written
        if edge.action is Action.ADD
    ]
    Answer.objects.bulk_create(new_answers, batch_size=BATCH)
    changed_answers = _change_answers(wave, [edge for edge in written if edge.action is Action.CHANGE])
    publish_ratings(wave)
    return {
        "respondents": [respondent.pk for respondent in new_speakers],
        "answers": [answer.pk for answer in new_answers],
        "changed_answers": changed_answers,
    }


def _answer(edge: EdgeRow) -> dict[str, Any]:
    return {"frequency": edge.frequency, "activity": edge.activity, "ratings": edge.ratings}


def _change_answers(wave: Wave, edges: list[EdgeRow]) -> list[dict[str, Any]]:
    if not edges:
        return []
    rows = (
        Answer.objects.for_alliance(wave.alliance)
        .filter(respondent__wave=wave)
        .select_related("respondent__entry", "about")
    )
    by_pair = {(row.respondent.entry.external_id, row.about.external_id): row for row in rows}
    before, changed = [], []
    for edge in edges:
        row = by_pair[edge.source, edge.target]
        before.append({"pk": row.pk, **{name: getattr(row, name) for name in _ANSWER_FIELDS}})
        for name, value in _answer(edge).items():
            setattr(row, name, value)
        changed.append(row)
    Answer.objects.for_alliance(wave.alliance).bulk_update(changed, list(_ANSWER_FIELDS), batch_size=BATCH)
    return before


def take_back(found: TieImport) -> None:
    """Undoes what the journal says. The wave that an import made goes with it."""
    journal, wave = found.journal, found.wave
    assert wave is not None
    if journal["is_new"]:
        found.wave = None
        found.save(update_fields=["wave", "changed_at"])
        wave.delete()
        return
    Answer.objects.for_alliance(found.alliance).filter(pk__in=journal["answers"]).delete()
    Respondent.objects.for_alliance(found.alliance).filter(pk__in=journal["respondents"]).delete()
    RosterEntry.objects.for_alliance(found.alliance).filter(pk__in=journal["entries"]).delete()
    for before in journal["changed_answers"]:
        values = {name: before[name] for name in _ANSWER_FIELDS}
        Answer.objects.for_alliance(found.alliance).filter(pk=before["pk"]).update(**values)
    for before in journal["changed_entries"]:
        values = {name: before[name] for name in _ENTRY_FIELDS}
        RosterEntry.objects.for_alliance(found.alliance).filter(pk=before["pk"]).update(**values)
    publish_ratings(wave)
