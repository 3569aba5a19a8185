"""The members of one finding, laid side by side as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.partners import codes
from trellis.apps.partners.models import Partner
from trellis.apps.partners.silos.queries import Finding
from trellis.apps.programs import topics, wording
from trellis.apps.programs.models import Program, Session

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


@dataclass(frozen=True, slots=True)
class Side:
    """One member: its page, what it says of itself, and (label, value) of what is compared."""

    id: int
    name: str
    organization: str
    url: str
    description: str
    facts: tuple[tuple[str, str], ...]


def sides(alliance: Alliance, finding: Finding) -> list[Side]:
    """The members in order: one query for partners, two for programs."""
    ids = [each.id for each in finding.members]
    found = _partners(alliance, ids) if finding.about == "partners" else _programs(alliance, ids)
    return [found[pk] for pk in ids if pk in found]


def _partners(alliance: Alliance, ids: list[int]) -> Mapping[int, Side]:
    rows = Partner.objects.for_alliance(alliance).filter(pk__in=ids).select_related("organization")
    return {
        row.pk: Side(
            id=row.pk,
            name=row.organization.name,
            organization="",
            url=reverse("partners:partner", kwargs={"alliance": alliance.slug, "pk": row.pk}),
            description=row.organization.description,
            facts=_facts(
                (_("Sector"), str(row.get_sector_display())),
                (_("Works on"), ", ".join(topics.labels(row.fields))),
                (_("Works for"), ", ".join(codes.grade_labels(row.grade_bands))),
                (_("Counties served"), ", ".join(codes.county_names(row.counties))),
            ),
        )
        for row in rows
    }


def _programs(alliance: Alliance, ids: list[int]) -> Mapping[int, Side]:
    sessions = Session.objects.for_alliance(alliance).select_related("site")
    rows = (
        Program.objects.for_alliance(alliance)
        .filter(pk__in=ids)
        .select_related("organization")
        .prefetch_related(Prefetch("sessions", queryset=sessions))
    )
    return {
        row.pk: Side(
            id=row.pk,
            name=row.name,
            organization=row.organization.name,
            url=reverse("programs:program", kwargs={"alliance": alliance.slug, "pk": row.pk}),
            description=row.description,
            facts=_facts(
                (_("About"), ", ".join(topics.labels(row.topics))),
                (_("For"), wording.ages_of(row.sessions.all())),
                (_("Where"), wording.where(list(row.sessions.all()))),
                (_("Price"), wording.price_range(row.sessions.all())),
            ),
        )
        for row in rows
    }


def _facts(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value or _("not known")) for label, value in pairs)
