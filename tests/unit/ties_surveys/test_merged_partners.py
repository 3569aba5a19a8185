"""A wave whose partners were merged since."""

from __future__ import annotations

from tests.unit.ties_surveys.asking import Survey

from trellis.apps.accounts.models import User
from trellis.apps.partners import merging
from trellis.apps.ties import queries


def test_merging_partners_after_a_wave_keeps_their_ties(survey: Survey, staff: User) -> None:
    for who in ("forge", "lab", "library"):
        survey.says(who, "museum", frequency=2)
    survey.close()
    merging.merge(kept=survey.partner["forge"], gone=survey.partner["lab"], by=staff)
    found = queries.wave_network(survey.wave)
    assert (found.merged, len(found.ids), len(found.ties)) == (1, 4, 2)
