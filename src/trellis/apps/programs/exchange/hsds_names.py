"""Names that both directions of HSDS share: taxonomies, and the fields that Trellis adds to the standard.

HSDS lets a directory add fields to its objects (a profile). What a session knows and HSDS 3.0 has no place
for stands on `service_at_location` under these names; docs/reference/hsds.md lists them.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

NAMESPACE: Final = UUID("6f1b7a52-2f0c-4d5e-9a57-0d0c6a6d3b11")
TOPICS: Final = "Trellis topics"
STANDARDS: Final = "Learning standards"

# Field of a flat row -> field on service_at_location.
ON_THE_SESSION: Final = {
    "session_name": "name",
    "mode": "mode",
    "seats": "seats",
    "seats_open": "seats_open",
    "age_min": "minimum_age",
    "age_max": "maximum_age",
    "grade_min": "minimum_grade",
    "grade_max": "maximum_grade",
    "price": "price",
    "price_per": "price_per",
    "price_note": "price_note",
    "scholarship": "scholarship",
    "pays_participants": "pays_participants",
    "days": "days",
    "rrule": "rrule",
    "transport": "transport",
    "food": "food",
}
# Field of a flat row -> field on service.
ON_THE_PROGRAM: Final = {
    "enrol_url": "enrol_url",
    "quality_framework": "quality_framework",
    "quality_score": "quality_score",
    "quality_best": "quality_best",
    "quality_by": "quality_by",
    "quality_on": "quality_on",
}
# Status of a program -> status of a service.
STATUS: Final = {"active": "active", "hidden": "inactive", "ended": "defunct"}
YES_OR_NO: Final = ("scholarship", "pays_participants", "transport", "food")
PRICE_PER: Final = ("hour", "day", "week", "month")
