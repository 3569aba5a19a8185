"""Applies an import of partners: everything in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.organizations.models import Organization
from trellis.apps.organizations.models.organization import IDENTIFIERS
from trellis.apps.partners import registering
from trellis.apps.partners.importing import journal
from trellis.apps.partners.importing.fields import OF_THE_ORGANIZATION, OF_THE_PARTNER
from trellis.apps.partners.importing.planning import place_in_words, row_key
from trellis.apps.partners.importing.previewing import lock, plan_anew
from trellis.apps.partners.models import (
    Asset,
    NeedOrOffer,
    Partner,
    PartnerImport,
    PartnerImportChange,
    PartnerImportRow,
    PartnerPlace,
    PartnerSource,
    Person,
)
from trellis.apps.programs.geocoding import offline
from trellis.apps.programs.importing.errors import ImportRefused

if TYPE_CHECKING:
    from trellis.apps.partners.importing.existing import Entry
    from trellis.apps.partners.importing.planning import Plan

Progress = Callable[[float, str], None]
State = PartnerImport.State
Decision = PartnerImportRow.Decision
BATCH: Final = 500
_DAYS: Final = frozenset({"since"})
_DIRECTIONS: Final = {"needs": NeedOrOffer.Direction.NEED, "offers": NeedOrOffer.Direction.OFFER}


def apply(run: PartnerImport, progress: Progress) -> bool:
    """Applies the import; False where that was done, or taken back, before.

    What the rows do is worked out anew under the lock, because others write meanwhile: a new near-duplicate
    sends the import back to its preview. A worker that dies leaves the directory as it was, and whoever takes
    the job up again starts from the beginning.
    """
    progress(0.1, _("Comparing the rows with the partners that are there"))
    with transaction.atomic():
        # The first statement takes the lock, so of two workers only one goes on.
        mine = PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk, state=State.APPLYING)
        if not mine.update(state=State.APPLIED, applied_at=timezone.now()):
            return False
        lock(run.alliance)
        plan = plan_anew(run)
        if run.counts["undecided"]:
            transaction.set_rollback(True)
        else:
            progress(0.5, _("Saving. This takes a moment and can't be cancelled any more."))
            _remember_merges(run, plan, _Writing(run, plan).write())
            audit.record(
                by=run.started_by,
                alliance=run.alliance,
                action="partner_import.applied",
                target=run,
                changes={
                    name: {"before": None, "after": run.counts[name]} for name in ("add", "change", "same")
                },
            )
            return True
    with transaction.atomic():
        plan_anew(run)
    raise ImportRefused(
        _("Since the preview, others added partners that some rows may be. Look at the preview again.")
    )


class _Writing:
    """Writes a plan's entries and what undoing needs."""

    def __init__(self, run: PartnerImport, plan: Plan) -> None:
        self.run = run
        self.stamp = {"source": run.source.name, "run": run.pk, "at": timezone.localdate().isoformat()}
        self.entries = list(plan.entries.values())
        self.log: list[PartnerImportChange] = []
        alliance = run.alliance
        rows = Organization.objects.for_alliance(alliance).select_for_update()
        self.organizations = {row.pk: row for row in rows}
        self.partners = {
            row.pk: row for row in Partner.objects.for_alliance(alliance).select_for_update(of=("self",))
        }

    def write(self) -> dict[Any, int]:
        """Writes everything; {entry: its organization}."""
        owners = self._organizations()
        partners = self._partners(owners)
        self._hanging_from(partners)
        PartnerImportChange.objects.bulk_create(self.log, batch_size=BATCH)
        touched = [row for row in owners if row.identifiers or row.registration_id]
        registering.register_all(touched)
        return {entry.ref: owner.pk for entry, owner in zip(self.entries, owners, strict=True)}

    def _organizations(self) -> list[Organization]:
        """The organization of each entry, in their order."""
        rows: list[Organization] = []
        new: list[Organization] = []
        changed: list[Organization] = []
        for entry in self.entries:
            if entry.organization is None:
                row = Organization(alliance=self.run.alliance, **self._own(entry))
                row.provenance = dict.fromkeys(
                    (name for name, value in self._own(entry).items() if value), self.stamp
                )
                new.append(row)
            else:
                row = self.organizations[entry.organization]
                if self._alter(row, _columns(entry.changes, OF_THE_ORGANIZATION), entry):
                    changed.append(row)
            rows.append(row)
        Organization.objects.bulk_create(new, batch_size=BATCH)
        self.log += [journal.added(self.run, row) for row in new]
        self._update(changed, [*OF_THE_ORGANIZATION.values(), "identifiers", "provenance"])
        return rows

    def _own(self, entry: Entry) -> dict[str, Any]:
        values = {column: entry.values.get(key) or "" for key, column in OF_THE_ORGANIZATION.items()}
        return {**values, "identifiers": entry.identifiers}

    def _partners(self, owners: list[Organization]) -> list[Partner]:
        rows: list[Partner] = []
        new: list[Partner] = []
        changed: list[Partner] = []
        names = dict(zip(OF_THE_PARTNER, OF_THE_PARTNER, strict=True))
        for entry, owner in zip(self.entries, owners, strict=True):
            if entry.partner is None:
                stated = {name: as_model(name, entry.values.get(name)) for name in OF_THE_PARTNER}
                values = {name: value for name, value in stated.items() if value not in (None, "", [])}
                row = Partner(alliance=self.run.alliance, organization=owner, **values)
                row.source, row.external_id = self.run.source.name, entry.external[1]
                row.provenance = dict.fromkeys(values, self.stamp)
                new.append(row)
            else:
                row = self.partners[entry.partner]
                if self._alter(row, _columns(entry.changes, names), entry):
                    changed.append(row)
            rows.append(row)
        Partner.objects.bulk_create(new, batch_size=BATCH)
        self.log += [journal.added(self.run, row) for row in new]
        self._update(changed, [*OF_THE_PARTNER, "source", "external_id", "provenance"])
        return rows

    def _alter(self, row: Organization | Partner, columns: dict[str, Any], entry: Entry) -> bool:
        """Sets columns of a row that is there and notes what they were; whether anything changed."""
        if isinstance(row, Organization) and any(kind in entry.changes for kind in IDENTIFIERS):
            columns["identifiers"] = {**row.identifiers, **entry.identifiers}
        if isinstance(row, Partner) and not row.external_id and entry.external[1]:
            columns |= {"source": self.run.source.name, "external_id": entry.external[1]}
        if not columns:
            return False
        before = {name: getattr(row, name) for name in columns}
        for name, value in columns.items():
            setattr(row, name, value)
        self.log.append(journal.changed(self.run, row, before, columns))
        row.provenance = {**row.provenance, **dict.fromkeys(columns, self.stamp)}
        return True

    def _update(self, rows: list[Any], names: list[str]) -> None:
        if rows:
            now = timezone.now()
            for row in rows:
                row.changed_at = now
            model = type(rows[0])
            manager = model._default_manager.for_alliance(self.run.alliance)
            manager.bulk_update(rows, [*names, "changed_at"], batch_size=100)

    def _hanging_from(self, partners: list[Partner]) -> None:
        """Places, people, and what is brought, needed and offered."""
        places: list[PartnerPlace] = []
        people: list[Person] = []
        assets: list[Asset] = []
        wanted: list[NeedOrOffer] = []
        for entry, partner in zip(self.entries, partners, strict=True):
            owned = {"alliance": self.run.alliance, "partner": partner}
            places += [PartnerPlace(**owned, **_place(place)) for place in entry.new_places]
            has_contact = len(entry.people) > len(entry.new_people)
            for number, person in enumerate(entry.new_people):
                is_main = number == 0 and not has_contact
                people.append(Person(**owned, **_person(person), is_main_contact=is_main))
            for key, kind, said in entry.new_brought:
                if key == "brings":
                    assets.append(Asset(**owned, kind=kind, description=said))
                else:
                    direction = _DIRECTIONS[key]
                    wanted.append(NeedOrOffer(**owned, direction=direction, kind=kind, description=said))
        for rows in (places, people, assets, wanted):
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
                self.log += [journal.added(self.run, row) for row in rows]


def _columns(changes: dict[str, list[Any]], names: Any) -> dict[str, Any]:
    return {names[key]: as_model(key, after) for key, (_before, after) in changes.items() if key in names}


def as_model(key: str, value: Any) -> Any:
    """A kept value as the model's column wants it."""
    return date.fromisoformat(value) if key in _DAYS and value else value


def _place(place: dict[str, Any]) -> dict[str, Any]:
    """A place's columns; without a position of its own it stands in the middle of its ZIP code."""
    zip_code = (place.get("zip_code") or "")[:5]
    position = place.get("latitude"), place.get("longitude")
    if None in position:
        position = (offline.zip_position(zip_code) if zip_code else None) or (None, None)
    return {
        "name": (place.get("place_name") or "")[:200],
        "address": place_in_words(place)[:300],
        "zip_code": zip_code,
        "latitude": position[0],
        "longitude": position[1],
    }


def _person(person: dict[str, Any]) -> dict[str, Any]:
    """A person's columns. Nobody on a list has agreed to be shown: only staff see them until they do."""
    return {
        "name": person["contact_name"],
        "job_title": person.get("contact_title", ""),
        "email": person.get("contact_email", ""),
        "phone": person.get("contact_phone", ""),
    }


def _remember_merges(run: PartnerImport, plan: Plan, organizations: dict[Any, int]) -> None:
    """Keeps with the list which rows went into which organizations: next time nobody is asked again."""
    values = dict(
        PartnerImportRow.objects.for_alliance(run.alliance).filter(run=run).values_list("number", "values")
    )
    merged = {
        row_key(values[number]): [organizations[planned.entry.ref], planned.decision]
        for number, planned in plan.rows.items()
        if planned.duplicate and planned.entry and planned.decision in (Decision.FILL, Decision.NEW)
    }
    if merged:
        source = run.source
        source.rules = {**source.rules, "merged": {**source.rules.get("merged", {}), **merged}}
        PartnerSource.objects.for_alliance(run.alliance).filter(pk=source.pk).update(rules=source.rules)
