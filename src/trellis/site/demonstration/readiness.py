"""An illustrative assessment of the cross-sector partnership, answered by people of all sectors, closed."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Final

from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness import banks
from trellis.apps.readiness.services import answering, assessments

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.readiness.models import Assessment

SEED: Final = 74108
PEOPLE: Final = 32
BANK: Final = ("partnership", 1)
USUAL: Final = {"gaps": 3.2, "lead": 3.0, "financing": 1.5, "measures": 1.8, "reflection": 1.9}
"""About which level people choose where it isn't the middle one."""


def make(alliance: Alliance, *, today: date, by: User) -> Assessment:
    """Make the assessment; what people answer is drawn from a fixed seed."""
    draw = random.Random(SEED)  # noqa: S311 - an illustration, the same every time
    bank = banks.bank_of(alliance, *BANK)
    made = assessments.create(
        alliance=alliance, bank=bank, by=by, name=f"Illustrative assessment, {today.year}"
    )
    made = assessments.open_(assessment=made, by=by)
    for _number in range(PEOPLE):
        respondent = answering.begin(assessment=made, sector=draw.choice(Sector.values))
        for item in bank.items:
            level = round(draw.gauss(USUAL.get(item.key, 2.4), 0.7))
            answering.answer(
                respondent=respondent, bank=bank, item=item.key, level=min(max(level, 1), len(item.levels))
            )
        answering.finish(respondent=respondent)
    return assessments.close(assessment=made, by=by)
