"""Writes audit rows."""

from typing import TYPE_CHECKING, Any

from django.db import models

from trellis.apps.core.audit.models import AuditEntry

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

Changes = dict[str, dict[str, Any]]


def record(
    *,
    by: "User | None",
    alliance: "Alliance | None",
    action: str,
    target: models.Model | None = None,
    changes: Changes | None = None,
) -> AuditEntry:
    """Adds the audit row of one write; call it inside that write's transaction.

    `by` is None for what the site does by itself; `action` is `noun.verb` in the past tense
    ("region.changed"), with its sentence registered by `audit.sentences.register`.
    """
    return AuditEntry.objects.create(
        alliance=alliance,
        by=by,
        by_name=str(by) if by else "",
        action=action,
        target_type=target._meta.label_lower if target else "",
        target_id=str(target.pk) if target else "",
        target_name=str(target)[:300] if target else "",
        changes=changes or {},
    )


def difference(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """What differs between two states of a record, as `record` takes it."""
    return {
        name: {"before": before.get(name), "after": after.get(name)}
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


def state(record_: models.Model, *names: str) -> dict[str, Any]:
    """The present values of the named fields."""
    fields = {field.name: field.attname for field in record_._meta.concrete_fields}
    return {name: getattr(record_, fields[name]) for name in names}
