"""Waves with answers, and the pages about them: six organizations as in docs/methods/ties.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.factories import PartnerFactory

from trellis.apps.alliances.models import Alliance
from trellis.apps.partners.models import Partner
from trellis.apps.partners.sectors import Sector
from trellis.apps.ties import evidence
from trellis.apps.ties.models import Answer, Respondent, RosterEntry, Wave

SIX = {
    "North": Sector.SCHOOL,
    "South": Sector.SCHOOL,
    "Forge": Sector.STEM_COMPANY,
    "Lab": Sector.STEM_COMPANY,
    "Backbone": Sector.COMMUNITY,
    "Library": Sector.COMMUNITY,
}
"""Illustrative organizations and their sectors."""

NAMED = (
    ("North", "Backbone"),
    ("Backbone", "North"),
    ("South", "Backbone"),
    ("Library", "Backbone"),
    ("Backbone", "Forge"),
    ("Forge", "Lab"),
    ("Lab", "Forge"),
    ("North", "South"),
)
"""Who named whom in the example worked by hand."""

Named = Iterable[tuple[str, ...]]


@dataclass
class Region:
    """An alliance, its partners by name, and its pages as somebody sees them."""

    alliance: Alliance
    client: Client
    run_jobs: Callable[[], None]
    partners: dict[str, Partner] = field(default_factory=dict)

    def partner(self, name: str, sector: str) -> Partner:
        """The partner of this name, made when first asked for."""
        if name not in self.partners:
            organization = {"organization__name": f"Illustrative {name}"}
            self.partners[name] = PartnerFactory(alliance=self.alliance, sector=sector, **organization)
        return self.partners[name]

    def wave(
        self,
        named: Named = NAMED,
        *,
        who: dict[str, Any] | None = None,
        opens_on: date = date(2026, 3, 1),
        answered: Iterable[str] | None = None,
        frequency: int = 3,
        ratings: dict[tuple[str, str], dict[str, int]] | None = None,
        **values: Any,
    ) -> Wave:
        """A closed wave in which all that are `answered` (everybody) named whom `named` says."""
        who = SIX if who is None else who
        wave: Wave = Wave.objects.create(
            alliance=self.alliance,
            name=values.pop("name", f"Wave of {opens_on:%B %Y}"),
            status=values.pop("status", Wave.Status.CLOSED),
            opens_on=opens_on,
            closed_at=timezone.now(),
            **values,
        )
        entries, respondents = {}, {}
        for name, sector in who.items():
            entries[name] = RosterEntry.objects.create(
                alliance=self.alliance,
                wave=wave,
                partner=self.partner(name, sector),
                name=f"Illustrative {name}",
                sector=sector,
            )
            done = answered is None or name in answered
            respondents[name] = Respondent.objects.create(
                alliance=self.alliance,
                wave=wave,
                entry=entries[name],
                email=f"{name.lower().replace(' ', '')}@example.org",
                finished_at=timezone.now() if done else None,
            )
        for source, target, *fields in named:
            given = (ratings or {}).get((source, target), {})
            Answer.objects.create(
                alliance=self.alliance,
                respondent=respondents[source],
                about=entries[target],
                frequency=frequency,
                fields=fields,
                ratings=given,
                ratings_shown=given,
            )
        return wave

    def computed(self, *args: Any, **values: Any) -> Wave:
        """A wave whose network was computed."""
        wave = self.wave(*args, **values)
        evidence.compute_and_keep(wave=wave, by=None)
        return wave

    def entry(self, wave: Wave, name: str) -> int:
        """The number of an organization's entry on a wave's list."""
        rows = RosterEntry.objects.for_alliance(self.alliance)
        return int(rows.get(wave=wave, partner=self.partners[name]).pk)

    def url(self, name: str, *arguments: Any, **query: Any) -> str:
        """The address of a page of the network."""
        from django.utils.http import urlencode

        address = reverse(f"network:{name}", args=[self.alliance.slug, *arguments])
        return f"{address}?{urlencode(query)}" if query else address

    def get(self, name: str, *arguments: Any, **query: Any) -> Any:
        """The answer to a request for a page."""
        return self.client.get(self.url(name, *arguments, **query))

    def text(self, name: str, *arguments: Any, **query: Any) -> str:
        """What a page says, spaces as one."""
        answer = self.get(name, *arguments, **query)
        assert answer.status_code == 200, answer.status_code
        return " ".join(answer.content.decode().split())

    def post(self, name: str, *arguments: Any, **values: Any) -> Any:
        """The answer to a form that is sent."""
        return self.client.post(self.url(name, *arguments), values)

    def queries(self, name: str, *arguments: Any, **query: Any) -> int:
        """How many queries a page takes, once it was looked at before."""
        self.get(name, *arguments, **query)
        with CaptureQueriesContext(connection) as captured:
            assert self.get(name, *arguments, **query).status_code == 200
        return len(captured)
