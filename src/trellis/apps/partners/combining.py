"""What two records of the same organization say together, and their rows that say the same twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from trellis.apps.partners.models import Partner
from trellis.apps.partners.visibility import FIELDS, chosen
from trellis.apps.partners.vocabulary import Visibility
from trellis.apps.programs.importing.plan.shape import is_empty

_OF_THE_ORGANIZATION: Final = ("alternate_name", "description", "url", "email", "phone")
_LISTS: Final = ("grade_bands", "fields", "groups", "counties", "districts", "zip_codes")
_ONCE: Final = ("reach_young_people", "reach_educators", "reach_places")
_STRICT: Final = (Visibility.PUBLIC, Visibility.PARTNERS, Visibility.STAFF)


@dataclass(frozen=True, slots=True)
class Combined:
    """Columns of the organization and of the partner that stay, with their provenance."""

    organization: dict[str, Any]
    partner: dict[str, Any]


def combined(kept: Partner, gone: Partner) -> Combined:
    """What `kept` says once `gone` is put into it."""
    return Combined(_organization(kept, gone), _partner(kept, gone))


def _organization(kept: Partner, gone: Partner) -> dict[str, Any]:
    ours, theirs = kept.organization, gone.organization
    values: dict[str, Any] = {
        name: getattr(theirs, name)
        for name in _OF_THE_ORGANIZATION
        if is_empty(getattr(ours, name)) and not is_empty(getattr(theirs, name))
    }
    if not ours.alternate_name and theirs.name != ours.name:
        # By its other name it is found again, by people and by the next import.
        values["alternate_name"] = theirs.name
    added = {
        kind: value for kind, value in theirs.identifiers.items() if value and not ours.identifiers.get(kind)
    }
    if added:
        values["identifiers"] = {**ours.identifiers, **added}
    return _with_provenance(values, ours.provenance, theirs.provenance)


def _partner(kept: Partner, gone: Partner) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in _LISTS:
        ours = getattr(kept, name)
        more = [code for code in getattr(gone, name) if code not in ours]
        if more:
            values[name] = [*ours, *more]
    for name in _ONCE:
        if getattr(kept, name) is None and getattr(gone, name) is not None:
            values[name] = getattr(gone, name)
    days = [day for day in (kept.since, gone.since) if day]
    values["since"] = min(days) if days else None
    if kept.status != Partner.Status.ACTIVE and gone.status == Partner.Status.ACTIVE:
        values |= {"status": gone.status, "left_on": None}
    values["is_backbone"] = kept.is_backbone or gone.is_backbone
    confirmed = [day for day in (kept.confirmed_on, gone.confirmed_on) if day]
    values["confirmed_on"] = min(confirmed) if len(confirmed) == 2 else None
    if not kept.external_id and gone.external_id:
        values |= {"source": gone.source, "external_id": gone.external_id}
    values["visibility"] = _stricter(kept, gone)
    return _with_provenance(values, kept.provenance, gone.provenance)


def _stricter(kept: Partner, gone: Partner) -> dict[str, str]:
    """Who sees what: of each field the fewer, because what either of them withheld may be in it now."""
    held = dict(kept.visibility)
    for name in FIELDS:
        ours, theirs = chosen(kept, name), chosen(gone, name)
        if _STRICT.index(theirs) > _STRICT.index(ours):
            held[name] = theirs.value
    return held


def _with_provenance(values: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    marks = {name: theirs[name] for name in values if name in theirs}
    return {**values, "provenance": {**ours, **marks}} if marks else values
