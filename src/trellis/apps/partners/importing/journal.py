"""What an import of partners wrote, kept so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Model

from trellis.apps.organizations.models import Organization
from trellis.apps.partners.models import (
    Asset,
    NeedOrOffer,
    Partner,
    PartnerImport,
    PartnerImportChange,
    PartnerPlace,
    Person,
)
from trellis.apps.programs.importing.plan.shape import as_json
from trellis.apps.programs.importing.saving import digest, links

MODELS: Final[dict[str, type[Model]]] = {
    "organization": Organization,
    "partner": Partner,
    "place": PartnerPlace,
    "person": Person,
    "asset": Asset,
    "need": NeedOrOffer,
}
"""The kinds of entries that an import writes, each after those it belongs to."""
KIND_OF: Final = {model: kind for kind, model in MODELS.items()}
# Who stands alone keeps a registration of its own: nobody edits that by hand.
_NOT_EDITED: Final = frozenset({"registration_id"})


def added(run: PartnerImport, row: Model) -> PartnerImportChange:
    """That the import added a row, with what tells whether it was edited since."""
    return _change(run, row, None, as_made(row))


def changed(
    run: PartnerImport, row: Model, before: dict[str, Any], after: dict[str, Any]
) -> PartnerImportChange:
    """That the import changed columns of a row."""
    return _change(run, row, as_kept(before), as_kept(after))


def as_made(row: Any) -> dict[str, Any]:
    """What tells whether a row was edited: a digest of its own columns, and what it belongs to."""
    names = [each.attname for each in row._meta.concrete_fields if each.is_relation]
    held = [pk for name, pk in zip(names, links(row), strict=True) if name not in _NOT_EDITED]
    return {"digest": digest(row), "links": held}


def as_kept(values: dict[str, Any]) -> dict[str, Any]:
    """Columns as JSON has them."""
    return {name: as_json(value) for name, value in values.items()}


def entries_of(run: PartnerImport) -> Iterable[PartnerImportChange]:
    """All that an import wrote, in order."""
    found: Iterable[PartnerImportChange] = PartnerImportChange.objects.for_alliance(run.alliance).filter(
        run=run
    )
    return found


def _change(
    run: PartnerImport, row: Model, before: dict[str, Any] | None, after: dict[str, Any]
) -> PartnerImportChange:
    return PartnerImportChange(
        alliance_id=run.alliance_id,
        run=run,
        model=KIND_OF[type(row)],
        entry_id=row.pk,
        before=before,
        after=after,
    )
