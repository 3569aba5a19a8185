"""Puts one partner into another where both are the same organization, and parts them again.

Everything that belongs to the one that goes moves to the one that stays: people, places, programs, sites,
editors, and what other apps have, found through the foreign keys. An app whose rows can't just move (one of
each a wave, say) registers a function that sees to them first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import directory
from trellis.apps.organizations.models import Organization
from trellis.apps.partners import registering
from trellis.apps.partners.combining import combined
from trellis.apps.partners.dependents import links_to, pointing_at, rows_of
from trellis.apps.partners.models import DifferentPartners, Partner, PartnerMerge
from trellis.apps.programs.importing.plan.shape import as_json

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

Part = Callable[["Merge"], None]
_parts: Final[list[Part]] = []


@dataclass(slots=True)
class Merge:
    """A merge under way: the partner that stays, the one that goes, and what was done so far."""

    kept: Partner
    gone: Partner
    dropped: list[dict[str, Any]] = field(default_factory=list)
    moved: list[list[Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)

    def target_of(self, model: type[Model]) -> Model:
        """Where links to `model`, a partner or an organization, lead from now on."""
        return self.kept if model is Partner else self.kept.organization

    def move(self, rows: Iterable[Model], name: str, to: Model | None = None) -> None:
        """Lets the foreign key `name` of rows lead to the partner, or its organization, that stays; or `to`.

        Of what there may be only one, a row that would be the second leads nowhere where it may, and is
        dropped where nothing belongs to it. Else a ValidationError says what to remove first.
        """
        for row in rows:
            key: Any = row._meta.get_field(name)
            before = getattr(row, key.attname)
            try:
                with transaction.atomic():
                    setattr(row, name, to or self.target_of(key.related_model))
                    row.save(update_fields=[name])
            except IntegrityError as error:
                setattr(row, key.attname, before)
                if key.null:
                    setattr(row, name, None)
                    row.save(update_fields=[name])
                elif not [*pointing_at(self.kept.alliance, type(row), [row.pk])]:
                    self.drop([row])
                    continue
                else:
                    raise ValidationError(
                        _(
                            "Both have a %(thing)s that there may be only one of: %(row)s. Remove one of "
                            "them first."
                        )
                        % {"thing": row._meta.verbose_name, "row": row}
                    ) from error
            self.moved.append([row._meta.label_lower, row.pk, key.attname, before])

    def drop(self, rows: Iterable[Model]) -> None:
        """Removes rows that would be there twice; parting the two brings them back."""
        listed = list(rows)
        self.dropped += json.loads(serializers.serialize("json", listed))
        for row in listed:
            row.delete()

    def change(self, row: Model, values: dict[str, Any]) -> None:
        """Sets columns of a row that stays."""
        differing = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not differing:
            return
        before = {name: as_json(getattr(row, name)) for name in differing}
        for name, value in differing.items():
            setattr(row, name, value)
        after = {name: as_json(value) for name, value in differing.items()}
        row.save(update_fields=[*differing, "changed_at"])
        self.changed.append([row._meta.label_lower, row.pk, before, after])


def register(part: Part) -> Part:
    """Has `part` called in every merge before rows move by themselves; usable as a decorator."""
    _parts.append(part)
    return part


def merge(*, kept: Partner, gone: Partner, by: User) -> PartnerMerge:
    """Puts `gone` into `kept`: one transaction, one audit row, and a log by which it can be taken back.

    What only `gone` says fills what `kept` leaves empty, with its provenance; lists are put together; of who
    sees a field the stricter choice holds. Raises a ValidationError with nothing changed.
    """
    if kept.pk == gone.pk or kept.alliance_id != gone.alliance_id:
        raise ValidationError(_("Choose two different partners of this alliance."))
    alliance = kept.alliance
    with transaction.atomic():
        directory().lock(alliance)
        rows = {row.pk: row for row in _locked(alliance).filter(pk__in=[kept.pk, gone.pk])}
        if len(rows) < 2:
            raise ValidationError(_("One of the two is not there any more."))
        under_way = Merge(rows[kept.pk], rows[gone.pk])
        values = combined(under_way.kept, under_way.gone)
        for part in _parts:
            part(under_way)
        _move_the_rest(under_way)
        names = under_way.kept.organization.name, under_way.gone.organization.name
        _remove(under_way)
        under_way.change(under_way.kept.organization, values.organization)
        under_way.change(under_way.kept, values.partner)
        registering.register(under_way.kept.organization)
        done = PartnerMerge.objects.create(
            alliance=alliance,
            kept=under_way.kept,
            kept_name=names[0],
            gone_name=names[1],
            merged_by=by,
            log={
                "gone": under_way.dropped,
                "moved": under_way.moved,
                "changed": under_way.changed,
            },
        )
        audit.record(
            by=by,
            alliance=alliance,
            action="partner.merged",
            target=under_way.kept,
            changes={"partner": {"before": names[1], "after": names[0]}},
        )
    return done


def part(*, merged: PartnerMerge, by: User) -> Partner:
    """Takes a merge back: the partner that went is there again with what was its own.

    What somebody changed or moved since stays as it is. Raises a ValidationError with nothing changed.
    """
    alliance = merged.alliance
    with transaction.atomic():
        directory().lock(alliance)
        stored = PartnerMerge.objects.for_alliance(alliance).select_for_update().get(pk=merged.pk)
        if stored.undone_at is not None or stored.kept_id is None:
            raise ValidationError(_("This was taken back before, or the partner is not there any more."))
        if Organization.objects.for_alliance(alliance).filter(name=stored.gone_name).exists():
            raise ValidationError(
                _("Another organization is called %(name)s by now. Give it another name first.")
                % {"name": stored.gone_name}
            )
        for label, pk, before, after in stored.log["changed"]:
            _put_back(alliance, label, pk, before, after)
        # The organization was removed last, so it comes back first.
        for restored in serializers.deserialize("python", list(reversed(stored.log["gone"]))):
            if isinstance(restored.object, Organization):
                restored.object.registration_id = None  # found anew below: it may be gone
            restored.save()
        for label, pk, attribute, before in stored.log["moved"]:
            _move_back(alliance, label, pk, attribute, before)
        stored.undone_at = timezone.now()
        stored.save(update_fields=["undone_at", "changed_at"])
        partner = _locked(alliance).get(organization__name=stored.gone_name)
        kept = _locked(alliance).get(pk=stored.kept_id)
        registering.register_all([kept.organization, partner.organization])
        audit.record(
            by=by,
            alliance=alliance,
            action="partner.parted",
            target=kept,
            changes={"partner": {"before": kept.organization.name, "after": stored.gone_name}},
        )
    found: Partner = partner
    return found


def say_different(*, first: Partner, second: Partner, by: User) -> None:
    """Says that two partners only look alike, so that nobody is asked about them again."""
    older, newer = sorted((first, second), key=lambda partner: partner.pk)
    with transaction.atomic():
        _row, made = DifferentPartners.objects.get_or_create(
            alliance=older.alliance, first=older, second=newer, defaults={"said_by": by}
        )
        if made:
            changes = {"partner": {"before": None, "after": str(newer)}}
            audit.record(
                by=by, alliance=older.alliance, action="partner.said_different", target=older, changes=changes
            )


def _locked(alliance: Any) -> Any:
    rows = Partner.objects.for_alliance(alliance).select_related("alliance", "organization")
    return rows.select_for_update(of=("self",))


def _move_the_rest(under_way: Merge) -> None:
    """Whatever nobody registered for, of whatever app, moves as it is."""
    for model, gone in ((Partner, under_way.gone), (Organization, under_way.gone.organization)):
        for other, key in links_to(model):
            if other is not Partner:
                rows = rows_of(under_way.kept.alliance, other).filter(**{key.name: gone.pk})
                under_way.move(rows, key.name)


def _remove(under_way: Merge) -> None:
    """Removes the partner that goes and its organization, once nothing belongs to them any more."""
    gone, alliance = under_way.gone, under_way.kept.alliance
    organization = gone.organization
    left = [*pointing_at(alliance, Partner, [gone.pk])]
    left += [
        each for each in pointing_at(alliance, Organization, [organization.pk]) if each[0] is not Partner
    ]
    if left:
        names = ", ".join(sorted({str(model._meta.verbose_name_plural) for model, _pk, _target in left}))
        raise ValidationError(_("These could not be moved: %(things)s.") % {"things": names})
    under_way.drop([gone])
    under_way.drop([organization])


def _put_back(alliance: Any, label: str, pk: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    row = rows_of(alliance, apps.get_model(label)).filter(pk=pk).first()
    if row is None:
        return
    same = [name for name in before if as_json(getattr(row, name)) == after[name]]
    for name in same:
        setattr(row, name, row._meta.get_field(name).to_python(before[name]))
    if same:
        row.save(update_fields=[*same, "changed_at"])


def _move_back(alliance: Any, label: str, pk: int, attribute: str, before: int) -> None:
    row = rows_of(alliance, apps.get_model(label)).filter(pk=pk).first()
    if row is not None:
        setattr(row, attribute, before)
        row.save(update_fields=[attribute])
