"""Whom at the partners to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trellis.apps.partners.models import Partner, Person
from trellis.apps.readiness.services.inviting import Asked

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


def main_contacts(alliance: Alliance) -> list[Asked]:
    """The main contact of every active partner, with the partner's sector."""
    people = (
        Person.objects.for_alliance(alliance)
        .filter(is_main_contact=True, partner__status=Partner.Status.ACTIVE)
        .exclude(email="")
        .select_related("partner", "user")
    )
    return [
        Asked(one.email, one.partner.sector, one.user.preferred_language if one.user else "")
        for one in people
    ]
