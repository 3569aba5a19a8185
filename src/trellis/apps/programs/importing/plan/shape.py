"""Which fields of an import belong to which entry, under which name, and how their values are written."""

from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from django.db.models import Model

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.models import Program, QualityRating, Session, Site

Kind = Literal["organization", "site", "program", "session", "rating"]
Mode = Literal["own", "fill", "new"]

MODELS: Final[dict[Kind, type[Model]]] = {
    "organization": Organization,
    "site": Site,
    "program": Program,
    "session": Session,
    "rating": QualityRating,
}
_RENAMED: Final = {
    "organization": "name", "organization_url": "url", "site_name": "name", "program": "name",
    "session_name": "name", "session_external_id": "external_id", "quality_framework": "framework",
    "quality_score": "score", "quality_best": "best_score", "quality_by": "rated_by",
    "quality_on": "rated_on",
}  # fmt: skip


def _fields(*keys: str) -> MappingProxyType[str, str]:
    return MappingProxyType({key: _RENAMED.get(key, key) for key in keys})


# {field of the import: attribute of the entry}
ATTRIBUTES: Final[dict[Kind, MappingProxyType[str, str]]] = {
    "organization": _fields("organization", "organization_url"),
    "site": _fields(
        "site_name", "address", "city", "state", "zip_code", "latitude", "longitude", "accessibility"
    ),
    "program": _fields(
        "external_id", "program", "description", "topics", "standards", "languages", "who_may_take_part",
        "url", "enrol_url", "email", "phone", "verified_on", "status",
    ),
    "session": _fields(
        "session_external_id", "session_name", "mode", "seats", "seats_open", "age_min", "age_max",
        "grade_min", "grade_max", "price", "price_per", "price_note", "scholarship", "pays_participants",
        "starts_on", "ends_on", "starts_at", "ends_at", "days", "rrule", "transport", "food",
    ),
    "rating": _fields(
        "quality_framework", "quality_score", "quality_best", "quality_by", "quality_on"
    ),
}  # fmt: skip
# {attribute: field of the import}, for pages that name a change.
FIELD_OF: Final[dict[Kind, dict[str, str]]] = {
    kind: {attribute: field for field, attribute in fields.items()} for kind, fields in ATTRIBUTES.items()
}
_DATES: Final = frozenset({"starts_on", "ends_on", "verified_on", "rated_on"})
_TIMES: Final = frozenset({"starts_at", "ends_at"})
_DECIMALS: Final = frozenset({"price", "score", "best_score"})


def as_json(value: Any) -> Any:
    """A value of a model as imports compare and keep it: "2026-06-01", "15:30", "12.50" without its zeros."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral() else str(value)
    return value


def as_model(attribute: str, value: Any) -> Any:
    """A kept value as the model's attribute wants it."""
    if value is None:
        return None
    if attribute in _DATES:
        return date.fromisoformat(value)
    if attribute in _TIMES:
        return time.fromisoformat(value)
    if attribute in _DECIMALS:
        return Decimal(value)
    return value


def is_empty(value: Any) -> bool:
    """Whether nothing is known: no, zero and False are something."""
    return value is None or value == "" or value == []
