"""Adds, changes and closes what a partner says it will hire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from trellis.apps.partners.hiring import services as coding
from trellis.apps.partners.models import HiringNeed, Partner
from trellis.apps.partners.services.writing import alter, check_names, check_row, locked, record

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

FIELDS: Final = ("title", "how_many", "by_when", "skills", "education", "is_hard_to_fill", "is_open")


def add(*, partner: Partner, by: User, **values: Any) -> HiringNeed:
    """Adds a job that the partner will fill; its title is looked up by a job, its occupation chosen later."""
    check_names(values, FIELDS)
    with transaction.atomic():
        stored = locked(partner)
        need = HiringNeed(alliance=stored.alliance, partner=stored, **values)
        check_row(need, values)
        need.save(force_insert=True)
        changes = {"job": {"before": None, "after": f"{need.how_many} × {need.title}"}}
        record(stored, action="partner.hiring_added", by=by, changes=changes)
        coding.look_up(alliance=stored.alliance, by=by)
    return need


def change(*, need: HiringNeed, by: User, **values: Any) -> HiringNeed:
    """Changes a job; another title takes away the occupation that was chosen for the old one."""
    check_names(values, FIELDS)
    with transaction.atomic():
        partner = locked(need.partner)
        rows = HiringNeed.objects.for_alliance(need.alliance).select_for_update(of=("self",))
        stored: HiringNeed = rows.get(pk=need.pk)
        if values.get("title", stored.title) != stored.title:
            stored.soc, stored.suggestions, stored.coded_by, stored.searched_at = "", [], None, None
            stored.save(update_fields=["soc", "suggestions", "coded_by", "searched_at", "changed_at"])
            coding.look_up(alliance=partner.alliance, by=by)
        changes = alter(stored, values)
        if changes:
            named = {f"{stored.title}: {name}": change for name, change in changes.items()}
            record(partner, action="partner.hiring_changed", by=by, changes=named)
    return stored


def close(*, need: HiringNeed, by: User) -> HiringNeed:
    """Says that a job is filled, or no longer to be filled; it is kept."""
    return change(need=need, by=by, is_open=False)
