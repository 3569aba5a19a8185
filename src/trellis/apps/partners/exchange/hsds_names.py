"""Names that both directions of HSDS organizations share.

HSDS lets a directory add fields to its objects (a profile). What a partner knows and an organization of HSDS
3.0 has no place for stands on it under these names.
"""

from __future__ import annotations

from typing import Final

from trellis.apps.organizations.models.organization import IDENTIFIERS

OURS: Final = {
    "sector": "sector",
    "status": "membership_status",
    "since": "member_since",
    "grade_bands": "grade_bands",
    "fields": "stem_fields",
    "groups": "groups_served",
    "counties": "counties_served",
    "districts": "districts_served",
    "zip_codes": "zip_codes_served",
    "reach_young_people": "young_people_a_year",
    "reach_educators": "educators_a_year",
    "reach_places": "places_a_year",
    "brings": "brings",
    "needs": "needs",
    "offers": "offers",
}
"""Field of the importer -> field on organization; lists are lists of text."""
IDENTIFIER_TYPES: Final = IDENTIFIERS
ALSO: Final = {
    "fein": "ein",
    "us_ein": "ein",
    "tax_id": "ein",
    "ipeds": "unitid",
    "lea": "lea_id",
    "leaid": "lea_id",
    "nces_lea": "lea_id",
    "ncessch": "school_id",
    "nces_school": "school_id",
    "org_ror": "ror",
}
"""What other directories call the identifiers."""
