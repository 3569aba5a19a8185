"""Writes what a plan says, in one transaction, and keeps what is needed to undo it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import Count, Max, Model, QuerySet
from django.utils import timezone

from trellis.apps.programs.importing.plan import Draft
from trellis.apps.programs.importing.plan.shape import MODELS, Kind, as_json, as_model
from trellis.apps.programs.models import ImportChange, ImportRun
from trellis.apps.programs.topics import GUESSED

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

BATCH: Final = 1_000
ORDER: Final[tuple[Kind, ...]] = ("organization", "site", "program", "session", "rating")
_NOT_ITS_OWN: Final = frozenset({"id", "created_at", "changed_at", "provenance", "public_id"})


@dataclass(slots=True, eq=False)
class Prepared:
    """The entries of a plan as model instances, made before the transaction to keep that short."""

    new: dict[Kind, list[tuple[Draft, Model]]]
    changed: dict[Kind, list[Draft]]
    digests: dict[int, str]


def prepare(drafts: Sequence[Draft], run: ImportRun) -> Prepared:
    """The instances of the entries to be made, tied to each other, and the entries to be changed."""
    new: dict[Kind, list[tuple[Draft, Model]]] = {kind: [] for kind in ORDER}
    changed: dict[Kind, list[Draft]] = {kind: [] for kind in ORDER}
    made: dict[int, Model] = {}
    digests: dict[int, str] = {}
    stamp = provenance_stamp(run)
    for draft in drafts:
        if draft.pk is not None:
            if draft.changes:
                changed[draft.kind].append(draft)
            continue
        model = MODELS[draft.kind]
        values = {
            name: as_model(name, value) for name, value in draft.values.items() if name not in draft.links
        }
        if draft.kind not in ("organization", "rating"):
            values["source_id"] = run.source_id
        if draft.kind != "rating":
            values["provenance"] = _stamped(draft, stamp)
        instance = model(alliance_id=run.alliance_id, **values)
        for name, to in draft.links.items():
            if to is None:
                continue
            if to.pk is not None:
                setattr(instance, f"{name}_id", to.pk)
            else:
                setattr(instance, name, made[id(to)])
        made[id(draft)] = instance
        digests[id(draft)] = digest(instance)
        new[draft.kind].append((draft, instance))
    return Prepared(new, changed, digests)


def provenance_stamp(run: ImportRun) -> dict[str, Any]:
    """Where a value of this import comes from, as entries keep it for each field."""
    return {"source": run.source.name, "run": run.pk, "at": timezone.localdate().isoformat()}


def _stamped(draft: Draft, stamp: dict[str, Any]) -> dict[str, Any]:
    return {name: GUESSED if name in draft.guessed else stamp for name in draft.values}


def save(prepared: Prepared, run: ImportRun) -> None:
    """Writes the entries and what undoing needs. Call it inside the transaction of the import."""
    stamp = provenance_stamp(run)
    changes: list[ImportChange] = []
    for kind in ORDER:
        manager: Any = MODELS[kind]._default_manager
        manager.bulk_create([instance for _draft, instance in prepared.new[kind]], batch_size=BATCH)
        changes.extend(
            _change(
                run,
                kind,
                instance.pk,
                None,
                {"digest": prepared.digests[id(draft)], "links": links(instance)},
            )
            for draft, instance in prepared.new[kind]
        )
    new_by_draft = {id(draft): instance for kind in ORDER for draft, instance in prepared.new[kind]}
    for kind in ORDER:
        changes.extend(_save_changed(kind, prepared.changed[kind], run, stamp, new_by_draft))
    ImportChange.objects.bulk_create(changes, batch_size=BATCH)


def _save_changed(
    kind: Kind, drafts: list[Draft], run: ImportRun, stamp: dict[str, Any], made: dict[int, Model]
) -> list[ImportChange]:
    rows = locked(kind, run.alliance, (draft.pk for draft in drafts if draft.pk is not None))
    changes: list[ImportChange] = []
    touched: list[Model] = []
    attributes: set[str] = set()
    for draft in drafts:
        row = rows.get(draft.pk or 0)
        if row is None:
            continue
        before, after = {}, {}
        for name in draft.changes:
            to = draft.links.get(name)
            attribute = f"{name}_id" if name in draft.links else name
            value = (to.pk or made[id(to)].pk) if to is not None else as_model(name, draft.values[name])
            before[attribute] = as_json(getattr(row, attribute))
            setattr(row, attribute, value)
            after[attribute] = as_json(value)
        if kind != "rating":
            row.provenance = {**row.provenance, **dict.fromkeys(draft.changes, stamp)}
            attributes.add("provenance")
        attributes |= after.keys()
        touched.append(row)
        changes.append(_change(run, kind, row.pk, before, after))
    write(kind, touched, attributes)
    return changes


def locked(kind: Kind, alliance: Alliance, pks: Iterable[int]) -> dict[int, Any]:
    """The rows with these numbers, locked until the transaction ends."""
    wanted = sorted(set(pks))
    manager: Any = MODELS[kind]._default_manager
    found: dict[int, Any] = {}
    for start in range(0, len(wanted), BATCH):
        rows: QuerySet[Any] = manager.for_alliance(alliance).filter(pk__in=wanted[start : start + BATCH])
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        found |= {row.pk: row for row in rows}
    return found


def write(kind: Kind, rows: Sequence[Model], attributes: Iterable[str]) -> None:
    """Writes some attributes of rows that are locked: one statement a batch, whatever differs."""
    if not rows:
        return
    model = MODELS[kind]
    names = {each.name for each in model._meta.concrete_fields if each.attname in set(attributes)}
    now = timezone.now()
    for row in rows:
        row.changed_at = now  # type: ignore[attr-defined]
    # An upsert of rows that are there: updating them one by one, or by CASE, takes ten times as long.
    manager: Any = model._default_manager
    manager.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=sorted({*names, "changed_at"}),
    )


def digest(row: Any) -> str:
    """What tells, with `links`, whether a row was edited: a hash of its own values."""
    values = [as_json(getattr(row, each.attname)) for each in _own_fields(row._meta.label)]
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).hexdigest()[:32]


def links(row: Any) -> list[int | None]:
    """The numbers of the entries that a row belongs to."""
    return [getattr(row, each.attname) for each in type(row)._meta.concrete_fields if each.is_relation]


@cache
def _own_fields(label: str) -> list[Any]:
    return [
        each
        for each in apps.get_model(label)._meta.concrete_fields
        if each.name not in _NOT_ITS_OWN and not each.is_relation
    ]


def _change(
    run: ImportRun, kind: Kind, pk: int, before: dict[str, Any] | None, after: dict[str, Any]
) -> ImportChange:
    return ImportChange(
        alliance_id=run.alliance_id, run=run, model=kind, entry_id=pk, before=before, after=after
    )


def state_of(alliance: Alliance) -> tuple[Any, ...]:
    """What differs as soon as somebody writes to the directory: counts and times of the last change."""
    return tuple(
        tuple(
            model._default_manager.for_alliance(alliance)  # type: ignore[attr-defined]
            .aggregate(count=Count("pk"), last=Max("changed_at"))
            .values()
        )
        for model in MODELS.values()
    )
