"""Three illustrative survey waves among the partners, closed; jobs compute their networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from trellis.apps.partners.models import Partner
from trellis.apps.ties.banks import latest
from trellis.apps.ties.models import Answer, Respondent, RosterEntry, Wave
from trellis.apps.ties.services import rosters, waves
from trellis.site.demonstration import meetings

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

DAYS_AGO: Final = (760, 400, 40)
OPEN_FOR: Final = timedelta(days=21)


def make(alliance: Alliance, *, partners: Sequence[Partner], today: date, by: User) -> list[Wave]:
    """Make the waves, the oldest first."""
    counties = [partner.counties for partner in partners]
    backbone = next(number for number, partner in enumerate(partners) if partner.is_backbone)
    drawn = meetings.waves([partner.sector for partner in partners], counties, backbone=backbone)
    return [
        _wave(alliance, wave, partners, opened=today - timedelta(days=days), by=by)
        for wave, days in zip(drawn, DAYS_AGO, strict=True)
    ]


def _wave(
    alliance: Alliance, drawn: meetings.WaveDrawn, partners: Sequence[Partner], *, opened: date, by: User
) -> Wave:
    closes = timezone.make_aware(datetime.combine(opened + OPEN_FOR, time(17)))
    wave = waves.create(alliance=alliance, by=by, name=f"Illustrative wave, {opened.year}", opens_on=opened)
    rosters.put_on_list(wave=wave, by=by, partners=partners)
    rosters.ask_contacts(wave=wave, by=by)
    wave = waves.open_(wave=wave, by=by)
    entries = {row.partner_id: row for row in RosterEntry.objects.for_alliance(alliance).filter(wave=wave)}
    listed = [entries[partner.pk] for partner in partners]
    asked = {row.entry_id: row for row in Respondent.objects.for_alliance(alliance).filter(wave=wave)}
    answering = {number: asked[listed[number].pk] for number in drawn.answered if listed[number].pk in asked}
    for respondent in answering.values():
        respondent.started_at = respondent.finished_at = closes - timedelta(days=7)
    Respondent.objects.for_alliance(alliance).bulk_update(answering.values(), ["started_at", "finished_at"])
    Answer.objects.bulk_create(_answers(alliance, drawn, listed, answering))
    wave = waves.close(wave=wave, by=by)
    Wave.objects.for_alliance(alliance).filter(pk=wave.pk).update(closes_at=closes, closed_at=closes)
    return wave


def _answers(
    alliance: Alliance,
    drawn: meetings.WaveDrawn,
    listed: Sequence[RosterEntry],
    answering: Mapping[int, Respondent],
) -> list[Answer]:
    bank = latest()
    activities, items = bank.activity.codes, [item.code for item in bank.items]
    return [
        Answer(
            alliance=alliance,
            respondent=answering[named.by],
            about=listed[named.about],
            frequency=named.frequency,
            activity=activities[named.activity],
            ratings=dict(zip(items, named.ratings, strict=True)),
        )
        for named in drawn.named
        if named.by in answering
    ]
