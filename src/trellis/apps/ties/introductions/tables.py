"""What is known of partners, as tables for the search: focus, places, ages, needs, offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from trellis.apps.partners.models import Asset, NeedOrOffer, Partner
from trellis.apps.partners.vocabulary import GradeBand, Resource

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

Flags = NDArray[np.float64]
ANYTHING = Resource.OTHER.value  # "something else" meets no need


@dataclass(frozen=True, slots=True)
class Table:
    """A column for each code; a row for each member of the network, all 0 where nothing is known."""

    codes: tuple[str, ...]
    flags: Flags


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables in the order of the network's rows. Needs and offers have the same columns."""

    focus: Table
    places: Table
    ages: Table
    needs: Table
    offers: Table


def tables(alliance: Alliance, partners: Sequence[int | None], today: date) -> Tables:
    """The tables of these partners (None: a member that is none), in three queries."""
    rows = Partner.objects.for_alliance(alliance).filter(status=Partner.Status.ACTIVE)
    profiles = {
        pk: (fields, counties, bands)
        for pk, fields, counties, bands in rows.values_list("pk", "fields", "counties", "grade_bands")
    }
    needs, offers = _needs_and_offers(alliance, today)
    resources = tuple(code for code in Resource.values if code != ANYTHING)
    return Tables(
        focus=_table(partners, {pk: each[0] for pk, each in profiles.items()}),
        places=_table(partners, {pk: each[1] for pk, each in profiles.items()}),
        ages=_table(partners, {pk: each[2] for pk, each in profiles.items()}, tuple(GradeBand.values)),
        needs=_table(partners, needs, resources),
        offers=_table(partners, offers, resources),
    )


def _needs_and_offers(alliance: Alliance, today: date) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What each partner looks for, and what it offers or says that it brings."""
    needs: dict[int, list[str]] = {}
    offers: dict[int, list[str]] = {}
    still = Q(until__isnull=True) | Q(until__gte=today)
    rows = NeedOrOffer.objects.for_alliance(alliance).filter(still, is_open=True)
    for partner, direction, kind in rows.values_list("partner_id", "direction", "kind"):
        (needs if direction == NeedOrOffer.Direction.NEED else offers).setdefault(partner, []).append(kind)
    for partner, kind in Asset.objects.for_alliance(alliance).values_list("partner_id", "kind"):
        offers.setdefault(partner, []).append(kind)
    return needs, offers


def _table(
    partners: Sequence[int | None], held: Mapping[int, Iterable[str]], codes: tuple[str, ...] = ()
) -> Table:
    known = codes or tuple(sorted({code for each in held.values() for code in each}))
    column = {code: number for number, code in enumerate(known)}
    flags = np.zeros((len(partners), len(known)))
    for row, partner in enumerate(partners):
        for code in held.get(partner, ()) if partner is not None else ():
            if code in column:
                flags[row, column[code]] = 1.0
    return Table(known, flags)
