"""What a write changed, in words."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from trellis.apps.core.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record: its name, and its values as a reader sees them."""

    field: str
    before: str
    after: str


def changes_in_words(entry: AuditEntry) -> list[Change]:
    """The changes of an audit row, with the names that the record's fields have on pages."""
    return [
        Change(
            _field_name(entry.target_type, name), _value(change.get("before")), _value(change.get("after"))
        )
        for name, change in entry.changes.items()
    ]


def _field_name(target_type: str, name: str) -> str:
    try:
        return str(apps.get_model(target_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return name.replace("_", " ")


def _value(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return _("nothing")
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
