"""Ties from the record: what two partners share in Trellis, whoever says that they work together.

Kept apart from the survey's ties: sharing a site or a person is a fact of the record, not a relationship that
somebody named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from trellis.apps.partners.models import Partner, Person
from trellis.apps.programs.models import Program, Session

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

SHARED_BY_FEW: Final = 12
"""A site or an address that more than so many use ties nobody: a fairground, an office of the alliance."""


@dataclass(frozen=True, slots=True)
class RecordTie:
    """Two partners (the smaller number first), at how many sites both work, how many people both have."""

    a: int
    b: int
    sites: int
    people: int


def record_ties(alliance: Alliance) -> list[RecordTie]:
    """What active partners share, in three queries.

    A site: both hold sessions of listed programs there, or one holds them at a site of the other's. A person:
    the same account or e-mail address at both, of somebody who agreed to be shown.
    """
    partner_of = dict(
        Partner.objects.for_alliance(alliance)
        .filter(status=Partner.Status.ACTIVE)
        .values_list("organization_id", "pk")
    )
    sites = _pairs(_at_sites(alliance, partner_of))
    people = _pairs(_of_people(alliance, set(partner_of.values())))
    return [
        RecordTie(a, b, sites.get((a, b), 0), people.get((a, b), 0)) for a, b in sorted({*sites, *people})
    ]


def _at_sites(alliance: Alliance, partner_of: dict[int, int]) -> Iterable[set[int]]:
    """The partners that use each site."""
    rows = (
        Session.objects.for_alliance(alliance)
        .filter(program__status=Program.Status.ACTIVE, site__isnull=False)
        .order_by()
        .values_list("site_id", "program__organization_id", "site__organization_id")
        .distinct()
    )
    found: dict[int, set[int]] = defaultdict(set)
    for site, *organizations in rows:
        found[site].update(partner_of[one] for one in organizations if one in partner_of)
    return found.values()


def _of_people(alliance: Alliance, partners: set[int]) -> Iterable[set[int]]:
    """The partners at which each person is."""
    rows = (
        Person.objects.for_alliance(alliance)
        .filter(consented_on__isnull=False)
        .values_list("partner_id", "user_id", "email")
    )
    found: dict[str, set[int]] = defaultdict(set)
    for partner, user, email in rows:
        if partner in partners and (user or email):
            found[f"user:{user}" if user else email.casefold()].add(partner)
    return found.values()


def _pairs(groups: Iterable[set[int]]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = defaultdict(int)
    for group in groups:
        if len(group) <= SHARED_BY_FEW:
            for a, b in combinations(sorted(group), 2):
                found[a, b] += 1
    return dict(found)
